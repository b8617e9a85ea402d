"""How a matter is worded: whom a cell speaks for, whether it binds the reader, what it rests on."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from policies.directory.presenters import ContactCard
from policies.library.models import Policy
from policies.library.presenters import ClausePresenter
from policies.matters.models import Matter, MatterCell
from policies.matters.reading import Bound, CellReading, Cited, MatterReading
from policies.roles.models import PolicySet

# The same words as a guide's outcome that is silent.
NO_RULE = "No rule here: ask"
BINDS, BINDS_NOT = "Binds you", "Does not bind you"

# What people look for together. A topic that is not named here comes under the last heading.
_THEMES = {
    "Clients and their families": (
        "researching-people",
        "contact-with-service-users",
        "welfare-whereabouts",
        "former-clients",
        "mobile-phones",
        "images",
        "confidentiality",
    ),
    "Your own profile and your own time": (
        "identification",
        "email",
        "privacy-settings",
        "public-comment",
        "reputation",
        "sharing",
        "work-resources",
        "colleagues",
    ),
    "Speaking for your organisation": ("official-use", "approval", "consultation", "records"),
    "When something is wrong": (
        "reporting-breaches",
        "reporting-concerns",
        "police",
        "harassment",
    ),
    "The law, and what the documents are": (),
}
_LAST = list(_THEMES)[-1]
_THEME_OF = {topic: theme for theme, topics in _THEMES.items() for topic in topics}

_SHORT = 75  # letters: a first sentence below that, such as “Yes.”, says too little alone


def short_answer(says: str) -> str:
    """The first sentence of an answer (the first two where it is very short), with … where more follows."""
    sentences = _sentences(says)
    taken = sentences[:1] if len(sentences[0]) >= _SHORT else sentences[:2]
    return " ".join(taken) + (" …" if len(taken) < len(sentences) else "")


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.?!])\s+", text.strip())


@dataclass(frozen=True)
class MatterRow:
    """A matter in the list, with the short answer of the reader's own set; `answer` is empty without one."""

    title: str
    url: str
    question: str
    answer: str = ""
    silent: bool = False


@dataclass(frozen=True)
class Theme:
    """Matters that people look for together."""

    label: str
    rows: Sequence[MatterRow]


def themes(matters: Iterable[Matter], own: Iterable[MatterCell]) -> list[Theme]:
    """All matters by theme, each with what the reader's own set says (`own`)."""
    answers = {cell.matter_id: cell for cell in own}
    rows: dict[str, list[MatterRow]] = {label: [] for label in _THEMES}
    for matter in matters:
        rows[_THEME_OF.get(matter.topic, _LAST)].append(_row(matter, answers.get(matter.pk)))
    return [Theme(label, found) for label, found in rows.items() if found]


def _row(matter: Matter, cell: MatterCell | None) -> MatterRow:
    row = MatterRow(matter.title, matter.get_absolute_url(), matter.question)
    if cell is None:
        return row
    answer = _whom_to_ask(cell) if cell.silent else short_answer(cell.says)
    return replace(row, answer=answer, silent=cell.silent)


def _whom_to_ask(cell: MatterCell) -> str:
    """ "No rule here: ask your manager.", with … where the cell says more than that there is no rule."""
    name = cell.ask.name
    if name.startswith(("Your ", "The ")):
        name = name[0].lower() + name[1:]
    return f"{NO_RULE} {name}.{' …' if len(_sentences(cell.says)) > 1 else ''}"


@dataclass(frozen=True)
class CitedPresenter:
    """A clause that a cell rests on, and whether its words are still those the cell was written on."""

    clause: ClausePresenter
    changed: bool
    in_force: bool


@dataclass(frozen=True)
class SourcePresenter:
    """A policy and the clauses of it that a cell cites; `mark` where only some of its policies bind the reader."""

    title: str
    url: str
    mark: str
    clauses: Sequence[CitedPresenter]


@dataclass(frozen=True)
class CellPresenter:
    """What one set says, as the page of a matter shows it."""

    key: str
    set_name: str
    own: bool
    binds: bool
    mark: str
    says: str
    silent: bool
    no_rule: str
    ask: ContactCard | None
    ring: Sequence[ContactCard]
    sources: Sequence[SourcePresenter]
    changed: bool

    @property
    def count(self) -> int:
        """How many clauses it rests on."""
        return sum(len(source.clauses) for source in self.sources)


def present_cells(reading: MatterReading, reader: PolicySet | None) -> list[CellPresenter]:
    """The cells in their order, each marked for this reader."""
    return [_cell(cell, reading.bound, reader) for cell in reading.cells]


def _cell(
    reading: CellReading, bound: Mapping[int, Bound], reader: PolicySet | None
) -> CellPresenter:
    cell = reading.cell
    own = reader is not None and cell.policy_set_id == reader.pk
    mine = bound.get(reader.pk, Bound({})) if reader else Bound({})
    # One policy may bind two sets: youth justice staff meet the department's in the department's cell.
    binding = {c.words.version.policy_id in mine.kinds for c in reading.cited}
    return CellPresenter(
        key=cell.policy_set.code.lower(),
        set_name=cell.policy_set.name,
        own=own,
        binds=own or True in binding,
        mark=_own_mark(mine) if own else _mark(binding),
        says=cell.says,
        silent=cell.silent,
        no_rule=NO_RULE,
        ask=reading.ask,
        ring=reading.ring,
        sources=_sources(reading.cited, mine if len(binding) > 1 else None),
        changed=any(c.changed for c in reading.cited),
    )


def _own_mark(mine: Bound) -> str:
    return f"{BINDS}, as guidance" if mine.by_guidance_only else BINDS


def _mark(binding: set[bool]) -> str:
    """The mark of another set's cell, by whether the policies behind it bind the reader."""
    if True not in binding:
        return BINDS_NOT
    return "Binds you only in part" if False in binding else "This policy binds you too"


def _sources(cited: Iterable[Cited], marked_for: Bound | None) -> list[SourcePresenter]:
    return [
        _source(policy, clauses, marked_for)
        for policy, clauses in groupby(cited, key=lambda c: c.words.version.policy)
    ]


def _source(policy: Policy, cited: Iterable[Cited], marked_for: Bound | None) -> SourcePresenter:
    mark = ""
    if marked_for:
        mark = BINDS if policy.pk in marked_for.kinds else BINDS_NOT
    return SourcePresenter(
        title=policy.title,
        url=f"/policies/{policy.code}/",
        mark=mark,
        clauses=[
            CitedPresenter(ClausePresenter(c.words, suspect=c.changed), c.changed, c.in_force)
            for c in cited
        ],
    )
