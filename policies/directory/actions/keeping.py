"""Keeping the contacts: their details, and that somebody rang and checked them."""

from collections.abc import Collection, Mapping, Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from policies.directory.models import Contact
from policies.directory.opening import days_words
from policies.library.actions import grounds, rest_on
from policies.library.models import Citation
from portal import editing
from portal.editing import Refused
from portal.models import User
from portal.permissions import Permission

# Where they change, nobody has checked the new ones yet.
_CHECKED = ("phone", "through", "email", "web", "hours", "opens", "closes", "open_days")
_WAYS = ("phone", "through", "email", "web", "note", "job_role")


def require(by: User) -> None:
    """Raises PermissionDenied for somebody who does not keep the contacts."""
    if not by.may(Permission.DIRECTORY_KEEP):
        raise PermissionDenied(Permission.DIRECTORY_KEEP)


@transaction.atomic
def add_contact(*, by: User, values: Mapping[str, object]) -> Contact:
    """Add a contact; its key, and so its address, is made from its name and stays.

    `values` are columns of Contact and `policy_sets`. Raises Refused where it reaches nobody.
    """
    require(by)
    columns, sets = _checked(values)
    contact = Contact(key=_key(columns["name"]), **columns)
    editing.add(by=by, thing=contact, action="contact.add", sets=sets)
    return contact


@transaction.atomic
def edit_contact(
    *, by: User, contact: Contact, revision: int, values: Mapping[str, object]
) -> None:
    """Save a contact's details over the revision that was read.

    A changed way to reach them has to be checked again. A name given up stays among the former ones,
    so that a search finds it. No flag is raised: records keep what the contact was, and what names
    it shows what it is. Raises Conflict where somebody saved it since, and Refused where it would
    reach nobody, or where others are reached by a number that it would no longer have.
    """
    require(by)
    columns, sets = _checked(values)
    current = Contact.objects.get(pk=contact.pk)
    if not columns["phone"] and current.reaches.exists():
        raise Refused("Others are reached by this number. Change those first.", "phone")
    if columns["name"] != current.name:
        names = dict.fromkeys([*columns.get("former_names", current.former_names), current.name])
        columns["former_names"] = [name for name in names if name != columns["name"]]
    if any(name in columns and columns[name] != getattr(current, name) for name in _CHECKED):
        columns |= {"verified_on": None, "verified_by": None}
    editing.edit(
        by=by,
        thing=contact,
        revision=revision,
        action="contact.edit",
        values=columns,
        sets=sets,
        said={"open_days": days_words},
    )
    _name_anew(contact)


@transaction.atomic
def name_contact_in(
    *, by: User, contact: Contact, revision: int, clauses: Sequence[str], read: Collection[int]
) -> None:
    """Have these clauses (short ids), in the words in force, name a contact, and no others.

    `read` are the words that stood on the page. Raises Conflict where somebody saved the contact
    since, and Refused where a clause is not in force, or says something else than was read.
    """
    require(by)
    found = grounds(contact, clauses=clauses, read=read)
    if editing.edit(
        by=by,
        thing=contact,
        revision=revision,
        action="contact.edit",
        values={},
        beside=found.change,
    ):
        url = f"/contacts/{contact.key}/"
        rest_on(by=by, thing=contact, grounds=found, label=label(contact), url=url)


@transaction.atomic
def verify_contact(*, by: User, contact: Contact, revision: int) -> None:
    """Note that `by` rang today and that it is as it says. Raises Conflict where it changed since."""
    require(by)
    values = {"verified_on": timezone.localdate(), "verified_by": by}
    editing.edit(by=by, thing=contact, revision=revision, action="contact.verify", values=values)


def label(contact: Contact) -> str:
    """How lists of what relies on a clause name the contact."""
    return f"{contact.name}, {contact.number}" if contact.number else contact.name


def _name_anew(contact: Contact) -> None:
    """What relies on a clause is named by its name and number of today."""
    for one in [contact, *contact.reaches.defer("search").select_related("through")]:
        Citation.objects.of(one).live().exclude(label=label(one)).update(label=label(one))


def _checked(values: Mapping[str, object]) -> tuple[dict[str, object], dict[str, object]]:
    """(columns, policy sets). Raises Refused where the contact reaches nobody, or serves nobody."""
    columns = dict(values)
    sets = {"policy_sets": list(columns.pop("policy_sets"))}
    if not any(columns.get(way) for way in _WAYS):
        raise Refused(
            "Give a number, an address, a job role, or a note that says how to reach them.", "phone"
        )
    if columns.get("phone") and columns.get("through"):
        raise Refused("Give its own number, or whose number it is: not both.", "through")
    if not sets["policy_sets"]:
        raise Refused("Choose at least one group of staff who may ring.", "policy_sets")
    _check_hours(columns)
    return columns, sets


def _check_hours(columns: Mapping[str, object]) -> None:
    """Raises Refused where the hours are not whole, or nobody knows on which clock they are."""
    opens, closes = columns.get("opens"), columns.get("closes")
    given = (opens, closes, columns.get("open_days"))
    if not any(value not in (None, []) for value in given):
        return
    if opens is None or closes is None or not columns["open_days"]:
        raise Refused("Give the opening, the closing and the days, or none of them.", "opens")
    if opens >= closes:
        raise Refused("Choose a closing after the opening.", "closes")
    if columns.get("unit") is None:
        raise Refused("It belongs to no unit, so nobody knows on which clock.", "opens")


def _key(name: object) -> str:
    """A key that no contact has yet."""
    base = slugify(str(name))[:70] or "contact"
    taken = set(Contact.objects.filter(key__startswith=base).values_list("key", flat=True))
    # The addresses of the pages that add one, and that show all of them.
    taken |= {"add", "card"}
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(key for key in numbered if key not in taken)
