"""What a type of consultation asks for, and what somebody answered; in plain Python.

An ask is a mapping with `key`, `label`, `kind` (text, date, choice, or case for the record's own
case reference) and, where they are needed, `hint`, `required` and `options`. An option has a `key`
and a `label`, and `evidence` where choosing it calls for a document.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

KINDS = {
    "text": "Text",
    "date": "A day",
    "choice": "One of several answers",
    "case": "The case reference",
}
# Answered "yes", this ask says that the behaviour is high risk; some routes depend on it.
HIGH_RISK = "high-risk"
_KEY = re.compile(r"[a-z][a-z0-9-]{0,39}")
_KNOWN = {"key", "label", "kind", "hint", "required", "options"}
MOST_ASKS, MOST_OPTIONS = 15, 12


@dataclass(frozen=True)
class Option:
    key: str
    label: str
    evidence: str = ""


@dataclass(frozen=True)
class Ask:
    key: str
    label: str
    kind: str = "text"
    hint: str = ""
    required: bool = False
    options: tuple[Option, ...] = ()

    def says(self, answer: str) -> str:
        """An answer as people read it: the label of an option, a date in words."""
        if self.kind == "choice":
            return next((o.label for o in self.options if o.key == answer), answer)
        if self.kind == "date":
            day = date.fromisoformat(answer)
            return f"{day.day} {day:%B %Y}"
        return answer

    def as_dict(self) -> dict:
        """As it is stored: without what is empty."""
        return {name: value for name, value in asdict(self).items() if value} | {
            "options": [{k: v for k, v in asdict(o).items() if v} for o in self.options]
        }


@dataclass(frozen=True)
class Document:
    """Evidence: a document by its title and its number in the records system; no upload."""

    title: str
    record: str
    needed: str = ""


def read(stored: Iterable[Mapping]) -> list[Ask]:
    """Stored asks; raises ValueError with the first fault in words."""
    fault = next(faults(stored), None)
    if fault:
        raise ValueError(fault)
    return [
        Ask(**{**ask, "options": tuple(Option(**o) for o in ask.get("options") or ())})
        for ask in stored
    ]


def faults(stored: Iterable[Mapping]) -> Iterator[str]:
    """What is wrong with asks, in words that say what to do."""
    seen: set[str] = set()
    stored = list(stored)
    if len(stored) > MOST_ASKS:
        yield f"Ask for at most {MOST_ASKS} things: people give up on longer forms."
    for ask in stored:
        key, label = str(ask.get("key", "")), str(ask.get("label", "")).strip()
        name = label or key or "a field"
        if not label:
            yield f"Give “{name}” a label."
        if not _KEY.fullmatch(key):
            yield f"The key “{key}” needs small letters, digits and hyphens, a letter first."
        if key in seen:
            yield f"“{name}” is asked for twice."
        seen.add(key)
        if set(ask) - _KNOWN:
            yield f"“{name}” has parts that nobody knows: {', '.join(sorted(set(ask) - _KNOWN))}."
        yield from _kind_faults(name, ask)


def _kind_faults(name: str, ask: Mapping) -> Iterator[str]:
    kind, options = ask.get("kind", "text"), ask.get("options") or ()
    if kind not in KINDS:
        yield f"“{name}” is of a kind that nobody knows: {kind}."
    if kind == "choice" and not 2 <= len(options) <= MOST_OPTIONS:
        yield f"Give “{name}” between two and {MOST_OPTIONS} answers to choose from, one a line."
    if kind == "case" and ask.get("required"):
        yield "The case reference is never required: not everything is about a case."
    if kind != "choice" and options:
        yield f"“{name}” has answers to choose from but is not a choice."
    keys = [option["key"] for option in options]
    if len(set(keys)) < len(keys):
        yield f"Two answers of “{name}” are the same."


def is_high_risk(details: Mapping[str, str]) -> bool:
    return details.get(HIGH_RISK) == "yes"


def needed_documents(
    always: Iterable[str], asks: Iterable[Ask], details: Mapping[str, str]
) -> list[str]:
    """The documents that have to be named: those of the type, and those the answers call for."""
    called_for = (
        option.evidence
        for ask in asks
        for option in ask.options
        if option.evidence and details.get(ask.key) == option.key
    )
    return list(dict.fromkeys([*always, *called_for]))


def possible_documents(always: Iterable[str], asks: Iterable[Ask]) -> dict[str, str]:
    """Every document the form has a row for, and when it is needed; empty: always."""
    found = dict.fromkeys(always, "")
    for ask in asks:
        for option in ask.options:
            if option.evidence:
                found.setdefault(option.evidence, f"{ask.label} {option.label}")
    return found


def missing(
    asks: Sequence[Ask],
    always: Iterable[str],
    details: Mapping[str, str],
    documents: Iterable[Mapping],
) -> list[str]:
    """What a draft still lacks before it can be submitted, by label."""
    open_asks = [
        a.label for a in asks if a.required and a.kind != "case" and not details.get(a.key)
    ]
    named = {d.get("needed") for d in documents if d.get("title") and d.get("record")}
    return open_asks + [d for d in needed_documents(always, asks, details) if d not in named]


def answers(asks: Iterable[Ask], details: Mapping[str, str]) -> list[tuple[str, str]]:
    """Label and answer of everything that was answered, in the order of the form."""
    return [(a.label, a.says(details[a.key])) for a in asks if details.get(a.key)]
