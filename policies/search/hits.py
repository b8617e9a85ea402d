"""What was found, as the page shows it; hits are marked so that nothing in a text can become markup."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from policies.library.models import Column, Kind
from policies.library.presenters import strength_word
from policies.search.typed import LONGEST

# Private-use characters: no text carries them, so they stand for the marks until the text is escaped.
START, STOP = "\ue000", "\ue001"


@dataclass(frozen=True)
class Hit:
    """One thing found. `binds` says whom it binds where that is not the reader alone.

    `named`: it is called by the words that were typed.
    """

    kind: str
    title: SafeString
    url: str
    excerpt: SafeString | str = ""
    note: SafeString | str = ""
    place: str = ""
    binds: str = ""
    words_url: str = ""
    named: bool = False

    @property
    def anchor(self) -> str:
        """The clause's short id; its address for anything else."""
        return self.url.rpartition("#")[2]


# The kinds of things in the order in which they are shown, with the heading of each.
HEADINGS = {
    "guide": "Guides",
    "clause": "Clauses",
    "definition": "Defined terms",
    "contact": "Contacts",
    "role": "Job roles",
    "task": "Standing tasks",
}


@dataclass
class Results:
    """The hits of one part of the library."""

    hits: list[Hit] = field(default_factory=list)
    only_some: bool = False  # no clause holds every word: these hold some
    more: bool = False  # there are more clauses than are shown

    def __bool__(self) -> bool:
        return bool(self.hits)

    @property
    def groups(self) -> list[tuple[str, str, list[Hit]]]:
        """(kind, heading, hits) of each kind that was found; what is called so comes first."""
        by_kind = {kind: [hit for hit in self.hits if hit.kind == kind] for kind in HEADINGS}
        found = [(kind, HEADINGS[kind], hits) for kind, hits in by_kind.items() if hits]
        return sorted(found, key=lambda group: not any(hit.named for hit in group[2]))


@dataclass
class Found:
    """What a search found: `first` in the set asked for, or the reader's own; `rest` in what binds others.

    `exact` says whether anything found first holds every word.
    """

    first: Results = field(default_factory=Results)
    rest: Results = field(default_factory=Results)
    matters: list[Hit] = field(default_factory=list)  # each page says what every set is told
    exact: bool = False


def highlighted(text: str) -> SafeString:
    """Text with hits between the sentinels: escaped first, then the hits marked."""
    escaped = str(conditional_escape(text))
    return mark_safe(escaped.replace(START, "<mark>").replace(STOP, "</mark>"))  # noqa: S308


def clause_url(code: str, short_id: str, words: Sequence[str], shown: str = "") -> str:
    """A clause where it stands in its policy, with what to mark there: the words that were typed, and those that were
    found in their stead, which stand between the sentinels in what is shown of it.
    """
    marks = list(dict.fromkeys(word.lower() for word in words))
    for found in re.findall(f"{START}([^{STOP}]*){STOP}", shown.lower()):
        if not any(_alike(found, word) for word in marks):
            marks.append(found)
    query = f"?{urlencode({'q': ' '.join(marks)[:LONGEST]})}" if marks else ""
    return f"/policies/{code}/{query}#{short_id}"


def _alike(one: str, other: str) -> bool:
    """Whether two words most likely differ in their endings only."""
    short, long = sorted((one, other), key=len)
    return len(short) > 2 and long.startswith(short[: max(3, len(short) - 2)])


def place(kind: str, strength: str, column: str, policy: str) -> str:
    """What a clause is, as its policy's page shows it, and the policy it stands in."""
    if kind == Kind.PRACTICE and column:
        what = Column(column).label
    else:
        what = strength_word(kind, strength) or Kind(kind).label
    return f"{what} · {policy}"


@dataclass(frozen=True)
class Names:
    """The names of the policy sets by code, and the code of the reader's own ("" without a job in the portal)."""

    by_code: Mapping[str, str]
    own: str = ""

    def whom(self, codes: Sequence[str], verb: str = "Binds") -> str:
        """Whom something binds, said to this reader: "Binds A and B, not you", "Binds you and A"."""
        found = [self.by_code[code] for code in codes if code != self.own]
        if self.own in codes:
            return f"{verb} {_listed(['you', *found])}"
        if not found:
            return f"{verb} nobody yet"
        return f"{verb} {_listed(found)}{', not you' if self.own else ''}"


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
