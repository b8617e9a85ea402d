"""When somebody may be sent a mail: in the working hours of the place where they work."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from policies.roles.models import Appointment
from portal.models import User
from portal.working_time import next_working_moment

# The first pauses after an attempt that failed are a minute, two, four …
LONGEST_PAUSE = timedelta(hours=6)
# How long a worker may take over one mail: until then no other tries it.
CLAIMED_FOR = timedelta(minutes=5)


def mail_moment(person: User, *, urgent: bool, after: datetime | None = None) -> datetime:
    """The first moment from `after` (now) on at which a mail may go to this person."""
    after = after or timezone.now()
    return after if urgent else next_working_moment(after, *Appointment.objects.place_of(person))


def digest_moment(person: User) -> datetime:
    """When people are next at work where this person works, today no more."""
    zone = ZoneInfo(Appointment.objects.place_of(person)[1])
    tomorrow = timezone.localdate(timezone=zone) + timedelta(days=1)
    return mail_moment(person, urgent=False, after=datetime.combine(tomorrow, time.min, zone))


def pause_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts that failed."""
    return min(timedelta(minutes=2 ** (min(attempts, 16) - 1)), LONGEST_PAUSE)
