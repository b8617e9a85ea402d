"""Past decisions, for whoever has to decide the like: who and which case are taken out of them.

What a person may read anyway leads to its record. Everything else in their organisation but reports,
which are about people, is shown to those who answer questions: without reference, people, team, case
or day, and with identifiers masked.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery

from policies.consultations import kinds, presenters
from policies.consultations.forms import published_numbers
from policies.consultations.models import (
    Advice,
    Consultation,
    ConsultationEvent,
    Decision,
    Kind,
    State,
)
from policies.consultations.models.consultation import ConsultationQuerySet
from policies.guides.presenters import Standing
from policies.library.models import Citation
from policies.roles.models import Appointment
from portal import identifiers
from portal.models import User
from portal.permissions import Permission

MOST_RANKED = 200
DECIDED = (State.DECIDED, State.ACKNOWLEDGED, State.CLOSED)
_ENGLISH = "english"
_QUESTION = SearchVector("topic", "question", config=_ENGLISH)
_REASONS = SearchVector("reasons", "conditions", config=_ENGLISH)
_ADVICE = SearchVector("text", config=_ENGLISH)
# The portal's own references, and codes of cases as its forms take them.
_REFERENCES = re.compile(r"\bC-\d{4}-\d{6,}\b|\b[A-Z]{1,4}(?:[-/]\d{2,}|\d{3,})[A-Z0-9/-]*\b")
A_NAME = "[name]"
A_CASE = "[case]"


@dataclass(frozen=True)
class Precedent:
    """A past decision. `reference` and `url` are empty where the reader may not read the record."""

    reference: str
    url: str
    topic: str
    question: str
    advice: Sequence[str]
    standing: Standing
    conditions: str
    reasons: str
    what: str
    decided: str
    by: str
    clauses: Sequence["CitedClause"]


@dataclass(frozen=True)
class CitedClause:
    """A clause it rested on; `replaced` where its words are no longer those."""

    short_id: str
    url: str
    replaced: bool


def searchable(user: User) -> ConsultationQuerySet:
    """The decided records that this person may find, in full or stripped."""
    records = Consultation.objects.visible_part_to(user)
    if user.may(Permission.CONSULTATION_ADVISE):
        held = Appointment.objects.held_by(user)
        organisation = held.team.area.organisation_id if held else None
        theirs = Q(team__area__organisation=organisation) & ~Q(kind=Kind.REPORT)
        seen = Q(pk__in=records.values("pk")) | theirs
        records = Consultation.objects.filter(seen)
    return records.filter(state__in=DECIDED)


def found(user: User, words: str, result: str = "") -> Sequence[int]:
    """The keys of those that speak of `words`, the nearest first; without words the latest.

    Where there are many, only the latest MOST_RANKED: no reader gets through more.
    """
    records = searchable(user)
    last = _final().filter(consultation=OuterRef("pk")).order_by("-pk")
    records = records.annotate(decided_how=Subquery(last.values("result")[:1]))
    if result:
        records = records.filter(decided_how=result)
    latest = records.latest_first().values_list("pk", flat=True)
    if not words:
        return list(latest[:MOST_RANKED])
    wanted = SearchQuery(words, config=_ENGLISH, search_type="websearch")
    questions = Consultation.objects.annotate(words=_QUESTION).filter(words=wanted)
    reasons = Decision.objects.annotate(words=_REASONS).filter(words=wanted)
    advice = Advice.objects.annotate(words=_ADVICE).filter(words=wanted)
    speaks = (
        questions.order_by()
        .values("pk")
        .union(reasons.order_by().values("consultation"), advice.order_by().values("consultation"))
    )
    speaking = list(latest.filter(pk__in=speaks)[:MOST_RANKED])
    ranked = Consultation.objects.filter(pk__in=speaking)
    nearest = ranked.order_by(SearchRank(_QUESTION, wanted).desc(), "-pk")
    return list(nearest.values_list("pk", flat=True)) if speaking else []


def _final():
    return Decision.objects.exclude(result=Decision.Result.REFERRED_UP)


def shown(page: Sequence[int], viewer: User) -> list[Precedent]:
    """The records with these keys as precedents, in four queries, five where a number has to be looked up."""
    numbers = list(page)
    records = (
        Consultation.objects.filter(pk__in=numbers)
        .annotate(
            is_readable=Exists(Consultation.objects.visible_to(viewer).filter(pk=OuterRef("pk"))),
            people=ArraySubquery(
                ConsultationEvent.objects.filter(consultation=OuterRef("pk"), by__isnull=False)
                .order_by()
                .values("by__name")
                .distinct()
            ),
        )
        .select_related("requester", "assigned_to", "type")
        .prefetch_related(
            Prefetch("decisions", Decision.objects.order_by("pk")),
            Prefetch("advice_entries", Advice.objects.order_by("pk")),
        )
    )
    by_key = {record.pk: record for record in records}
    clauses = _clauses(numbers)
    published = cache(lambda: tuple(published_numbers()))
    return [_precedent(by_key[key], clauses.get(key, []), published) for key in numbers]


def _clauses(records: Sequence[int]) -> dict[int, list[CitedClause]]:
    cited = Citation.objects.filter(
        source_type__app_label="policies", source_type__model="consultation", source_id__in=records
    )
    found: dict[int, list[CitedClause]] = {}
    for one in cited.with_current().select_related("clause").order_by("pk"):
        short_id = one.clause.short_id
        shown = CitedClause(short_id, f"/c/{short_id}/", replaced=one.is_suspect)
        found.setdefault(one.source_id, []).append(shown)
    return found


def _precedent(
    record: Consultation, clauses: list[CitedClause], published: identifiers.Published
) -> Precedent:
    final = [d for d in record.decisions.all() if d.result != Decision.Result.REFERRED_UP][-1]
    people = {record.requester.name, record.assigned_to.name, *record.people}

    def plain(text: str) -> str:
        return stripped(text, people, record.case_reference, published)

    reads = record.is_readable
    return Precedent(
        reference=record.reference if reads else "",
        url=record.get_absolute_url() if reads else "",
        topic=plain(record.topic),
        question=plain(record.question),
        advice=[plain(entry.text) for entry in record.advice_entries.all()],
        standing=presenters.result_standing(final.result, record.kind),
        conditions=plain(final.conditions),
        reasons=plain(final.reasons),
        what=record.type.title if record.type else record.get_kind_display(),
        decided=f"{final.at:%B %Y}",
        by=final.by_title,
        clauses=clauses,
    )


def stripped(
    text: str, people: Iterable[str], case_reference: str, published: identifiers.Published
) -> str:
    """A text without identifiers, without the names of those who dealt with it, and without codes of cases."""
    plain = identifiers.mask(text, published)
    if case_reference:
        plain = re.sub(re.escape(case_reference), A_CASE, plain, flags=re.I)
    plain = _REFERENCES.sub(A_CASE, plain)
    for name in sorted(people, key=len, reverse=True):
        plain = re.sub(rf"\b{re.escape(name)}\b", A_NAME, plain, flags=re.I)
    # A part of a name can be a word too, such as May or Grace: it counts where it is written as a name.
    parts = {part for name in people for part in name.split() if len(part) > 1}
    for part in sorted(parts, key=len, reverse=True):
        plain = re.sub(rf"\b{re.escape(part)}\b", A_NAME, plain)
    return plain


RESULTS = [
    (value, kinds.result_word("advice", value))
    for value in Decision.Result.values
    if value != Decision.Result.REFERRED_UP
]
