"""Units, positions and contacts from fixtures/directory.yaml."""

from collections.abc import Mapping

from policies.directory.models import Contact, Position, Unit
from policies.library.actions import cite
from policies.library.models import ClauseVersion
from policies.roles.models import JobRole, Organisation, PolicySet


def load(data: Mapping) -> None:
    """Create units, positions and contacts, and cite the clauses in force that name each contact."""
    organisations = {o.code: o for o in Organisation.objects.all()}
    roles = {r.key: r for r in JobRole.objects.all()}
    units = {
        row["key"]: Unit.objects.create(
            **row | {"organisation": organisations[row["organisation"]]}
        )
        for row in data["units"]
    }
    positions = {
        row["key"]: Position.objects.create(
            key=row["key"],
            title=row["title"],
            unit=units[row["unit"]],
            job_role=roles.get(row.get("job_role")),
        )
        for row in data["positions"]
    }
    contacts: dict[str, Contact] = {}
    # Whoever is reached through another comes after all that have a number of their own.
    for row in sorted(data["contacts"], key=lambda row: "through" in row):
        through = contacts[row["through"]] if "through" in row else None
        contacts[row["key"]] = contact = _contact(row, units, positions, roles, through)
        _cite(contact, row)


_TEXTS = ("phone", "email", "web", "hours", "note", "jurisdiction")


def _contact(
    row: Mapping,
    units: Mapping[str, Unit],
    positions: Mapping[str, Position],
    roles: Mapping[str, JobRole],
    through: Contact | None,
) -> Contact:
    contact = Contact.objects.create(
        key=row["key"],
        name=row["name"],
        unit=units.get(row.get("unit")),
        position=positions.get(row.get("position")),
        job_role=roles.get(row.get("job_role")),
        through=through,
        purpose=row["purpose"],
        former_names=row.get("former_names") or [],
        people_say="\n".join(row.get("people_say") or ()),
        verified_on=row.get("verified_on"),
        source=row.get("source") or [],
        **{name: row.get(name) or "" for name in _TEXTS},
    )
    contact.policy_sets.set(PolicySet.objects.filter(code__in=row["sets"]))
    return contact


def _cite(contact: Contact, row: Mapping) -> None:
    """The clauses in force that name it."""
    cite(
        thing=contact,
        part="",
        label=f"{contact.name}, {contact.number}" if contact.number else contact.name,
        url=f"/contacts/{contact.key}/",
        clause_versions=ClauseVersion.objects.in_force().filter(
            clause__short_id__in=row.get("clauses") or ()
        ),
    )
