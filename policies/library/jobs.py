"""What the worker does for the library."""

from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format
from procrastinate.contrib.django import app

from policies.library.models import PolicyVersion
from policies.notices.actions import tell
from policies.notices.models import NoticeKind
from policies.roles.models import Appointment

# Longer than a worker is away; what has been in force for longer is no news.
NEWS_FOR = timedelta(days=3)


@app.periodic(cron="20 * * * *")
@app.task(
    name="library.tell_of_new_text", queueing_lock="library.tell_of_new_text", pass_context=False
)
def tell_of_new_text(timestamp: int) -> int:
    """Every hour: whom a policy binds learns that another version has come into force.

    Each of them once a version; returns how many notices were new.
    """
    since = timezone.localdate() - NEWS_FOR
    new = PolicyVersion.objects.in_force().filter(effective__startswith__gte=since)
    return sum(_tell_of(version) for version in new.select_related("policy"))


def _tell_of(version: PolicyVersion) -> int:
    key = f"version-in-force:{version.pk}"
    policy = version.policy
    bound = Appointment.objects.current().filter(job_role__policy_set__bindings__policy=policy)
    day = date_format(version.effective.lower)
    return sum(
        tell(
            person=appointment.user,
            kind=NoticeKind.PUBLICATION,
            key=key,
            title=f"{policy.title}, version {version.number}, is in force from {day}.",
            url=f"/policies/{policy.code}/",
        )
        for appointment in bound.exclude(user__notices__key=key)
    )
