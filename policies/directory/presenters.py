"""Contacts as people ring them."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from policies.directory.models import Contact
from policies.directory.opening import Hours, Opening, opening
from policies.roles.models import Appointment, Team


@dataclass(frozen=True)
class ContactCard:
    """A contact as templates/components/contact_card.html shows it and as a record keeps it.

    `phone_of` is whose number it is, where it is another contact's. `opening` says whether somebody
    answers now, on the reader's clock; a record does not keep that.
    """

    key: str
    name: str
    unit: str = ""
    purpose: str = ""
    phone: str = ""
    email: str = ""
    web: str = ""
    hours: str = ""
    note: str = ""
    person: str = ""
    verified: str = ""
    phone_of: str = ""
    opening: str = ""

    @property
    def phone_href(self) -> str:
        """The number for a tel: link."""
        return "".join(c for c in self.phone if c.isdigit() or c == "+")

    @property
    def url(self) -> str:
        """Its page: the clauses that name it."""
        return f"/contacts/{self.key}/"

    def as_dict(self) -> dict[str, str]:
        """Plain data, for the record that keeps the contact as it was."""
        return asdict(self) | {"opening": ""}


def contact_cards(keys: Sequence[str], *, team: Team | None = None) -> list[ContactCard]:
    """The contacts with these keys, in their order; a key that no longer exists is left out.

    A contact that stands for a job role is resolved to the person appointed in the area of `team`.
    """
    if not keys:
        return []
    contacts = {c.key: c for c in Contact.objects.with_unit().filter(key__in=keys)}
    found = [contacts[key] for key in dict.fromkeys(keys) if key in contacts]
    return cards(found, team=team)


def cards(contacts: Iterable[Contact], *, team: Team | None = None) -> list[ContactCard]:
    """These contacts as cards, in two queries at most."""
    contacts = list(contacts)
    people = _people({c.job_role_id for c in contacts if c.job_role_id and not c.phone}, team)
    return [_card(contact, people.get(contact.job_role_id), team) for contact in contacts]


def _people(job_roles: set[int], team: Team | None) -> dict[int, Appointment]:
    """job role → who holds it: in the reader's own team if anybody does, else in its area."""
    if not job_roles or team is None:
        return {}
    held = Appointment.objects.in_area(team.area_id).filter(job_role__in=job_roles)
    ordered = sorted(held, key=lambda a: a.team_id == team.pk)
    return {appointment.job_role_id: appointment for appointment in ordered}


def zone_of(team: Team | None) -> ZoneInfo:
    """The clock of somebody in this team; of the installation for somebody without one."""
    return ZoneInfo(team.area.organisation.time_zone if team else settings.TIME_ZONE)


def opening_of(contact: Contact, team: Team | None) -> Opening | None:
    """Whether somebody answers now, for a reader in this team; None where no hours are known.

    Hours are on the clock of the organisation of the contact's unit.
    """
    if contact.opens is None or not contact.open_days or contact.unit is None:
        return None
    place = contact.unit.organisation
    hours = Hours(
        contact.opens,
        contact.closes,
        contact.open_days,
        ZoneInfo(place.time_zone),
        contact.jurisdiction or place.jurisdiction,
    )
    return opening(hours, timezone.now(), zone_of(team))


def _card(contact: Contact, held: Appointment | None, team: Team | None) -> ContactCard:
    verified = contact.verified_on
    return ContactCard(
        key=contact.key,
        name=contact.name,
        unit=contact.unit.name if contact.unit else "",
        purpose=contact.purpose,
        phone=contact.number,
        phone_of=contact.through.name if contact.through else "",
        opening=str(opening_of(contact, team) or ""),
        email=contact.email or (held.user.email if held else ""),
        web=contact.web,
        hours=contact.hours,
        note=contact.note,
        person=f"{held.user.name}, {held.team.name}" if held else "",
        verified=f"{verified.day} {verified:%B %Y}" if verified else "",
    )
