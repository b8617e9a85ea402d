"""Who answers: the leader of the team that asked, then up the ladder of its area.

The order is that of JobRole.ladder (in the youth justice procedure: team leader, Assistant
Director, Senior Practice Advisor). Nobody is asked their own question.
"""

from policies.directory.models import Contact
from policies.roles.models import Appointment, Team
from portal.models import User
from portal.permissions import Permission

# The first step of the ladder is the team's own leader, never another team's.
LEADERS_STEP = 1


class NobodyToAsk(Exception):
    """Nobody is appointed who could answer; the message says whom to ring instead."""


def first_answerer(asking: Appointment) -> Appointment:
    """Who gets a question from the holder of `asking`.

    Raises NobodyToAsk.
    """
    found = None
    if not asking.job_role.leads_team:
        found = _first(Appointment.objects.leading(asking.team), asking.user)
    found = found or next_up(asking.team, above=asking, requester=asking.user)
    if found is None:
        raise NobodyToAsk(_whom_to_ring(asking))
    return found


def next_up(team: Team, *, above: Appointment | None, requester: User) -> Appointment | None:
    """Who stands next above `above` in the team's area, or None. Never `requester`."""
    step = (above and above.job_role.ladder) or LEADERS_STEP
    higher = Appointment.objects.in_area(team.area_id).filter(
        job_role__ladder__gt=step, job_role__policy_set=team.policy_set_id
    )
    return _first(higher, requester)


def _first(appointments, requester: User) -> Appointment | None:
    for appointment in appointments.order_by("job_role__ladder", "pk"):
        may_answer = appointment.user.may(Permission.CONSULTATION_ADVISE)
        if may_answer and appointment.user_id != requester.pk:
            return appointment
    return None


def _whom_to_ring(asking: Appointment) -> str:
    """The published numbers of the person's own rules; where there are none, their manager."""
    nobody = f"Nobody is appointed to answer for the {asking.team.name} at the moment."
    contact = (
        Contact.objects.serving(asking.job_role.policy_set).exclude(phone="").order_by("pk").first()
    )
    if contact is None:
        return f"{nobody} Save it as a draft and ask your manager who answers."
    return f"{nobody} Save it as a draft and ring {contact.phone}, {contact.name}."
