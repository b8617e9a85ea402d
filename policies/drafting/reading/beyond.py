"""What else goes by a clause's words, beside what is kept up to date: all of it in one query.

It stands in rooms above this one, so it is found by the names of its models, and by what these
offer: a record's model has `objects.open()` and `objects.visible_to(user)`, the model of what
people keep of their own has `objects.kept_as(…)`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import JSONObject

from policies.library.models import Citation, Definition
from policies.library.terms import Term
from portal.models import User

# Records of cases. They keep the words they were made on, may be thousands a clause, and the desk
# may not read them: so they are counted, and named only to who may read them.
RECORDS = ("consultation",)
# What people keep of their own: counted and never named.
_KEPT = "guideversion"

# (clause id, hash of the words that something was made on).
Words = tuple[int, str]


@dataclass
class Beyond:
    """By the words: how many records were made on them, how many of these are open, the open ones
    that the reader may read as (label, address), and how many kept outcomes rest on them.

    `terms` are those that the clauses define.
    """

    records: dict[Words, int] = field(default_factory=dict)
    open_records: dict[Words, int] = field(default_factory=dict)
    readable: dict[Words, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    kept_runs: dict[Words, int] = field(default_factory=dict)
    terms: list[Term] = field(default_factory=list)


def beyond(clause_ids: Iterable[int], reader: User | None = None) -> Beyond:
    """What goes by these clauses' words; nothing is `readable` where no reader is given."""
    ids = list(clause_ids)
    found = Beyond()
    if not ids:
        return found
    first, *others = [*_records(ids), _kept_runs(ids), *_readable(ids, reader), _terms(ids)]
    for row in first.union(*others, all=True):
        if row["row"] == "term":
            found.terms.append(_term(row))
            continue
        words = (row["clause"], row["words"])
        if row["row"] == "records":
            found.records[words], found.open_records[words] = row["made"], row["open"]
        elif row["row"] == "runs":
            found.kept_runs[words] = row["number"]
        else:
            found.readable[words].append((row["label"], row["url"]))
    return found


def kind_of(model: str) -> ContentType:
    """A kind of thing by its model's name in lower case."""
    return ContentType.objects.get_by_natural_key("policies", model)


def _of(ids: list[int], kind: ContentType) -> QuerySet[Citation]:
    return Citation.objects.filter(clause__in=ids, source_type=kind).order_by()


def _records(ids: list[int]) -> Iterator[QuerySet]:
    for kind in map(kind_of, RECORDS):
        still = kind.model_class().objects.open().order_by().values("pk")
        row = JSONObject(
            row=Value("records"),
            clause="clause",
            words="pinned_hash",
            made=Count("pk"),
            open=Count("pk", filter=Q(source_id__in=still)),
        )
        counts = _of(ids, kind).values("clause", "pinned_hash").annotate(row=row)
        yield counts.values_list("row", flat=True)


def _readable(ids: list[int], reader: User | None) -> Iterator[QuerySet]:
    for kind in map(kind_of, RECORDS if reader else ()):
        theirs = kind.model_class().objects.open().visible_to(reader).order_by().values("pk")
        row = JSONObject(
            row=Value("readable"), clause="clause", words="pinned_hash", label="label", url="url"
        )
        yield _of(ids, kind).filter(source_id__in=theirs).values_list(row, flat=True)


def _kept_runs(ids: list[int]) -> QuerySet:
    kind = kind_of(_KEPT)
    kept = kind.model_class().objects.kept_as(OuterRef("source_id"), OuterRef("part"))
    number = kept.order_by().values("version").annotate(number=Count("pk")).values("number")
    # Also of guides replaced since: who kept the outcome still goes by it.
    citations = _of(ids, kind).annotate(runs=Subquery(number)).filter(runs__isnull=False)
    row = JSONObject(row=Value("runs"), clause="clause", words="pinned_hash", number=Sum("runs"))
    return citations.values("clause", "pinned_hash").annotate(row=row).values_list("row", flat=True)


def _terms(ids: list[int]) -> QuerySet:
    row = JSONObject(
        row=Value("term"),
        id="pk",
        clause_id="clause_id",
        word="term",
        aliases="aliases",
        meaning="meaning",
        short_id=F("clause__short_id"),
    )
    return Definition.objects.filter(clause__in=ids).order_by().values_list(row, flat=True)


def _term(row: dict) -> Term:
    return Term(
        id=row["id"],
        clause_id=row["clause_id"],
        word=row["word"],
        aliases=tuple(row["aliases"]),
        meaning=row["meaning"],
        url=f"/c/{row['short_id']}/",
    )
