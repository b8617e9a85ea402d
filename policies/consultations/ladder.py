"""Who answers: the leader of the team that asked, then up the ladder of its area.

The order is that of JobRole.ladder (in the youth justice procedure: team leader, Assistant
Director, Senior Practice Advisor). Nobody is asked their own question. For somebody who is away
their deputy answers. What has a type goes by its route instead: routes.py.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from policies.directory.models import Contact
from policies.roles.models import Appointment, JobRole, Team
from policies.roles.models.appointment import AppointmentQuerySet
from portal.models import User
from portal.permissions import Permission

# The first step of the ladder is the team's own leader, never another team's.
LEADERS_STEP = 1


class NobodyToAsk(Exception):
    """Nobody is appointed who could answer; the message says whom to ring instead."""


@dataclass(frozen=True)
class Answerer:
    """Who gets a record, at which level of its route, and for whom where that person is away."""

    appointment: Appointment
    stands_for: Appointment | None = None
    level: int = 1

    @property
    def user(self) -> User:
        return self.appointment.user

    @property
    def job_role(self) -> JobRole:
        return self.appointment.job_role

    @property
    def words(self) -> str:
        """Role first, then name; and for whom."""
        who = f"{self.job_role.title}, {self.user.name}"
        return f"{who} (for {self.stands_for.user.name}, who is away)" if self.stands_for else who

    def as_detail(self) -> dict[str, str | int]:
        """What the event keeps of it."""
        detail: dict[str, str | int] = {
            "to": f"{self.job_role.title}, {self.user.name}",
            "person": self.user.pk,
            "level": self.level,
        }
        if self.stands_for:
            detail["for"] = self.stands_for.user.name
        return detail


def first_answerer(asking: Appointment) -> Answerer:
    """Who gets a question from the holder of `asking`.

    Raises NobodyToAsk.
    """
    found = None
    if not asking.job_role.leads_team:
        found = leader_of(asking.team, requester=asking.user)
    found = found or next_up(asking.team, above=asking, requester=asking.user)
    if found is None:
        raise NobodyToAsk(_whom_to_ring(asking))
    return found


def leader_of(team: Team, *, requester: User) -> Answerer | None:
    """Who leads this team, or answers for them."""
    return available(in_order(Appointment.objects.leading(team)), requester)


def next_up(team: Team, *, above: Appointment | None, requester: User) -> Answerer | None:
    """Who stands next above `above` in the team's area, or None. Never `requester`."""
    step = (above and above.job_role.ladder) or LEADERS_STEP
    higher = Appointment.objects.in_area(team.area_id).filter(
        job_role__ladder__gt=step, job_role__policy_set=team.policy_set_id
    )
    return available(in_order(higher), requester)


def in_order(appointments: AppointmentQuerySet) -> AppointmentQuerySet:
    return appointments.with_absence().order_by("job_role__ladder", "pk")


def available(appointments: Iterable[Appointment], requester: User) -> Answerer | None:
    """The first of these (read with_absence) who may answer `requester`, or their deputy.

    Somebody who is away without a deputy who could answer is passed over.
    """
    for appointment in appointments:
        if not _may_answer(appointment.user, requester):
            continue
        if not appointment.is_away:
            return Answerer(appointment)
        deputy = _deputy(appointment, requester)
        if deputy:
            return Answerer(deputy, stands_for=appointment)
    return None


def _may_answer(user: User, requester: User) -> bool:
    return user.pk != requester.pk and user.may(Permission.CONSULTATION_ADVISE)


def _deputy(away: Appointment, requester: User) -> Appointment | None:
    """The deputy's job, if they are there and may answer."""
    held = Appointment.objects.current().with_absence().filter(user=away.deputy).first()
    if held is None or held.is_away or not _may_answer(held.user, requester):
        return None
    return held


def _whom_to_ring(asking: Appointment) -> str:
    """The published numbers of the person's own rules; where there are none, their manager."""
    nobody = f"Nobody is appointed to answer for the {asking.team.name} at the moment."
    contact = (
        Contact.objects.serving(asking.job_role.policy_set).exclude(phone="").order_by("pk").first()
    )
    if contact is None:
        return f"{nobody} Save it as a draft and ask your manager who answers."
    return f"{nobody} Save it as a draft and ring {contact.phone}, {contact.name}."
