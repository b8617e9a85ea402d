"""The gate's rule about kinds: of questions, of what guards compare them with, of derived facts."""

from __future__ import annotations

from collections.abc import Iterator

from policies.guides import bands
from policies.guides.compiled import YES_NO, CompiledGuide, FactUse, Fault, Question
from policies.guides.entry import closest, shown
from policies.guides.facts import REGISTRY
from policies.guides.guards import Comparison, Derived, Written

_READERS = {
    "has": "has reads only a question where several may be chosen",
    "count": "count reads only a question where several may be chosen",
    "compare": "compare reads only a question of the kind number or date",
}


def kind_faults(guide: CompiledGuide) -> Iterator[Fault]:
    """Kinds that do not fit what is asked of them."""
    for question in guide.questions.values():
        here = f"Question {shown(question.key)}"
        for wrong in _question_faults(question):
            yield Fault("kinds", question.key, f"{here} {wrong}.")
        for number, route in enumerate(question.routes, start=1):
            for read in route.guard.comparisons():
                for wrong in _reading_faults(guide, read):
                    yield Fault("kinds", question.key, f"{here}, route {number}, {wrong}.")
    for fact in guide.facts.values():
        for wrong in _fact_faults(guide, fact):
            yield Fault("kinds", fact.key, f"Fact {shown(fact.key)} {wrong}.")


def _question_faults(question: Question) -> Iterator[str]:
    if question.is_multiple:
        yield from _multiple_faults(question)
    elif question.kind == YES_NO:
        if {option.key for option in question.options} != {"yes", "no", "not-sure"}:
            yield "is of the kind yes-no-not-sure: give it these three options, or none"
    elif question.kind in bands.KINDS:
        wrong = bands.flaw([option.band for option in question.options if option.band])
        if wrong:
            yield wrong


def _multiple_faults(question: Question) -> Iterator[str]:
    plain = [option for option in question.options if not option.exclusive]
    if len(plain) < 2:
        yield "lets people choose several, but has fewer than two to choose: add some"
    if len(plain) == len(question.options):
        yield (
            "lets people choose several, but none of them excludes the others: add an option "
            "such as none of these, with exclusive: true"
        )
    for option in plain:
        if option.to is not None:
            yield (
                f"has option {shown(option.key)} with a to, though others may be chosen with it: "
                "write routes, and a to for the question"
            )


def _reading_faults(guide: CompiledGuide, read: Comparison) -> Iterator[str]:
    if isinstance(read, Derived):
        return
    question = guide.questions.get(read.question)
    if isinstance(read, Written):
        if question is None:
            if read.question in guide.facts:
                yield f"reads the fact {shown(read.question)} with {read.form}: write is or in"
            return
        yield _unreadable(read, question)
    elif question and question.is_multiple and not read.options <= set(guide.steps[question.key]):
        yield (
            f"compares {shown(question.key)} with one option, though several may be chosen: "
            "write has or count"
        )


def _unreadable(read: Written, question: Question) -> str:
    """Why `read` could not be turned into answers to `question`."""
    here = f"compares {shown(read.question)} with {shown(read.value)}"
    if read.form == "compare" and question.kind in bands.KINDS:
        value = bands.value(question.kind, read.value)
        if value is None:
            return f"{here}: write {bands.WANTED[question.kind]}"
        split = next(
            (o.key for o in question.options if o.band and o.band.reaches("<", value) is None), ""
        )
        return f"{here}, which lies inside the band {shown(split)}: begin a band there"
    if read.form == "compare" or not question.is_multiple:
        return f"{here}, but {_READERS[read.form]}"
    if read.form == "has":
        near = closest(read.value, [option.key for option in question.options])
        return f"{here}, which is none of its options{near}: name one of them"
    return f"{here}: write a whole number"


def _fact_faults(guide: CompiledGuide, use: FactUse) -> Iterator[str]:
    fact = REGISTRY.get(use.fact)
    if use.fact and fact is None:
        near = closest(use.fact, REGISTRY)
        yield f"names {shown(use.fact)}{near}: write one of {', '.join(REGISTRY)}"
    for key in use.of:
        question = guide.questions.get(key)
        if question is None:
            near = closest(key, guide.questions)
            yield f"reads {shown(key)}, which is no question{near}: name one that is"
        elif fact and not (
            {"yes", "no"} <= {option.key for option in question.options} <= fact.takes
        ):
            wanted = ", ".join(sorted(fact.takes))
            yield f"reads {shown(key)}, whose options are not those it takes ({wanted}): mend them"
