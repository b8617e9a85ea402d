"""What stands beside a text: the terms it explains, whom to ring, what it asks of a role, what it names.

All of it is read as plain values in one query, because the page of a policy needs all of it on every request.
"""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import F, QuerySet, Value
from django.db.models.functions import JSONObject

from policies.library.models import Citation, Definition, Policy, PolicyVersion, Reference
from policies.library.terms import Term


@dataclass(frozen=True)
class Beside:
    """Something that relies on a clause and is shown next to it: a contact, or a standing task."""

    clause_id: int
    short_id: str
    model: str
    part: str
    label: str
    url: str


@dataclass(frozen=True)
class Named:
    """A document, law or resource that clauses name."""

    kind: str
    title: str
    as_printed: str
    note: str
    named_in: tuple[str, ...]

    @property
    def kind_label(self) -> str:
        return Reference.Kind(self.kind).label


@dataclass(frozen=True)
class Surroundings:
    """Everything that stands beside a version's text, hashable, so that it can be part of a key."""

    terms: tuple[Term, ...]
    things: tuple[Beside, ...]
    references: tuple[Named, ...]

    def of_model(self, model: str) -> tuple[Beside, ...]:
        return tuple(thing for thing in self.things if thing.model == model)


def surroundings(version: PolicyVersion, *, now: bool) -> Surroundings:
    """What stands beside this version; where it is not in force `now`, only terms that it defines in today's words."""
    parts = [
        _terms(version.policy, None if now else version),
        _things(version),
        _references(version.policy),
    ]
    found: dict[str, list[dict]] = {"term": [], "thing": [], "reference": []}
    for row in parts[0].union(*parts[1:], all=True):
        found[row.pop("row")].append(row)
    return Surroundings(
        terms=_as_terms(found["term"]),
        things=tuple(Beside(**r) for r in _in_order(found["thing"])),
        references=tuple(Named(**_tuples(r)) for r in _in_order(found["reference"])),
    )


def terms_of(policy: Policy, version: PolicyVersion | None = None) -> tuple[Term, ...]:
    """The policy's defined terms; of `version`, those that it defines in the words of today."""
    return _as_terms(list(_terms(policy, version)))


def _as_terms(rows: list[dict]) -> tuple[Term, ...]:
    return tuple(
        Term(
            id=row["id"],
            clause_id=row["clause_id"],
            word=row["word"],
            aliases=tuple(row["aliases"]),
            meaning=row["meaning"],
            url=f"/c/{row['short_id']}/",
        )
        for row in sorted(rows, key=lambda row: row["word"])
    )


def _in_order(rows: list[dict]) -> list[dict]:
    """A union has no order of its own: each row carries the place it had."""
    rows.sort(key=lambda row: row["place"])
    for row in rows:
        del row["place"]
    return rows


def _tuples(row: dict) -> dict:
    return {name: tuple(v) if isinstance(v, list) else v for name, v in row.items()}


def _terms(policy: Policy, version: PolicyVersion | None) -> QuerySet:
    definitions = Definition.objects.filter(policy=policy)
    if version:
        pinned = Citation.objects.live().filter(
            source_type=ContentType.objects.get_for_model(Definition),
            clause__versions__version=version,
            clause__versions__hash=F("pinned_hash"),
        )
        definitions = definitions.filter(pk__in=pinned.values("source_id"))
    return definitions.order_by().values_list(
        JSONObject(
            row=Value("term"),
            id="pk",
            clause_id="clause_id",
            word="term",
            aliases="aliases",
            meaning="meaning",
            short_id="clause__short_id",
        ),
        flat=True,
    )


def _things(version: PolicyVersion) -> QuerySet:
    """The live citations of this version's clauses that are shown beside them."""
    return (
        Citation.objects.live()
        .filter(clause__versions__version=version, source_type__model__in=["contact", "roletask"])
        .order_by()
        .values_list(
            JSONObject(
                row=Value("thing"),
                place="pk",
                clause_id="clause_id",
                short_id="clause__short_id",
                model="source_type__model",
                part="part",
                label="label",
                url="url",
            ),
            flat=True,
        )
    )


def _references(policy: Policy) -> QuerySet:
    return (
        policy.references.annotate(named_in=ArrayAgg("clauses__short_id", order_by="clauses__pk"))
        .order_by()
        .values_list(
            JSONObject(
                row=Value("reference"),
                place="pk",
                kind="kind",
                title="title",
                as_printed="as_printed",
                note="note",
                named_in="named_in",
            ),
            flat=True,
        )
    )
