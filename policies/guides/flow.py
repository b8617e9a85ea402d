"""The gate's rules about the ways through a guide: reachable, routed, and guards that matter."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Set

from policies.guides.compiled import CompiledGuide, Fault, Question
from policies.guides.entry import shown
from policies.guides.guards import Answers
from policies.guides.paths import Survey

MOST_ANSWERS_SHOWN = 6


def linked(guide: CompiledGuide) -> dict[str, set[str]]:
    """For each place the policy sets whose starts it is linked from, whatever the guards say."""
    found: dict[str, set[str]] = {}
    for start, policy_sets in guide.starts().items():
        seen = {start}
        waiting = [start]
        while waiting:
            key = waiting.pop()
            found.setdefault(key, set()).update(policy_sets)
            if key in guide.questions:
                ahead = guide.questions[key].targets().intersection(guide.places)
                waiting += ahead - seen
                seen |= ahead
    return found


def reachable_faults(guide: CompiledGuide, reached: Collection[str]) -> Iterator[Fault]:
    """Questions and outcomes that nobody can get to. A guide that misses a start is not judged."""
    begun = [guide.start.get(policy_set) in guide.places for policy_set in guide.sets]
    if not begun or not all(begun):
        return
    by_links = linked(guide)
    for kind, keys in (("Question", guide.questions), ("Outcome", guide.outcomes)):
        for key in keys:
            if key in reached:
                continue
            why = "nothing that starts leads to it"
            if key in by_links:
                why = "the options and routes that lead to it never come true"
            message = f"{kind} {shown(key)} cannot be reached: {why}. Lead to it or take it out."
            yield Fault("reachable", key, message)


def unrouted_faults(
    guide: CompiledGuide, stuck: Mapping[tuple[str, str], Answers], unsound: Set[str]
) -> Iterator[Fault]:
    """Options that lead nowhere: with no `to` and no route, or not caught on some path."""
    for question in guide.questions.values():
        if question.key in unsound:
            continue
        for _, option in question.answers():
            here = f"Question {shown(question.key)}, option {shown(option.key)}, leads nowhere"
            if option.to is None and question.to is None and not question.routes:
                yield Fault("routed", question.key, f"{here}: give it a to.")
            elif (question.key, option.key) in stuck:
                after = example(stuck[question.key, option.key])
                message = f"{here} after {after}: give it a to, or a route that catches it."
                yield Fault("routed", question.key, message)
            else:
                continue
            if question.is_multiple:  # One of a thousand answers shows what is missing.
                break


def guard_faults(guide: CompiledGuide, found: Survey, unsound: Set[str]) -> Iterator[Fault]:
    """Guards that lack an answer they need, and routes and options that are never followed."""
    for key in guide.order:
        question = guide.questions[key]
        if key in found.reached and key not in unsound:
            yield from _unasked_faults(question, found)
            yield from _idle_faults(question, found)


def _unasked_faults(question: Question, found: Survey) -> Iterator[Fault]:
    for index, route in enumerate(question.routes):
        reads = dict.fromkeys(key for read in route.guard.comparisons() for key in read.questions)
        for read in reads:
            if (question.key, index, read) in found.unasked:
                after = example(found.unasked[question.key, index, read])
                yield Fault(
                    "guards",
                    question.key,
                    f"Question {shown(question.key)}, route {index + 1}, reads {shown(read)}, "
                    f"which is not asked before it after {after}: ask it on every path that "
                    "comes here, or test first for what leads to it.",
                )


def _idle_faults(question: Question, found: Survey) -> Iterator[Fault]:
    here = f"Question {shown(question.key)}"
    for index in range(len(question.routes)):
        if (question.key, index) in found.fired:
            continue
        why = "it is shadowed by the routes before it, which catch everything"
        if (question.key, index) in found.tried:
            why = "no answers that come this far make its guard true"
        message = f"{here}, route {index + 1}, never fires: {why}. Take it out or mend the guards."
        yield Fault("guards", question.key, message)
    if question.to is not None and (question.key, "") not in found.followed:
        message = f"{here} never leads to {shown(question.to)}: its options and routes always do."
        yield Fault("guards", question.key, f"{message} Take its to out or mend the guards.")
    for option in question.options:
        if option.to is not None and (question.key, option.key) not in found.followed:
            yield Fault(
                "guards",
                question.key,
                f"{here}, option {shown(option.key)}, never leads to {shown(option.to)}: the "
                "routes always catch it first. Take its to out or mend the guards.",
            )


def example(answers: Answers) -> str:
    """The last of `answers`, in words."""
    given = [
        f"{question} = {option if isinstance(option, str) else ' + '.join(option)}"
        for question, option in answers.items()
    ]
    shortened = ["…"] if len(given) > MOST_ANSWERS_SHOWN else []
    return ", ".join(shortened + given[-MOST_ANSWERS_SHOWN:])
