"""The gate's rule against guards, whole or in part, that every answer or none makes true.

Questions are told apart only as far as a guard does, and parts that share no question are weighed
alone, so that a long list of plain conditions costs no more than its length.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import product
from math import prod

from policies.guides.compiled import CompiledGuide, Fault
from policies.guides.entry import shown
from policies.guides.guards import All, Answer, Any, Comparison, Derived, Guard, Not

# Answers together that one condition may have to be tried with: far beyond what people can read.
MOST_TRIED = 20_000


class _TooMany(Exception):
    """A guard ties too many questions together."""


def constant_faults(guide: CompiledGuide, unsound: Set[str]) -> Iterator[Fault]:
    """Guards with a part that is always true or never; those that read what is not are left out."""
    for question in guide.questions.values():
        if question.key in unsound:
            continue
        for number, route in enumerate(question.routes, start=1):
            here = f"Question {shown(question.key)}, route {number},"
            try:
                found = next(_constants(guide, route.guard), None)
            except _TooMany:
                message = f"{here} ties too many questions together: split it into routes."
                yield Fault("size", question.key, message)
                continue
            if found:
                part, verdict = found
                word = "always true" if verdict else "never true"
                message = f"{here} has a guard that is {word}, whatever is answered: {part}."
                yield Fault("constant", question.key, f"{message} Take it out or mend it.")


def _constants(guide: CompiledGuide, guard: Guard) -> Iterator[tuple[str, bool]]:
    """The smallest parts of `guard` that are constant, in words, with their verdict."""
    if isinstance(guard, Not):
        yield from _constants(guide, guard.guard)
        return
    inner = guard.guards if isinstance(guard, All | Any) else ()
    found = False
    for part in inner:
        for constant in _constants(guide, part):
            found = True
            yield constant
    if found:
        return
    for together in _tied(inner) if inner else [[guard]]:
        whole = type(guard)(tuple(together)) if len(together) > 1 else together[0]  # type: ignore[call-arg,arg-type]
        if inner and len(together) == 1:
            continue
        verdicts = _verdicts(guide, whole)
        if len(verdicts) == 1:
            yield _words(whole), verdicts.pop()


def _tied(parts: Sequence[Guard]) -> list[list[Guard]]:
    """`parts` in groups that share questions, each part in one."""
    groups: list[tuple[set[str], list[Guard]]] = []
    for part in parts:
        keys = {key for read in part.comparisons() for key in read.questions}
        group = [part]
        for other in [other for other in groups if other[0] & keys]:
            keys |= other[0]
            group = other[1] + group
            groups.remove(other)
        groups.append((keys, group))
    return [group for _, group in groups]


def _verdicts(guide: CompiledGuide, guard: Guard) -> set[bool]:
    """What `guard` comes to over all answers to the questions that it reads."""
    reads = list(dict.fromkeys(guard.comparisons()))
    keys = list(dict.fromkeys(key for read in reads for key in read.questions))
    kinds = [_kinds_of_answer(guide, key, reads) for key in keys]
    if prod(map(len, kinds)) > MOST_TRIED:
        raise _TooMany
    verdicts = set()
    for answers in product(*kinds):
        verdicts.add(guard.holds(dict(zip(keys, answers, strict=True))))
        if len(verdicts) == 2:
            break
    return verdicts


def _kinds_of_answer(guide: CompiledGuide, key: str, reads: Sequence[Comparison]) -> list[Answer]:
    """One answer to the question `key` for each way in which `reads` tell its answers apart."""
    plain = [read for read in reads if not isinstance(read, Derived) and read.question == key]
    derived = any(isinstance(read, Derived) and key in read.questions for read in reads)
    kinds: dict[object, Answer] = {}
    for answer in guide.steps[key]:
        seen = tuple(read.holds({key: answer}) for read in plain)
        kinds.setdefault((seen, answer if derived else None), answer)
    return list(kinds.values())


def _words(guard: Guard) -> str:
    """`guard` as people would say it, cut short."""
    keys = dict.fromkeys(key for read in guard.comparisons() for key in read.questions)
    listed = ", ".join(shown(key) for key in list(keys)[:3])
    return f"its part on {listed}" + (" and others" if len(keys) > 3 else "")
