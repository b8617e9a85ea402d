"""A policy as one page to read: its clauses in order, with what helps beside them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from policies.library.beside import Beside, Named, surroundings
from policies.library.models import ClauseVersion, Column, Kind, Policy, PolicyVersion
from policies.library.presenters import ClausePresenter
from policies.library.terms import Term, TermFinder
from policies.roles.models import JobRole

VERSIONS_KEPT = 256


_GRID = {Column.BEST: "practice", Column.SAFE: "practice", Column.POOR: "practice"}
_LISTS = {Column.DO: "lists", Column.DONT: "lists"}
_SHOWN_AS = {
    Kind.OFFENCE: "offences",
    Kind.QUESTION: "questions",
    Kind.SANCTION: "sanctions",
    Kind.FAQ: "faq",
}


def shown_as(clause: ClausePresenter) -> str:
    """What a clause is shown as: in a grid, side by side, in a table, as a checklist; else as a clause of its own."""
    if clause.is_section:
        return "heading"
    by_column = _GRID.get(clause.column) or _LISTS.get(clause.column)
    return by_column or _SHOWN_AS.get(clause.kind, "clauses")


@dataclass
class Block:
    """Clauses that stand together and are shown as one thing."""

    shown_as: str
    clauses: list[ClausePresenter] = field(default_factory=list)

    @property
    def template(self) -> str:
        return f"policies/library/_{self.shown_as}.html"

    @property
    def columns(self) -> list[tuple[str, str, list[ClausePresenter]]]:
        """The clauses of a grid or of two lists, column by column: its value, its label, its clauses."""
        present = [c for c in Column if any(clause.column == c for clause in self.clauses)]
        return [(c.value, c.label, [p for p in self.clauses if p.column == c]) for c in present]


@dataclass
class Section:
    """A section's heading and what stands under it."""

    clause: ClausePresenter | None
    blocks: list[Block] = field(default_factory=list)

    def add(self, clause: ClausePresenter) -> None:
        """Put a clause into the last block if it is shown as the same thing, else into a new one."""
        kind = shown_as(clause)
        if not self.blocks or self.blocks[-1].shown_as != kind:
            self.blocks.append(Block(kind))
        self.blocks[-1].clauses.append(clause)


@dataclass(frozen=True)
class Text:
    """A version's text as HTML: its clauses, what it names, and the list of its contents."""

    html: SafeString
    references: SafeString
    contents: SafeString


@dataclass
class PolicyReading:
    """What the policy page shows."""

    text: Text
    asked_of_you: list[Beside]


def read_policy(policy: Policy, version: PolicyVersion, job_role: JobRole | None) -> PolicyReading:
    """Everything the page of a published version needs, in one query once its text is kept."""
    now = is_in_force(version)
    version.policy = policy
    around = surroundings(version, now=now)
    text = _text(
        version.pk,
        version.content_hash,
        around.terms,
        around.of_model("contact"),
        around.references,
        "" if now else words_then(version),
    )
    tasks = around.of_model("roletask") if now and job_role else ()
    return PolicyReading(text, [task for task in tasks if task.part == job_role.key])


def version_on(policy: Policy, on: date | None) -> PolicyVersion | None:
    """The version in force on that day (today if None), or None where none was."""
    return policy.versions.in_force(on).first()


def is_in_force(version: PolicyVersion, on: date | None = None) -> bool:
    """Whether the version is in force on that day (today if None)."""
    return (on or timezone.localdate()) in version.effective


def words_then(version: PolicyVersion) -> str:
    """What a clause's address needs behind it to show the words of this version."""
    first = version.effective.lower
    return f"?on={first:%Y-%m-%d}" if first else f"#version-{version.number}"


def texts(*versions: PolicyVersion) -> list[list[ClauseVersion]]:
    """The clauses of each version in reading order, with their identity; in one query."""
    found: dict[int, list[ClauseVersion]] = {version.pk: [] for version in versions}
    words = (
        ClauseVersion.objects.filter(version__in=found)
        .select_related("clause")
        .defer("search", "clause__search", "clause__people_say")
        .in_reading_order()
    )
    for clause in words:
        found[clause.version_id].append(clause)
    return [found[version.pk] for version in versions]


@lru_cache(maxsize=VERSIONS_KEPT)
def _text(
    version_id: int,
    content_hash: str,
    terms: tuple[Term, ...],
    contacts: tuple[Beside, ...],
    references: tuple[Named, ...],
    then: str,
) -> Text:
    """The rendered clauses. A published version never changes and all else is an argument, so this never goes stale.

    `content_hash` is part of the key only: another database may give the same number to another version.
    """
    words = (
        ClauseVersion.objects.filter(version=version_id)
        .select_related("clause")
        .defer("search", "clause__search")
        .in_reading_order()
    )
    finder = TermFinder(terms)
    numbers: Mapping[int, list[Beside]] = _by_clause(contacts)
    parts = sections(
        ClausePresenter(clause, terms=finder, contacts=numbers.get(clause.clause_id, ()), then=then)
        for clause in words
    )
    contents = [
        {"url": f"#{s.clause.short_id}", "number": s.clause.number, "label": s.clause.heading}
        for s in parts
        if s.clause
    ]
    if references:
        contents.append({"url": "#references", "label": "Documents, laws and resources"})
    context = {"sections": parts, "notes": finder.notes(), "references": references}
    return Text(
        html=render_to_string("policies/library/_text.html", context),
        references=render_to_string("policies/library/_references.html", context),
        contents=render_to_string("components/contents.html", {"entries": contents}),
    )


def _by_clause(things: Iterable[Beside]) -> dict[int, list[Beside]]:
    found: dict[int, list[Beside]] = defaultdict(list)
    for thing in things:
        found[thing.clause_id].append(thing)
    return found


def sections(clauses: Iterable[ClausePresenter]) -> list[Section]:
    """Clauses in reading order as sections; those before the first one's heading have a section without one."""
    found: list[Section] = []
    for clause in clauses:
        if clause.kind == Kind.SECTION and clause.level == 1:
            found.append(Section(clause))
            continue
        if not found:
            found.append(Section(None))
        found[-1].add(clause)
    return found
