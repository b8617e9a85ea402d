"""What the pages of the directory show, each in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Q

from policies.directory.models import Contact, Unit
from policies.roles.models import Appointment, JobRole, Organisation


@dataclass
class Shared:
    """Contacts that answer on one number: `printed` have it in their documents, `through` use it."""

    number: str
    printed: list[Contact] = field(default_factory=list)
    through: list[Contact] = field(default_factory=list)


@dataclass(frozen=True)
class Held:
    """A position or job title and the people in it, each with their team."""

    title: str
    people: Sequence[str]


def shared_number(contact: Contact) -> Shared | None:
    """The others on this contact's number; None without a number, or where it is nobody else's."""
    if not contact.number:
        return None
    same = Q(phone=contact.number) | Q(through__phone=contact.number)
    others = Contact.objects.with_unit().filter(same).exclude(pk=contact.pk)
    found = Shared(contact.number)
    for other in others:
        (found.printed if other.phone else found.through).append(other)
    return found if found.printed or found.through else None


def is_own(organisation_id: int, appointment: Appointment | None) -> bool:
    return bool(appointment) and appointment.job_role.policy_set.organisation_id == organisation_id


def units_by_organisation(
    appointment: Appointment | None,
) -> list[tuple[Organisation, list[Unit]]]:
    """Organisations that have units, each with its units, the reader's own first."""
    units = Unit.objects.select_related("organisation").annotate(
        contact_count=Count("contacts", distinct=True),
        position_count=Count("positions", distinct=True),
    )
    found: dict[Organisation, list[Unit]] = defaultdict(list)
    for unit in units.order_by("organisation__name", "name"):
        found[unit.organisation].append(unit)
    return sorted(found.items(), key=lambda pair: not is_own(pair[0].pk, appointment))


def positions_of(
    unit: Unit, contacts: Sequence[Contact], appointment: Appointment | None
) -> list[Held]:
    """The positions of a unit, and the job roles that its contacts stand for, with who holds them.

    People are named to their own organisation only.
    """
    positions = list(unit.positions.select_related("job_role"))
    roles: dict[int, JobRole] = {
        c.job_role_id: c.job_role for c in contacts if c.job_role_id and not c.position_id
    }
    wanted = {p.job_role_id for p in positions if p.job_role_id} | set(roles)
    people: dict[int, list[str]] = defaultdict(list)
    if is_own(unit.organisation_id, appointment):
        held = Appointment.objects.current().filter(job_role__in=wanted)
        for one in held.order_by("user__name"):
            people[one.job_role_id].append(f"{one.user.name}, {one.team.name}")
    titles = [Held(p.title, people[p.job_role_id] if p.job_role_id else ()) for p in positions]
    return titles + [Held(role.title, people[pk]) for pk, role in roles.items()]
