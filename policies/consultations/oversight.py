"""How many questions, how quick the answers, on what, decided how: of a team or an organisation.

Of the last twelve whole months, so that no two looks at overlapping times tell a single record. No
person stands in it, no word of a case: types, guides and policies are named by their own titles.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, QuerySet, TextField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, TruncDate, TruncMonth
from django.utils import timezone
from django.utils.formats import date_format

from policies.consultations import kinds
from policies.consultations.counting import Bar, in_sequence, median, merged
from policies.consultations.models import Consultation, Decision, Kind
from policies.roles.models import Appointment
from portal.models import User
from portal.permissions import Permission
from portal.working_time import working_days_between

MONTHS = 12
# Of the classes below: step it with them, since figures are kept for a day.
FORMAT = 1
_BANDS = (
    (0, "On the same day"),
    (1, "1 day"),
    (2, "2 days"),
    (5, "3 to 5 days"),
    (10, "6 to 10 days"),
)
LONGER = "More than 10 days"
OTHERS = "All others together"


@dataclass(frozen=True)
class Chart:
    """Bars of `unit` by `what`; `empty` says why there are none."""

    key: str
    title: str
    what: str
    unit: str
    bars: Sequence[Bar]
    empty: str = "Fewer than five in this time: nothing is shown, since it could point at a person."

    @property
    def most(self) -> int:
        return max((bar.count for bar in self.bars), default=0)


@dataclass(frozen=True)
class Oversight:
    """What the page shows; `median_days` None where too few were decided."""

    scope: str
    since: str
    until: str
    median_days: int | None
    charts: Sequence[Chart]


def records_for(user: User) -> tuple[str, QuerySet[Consultation]] | None:
    """Whose figures this person sees, in words, and the records they count; None for nobody's.

    Records officers see their organisation's, leaders their team's.
    """
    held = Appointment.objects.held_by(user)
    if held is None:
        return None
    submitted = Consultation.objects.filter(submitted_at__isnull=False)
    if user.may(Permission.CONSULTATION_READ_ALL):
        organisation = held.team.area.organisation
        return organisation.name, submitted.filter(team__area__organisation=organisation)
    if user.may(Permission.CONSULTATION_ADVISE) and held.job_role.leads_team:
        of_team = submitted.filter(team=held.team).exclude(kind=Kind.REPORT)
        return held.team.name, of_team
    return None


def oversight(scope: str, records: QuerySet[Consultation], jurisdiction: str) -> Oversight:
    """The figures of the last twelve whole months, in four queries."""
    until = timezone.localdate().replace(day=1)
    months = _months(until)
    asked = records.filter(**_within("submitted_at", months[0], until))
    days = _days(_decided(records, months[0], until), jurisdiction)
    return Oversight(
        scope=scope,
        since=date_format(months[0], "F Y"),
        until=date_format(months[-1], "F Y"),
        median_days=median(days.items()),
        charts=[
            Chart("asked", "How many were asked", "Month", "asked", _by_month(asked, months)),
            Chart(
                "quick", "How quickly they were decided", "Working days", "decided", _by_band(days)
            ),
            Chart("about", "What they were about", "Subject", "asked", _by_subject(asked)),
            Chart(
                "results",
                "How they were decided",
                "Decision",
                "decided",
                _by_result(records, months[0], until),
            ),
        ],
    )


def _months(until: date) -> list[date]:
    """The first days of the whole months before `until`, oldest first."""
    numbers = range(until.year * 12 + until.month - 1 - MONTHS, until.year * 12 + until.month - 1)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def _by_month(asked: QuerySet[Consultation], months: Sequence[date]) -> list[Bar]:
    found = asked.annotate(month=TruncMonth("submitted_at")).values("month").order_by("month")
    counts = {row["month"].date(): row["n"] for row in found.annotate(n=Count("pk"))}
    return in_sequence([(date_format(month, "F Y"), counts.get(month, 0)) for month in months])


def _within(column: str, since: date, until: date) -> dict[str, datetime]:
    """From the first moment of `since` to that of `until`: moments, of which the database has statistics."""
    begins, ends = (timezone.make_aware(datetime.combine(day, time.min)) for day in (since, until))
    return {f"{column}__gte": begins, f"{column}__lt": ends}


def _final(records: QuerySet[Consultation], since: date, until: date) -> QuerySet[Decision]:
    """The decisions that stand, made in that time."""
    final = Decision.objects.exclude(result=Decision.Result.REFERRED_UP)
    made = final.filter(**_within("at", since, until))
    return made.filter(consultation__in=records)


def _decided(
    records: QuerySet[Consultation], since: date, until: date
) -> Iterable[tuple[date, date, int]]:
    """Day of submission, day of decision, how often: few pairs, however many records."""
    pairs = _final(records, since, until).annotate(
        asked=TruncDate("consultation__submitted_at"), answered=TruncDate("at")
    )
    return pairs.values_list("asked", "answered").annotate(n=Count("pk")).order_by()


def _days(pairs: Iterable[tuple[date, date, int]], jurisdiction: str) -> Counter:
    """Working days from question to decision, and how often it took so many."""
    days: Counter[int] = Counter()
    for asked, answered, count in pairs:
        days[working_days_between(asked, answered, jurisdiction)] += count
    return days


def _by_band(days: Counter) -> list[Bar]:
    bands = dict.fromkeys([*(label for _, label in _BANDS), LONGER], 0)
    for value, count in days.items():
        bands[next((label for most, label in _BANDS if value <= most), LONGER)] += count
    return in_sequence(list(bands.items()), joined=" – ")


def _by_subject(asked: QuerySet[Consultation]) -> list[Bar]:
    """By type; without one by the guide it came from, or the policy of its clause."""
    guide = KeyTextTransform("guide", "advice_given")
    subject = Coalesce("type__title", guide, "clause__policy__title", output_field=TextField())
    counts = asked.values_list(subject).annotate(n=Count("pk")).order_by()
    return merged(
        {label or "Asked from no guide and no clause": n for label, n in counts}, others=OTHERS
    )


def _by_result(records: QuerySet[Consultation], since: date, until: date) -> list[Bar]:
    made = _final(records, since, until).values_list("consultation__kind", "result")
    counts: Counter[str] = Counter()
    for kind, result, n in made.annotate(n=Count("pk")).order_by():
        counts[kinds.result_word(kind, result)] += n
    return merged(counts, others=OTHERS)
