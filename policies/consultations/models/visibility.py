"""Who may read a record, way by way."""

from django.apps import apps
from django.db.models import Q, QuerySet

from policies.consultations.models.consultation_type import Kind
from policies.roles.models import Appointment
from portal.models import User
from portal.permissions import Permission

Way = Q | QuerySet


def ways_to_read(user: User) -> list[Way]:
    """What makes a submitted record one that this person may read: each of these alone does.

    A way is a condition on the record, or the keys of the records that it leads to.
    """
    events, advice, records = (
        apps.get_model("policies", name).objects.order_by()
        for name in ("ConsultationEvent", "Advice", "Consultation")
    )
    held = Appointment.objects.current().filter(user=user)
    ways: list[Way] = [
        Q(requester=user),
        Q(assigned_to=user),
        events.filter(by=user).values("consultation"),
        records.filter(assigned_to=user, reopens__isnull=False).values("reopens"),
    ]
    if user.may(Permission.CONSULTATION_ADVISE):
        ways.append(advice.filter(countersigner=user).values("consultation"))
        led = held.filter(job_role__leads_team=True).values("team")
        ways.append(Q(team__in=led) & ~Q(kind=Kind.REPORT))
    if user.may(Permission.CONSULTATION_READ_ALL):
        ways.append(Q(team__area__organisation__in=held.values("team__area__organisation")))
    return ways
