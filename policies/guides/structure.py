"""What can be said of a guide from its links alone: starts, targets, guards' names, cycles."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from graphlib import CycleError, TopologicalSorter

from policies.guides.compiled import HAND_OFF, CompiledGuide, Fault, Question, next_questions
from policies.guides.entry import closest, shown
from policies.guides.facts import REGISTRY
from policies.guides.guards import Comparison, Derived, Written

# One message for each cycle is kind; a garbage graph could hold thousands.
MOST_CYCLES = 20


def link_faults(guide: CompiledGuide) -> Iterator[Fault]:
    """Starts, targets and guards that name what the guide does not have."""
    yield from _start_faults(guide)
    for question in guide.questions.values():
        yield from _target_faults(guide, question)
        yield from _guard_faults(guide, question)


def _start_faults(guide: CompiledGuide) -> Iterator[Fault]:
    for name in guide.sets:
        if name not in guide.start:
            yield Fault(
                "start", guide.node, f"The policy set {shown(name)} has no start: write one."
            )
    for name, key in guide.start.items():
        if name not in guide.sets:
            yield Fault(
                "start",
                guide.node,
                f"There is a start for {shown(name)}, which is not in sets: "
                "add it there or take it out here.",
            )
        if key not in guide.places:
            yield Fault(
                "start",
                guide.node,
                f"The start of {shown(name)} is {shown(key)}, which does not exist"
                f"{closest(key, guide.places)}: name a question or an outcome.",
            )


def _target_faults(guide: CompiledGuide, question: Question) -> Iterator[Fault]:
    links = [(f"option {shown(option.key)}", option.to) for option in question.options]
    links.append(("to", question.to))
    links += [(f"route {n}", route.to) for n, route in enumerate(question.routes, start=1)]
    for link, to in links:
        if to is not None and to not in guide.places:
            yield Fault(
                "targets",
                question.key,
                f"Question {shown(question.key)}, {link}, leads to {shown(to)}, which does not "
                f"exist{closest(to, guide.places)}: name a question, an outcome or guide:<slug>.",
            )


def _guard_faults(guide: CompiledGuide, question: Question) -> Iterator[Fault]:
    for number, route in enumerate(question.routes, start=1):
        here = f"Question {shown(question.key)}, route {number},"
        for read in route.guard.comparisons():
            for wrong in _reading_faults(guide, read):
                yield Fault("guards", question.key, f"{here} {wrong}")


def _reading_faults(guide: CompiledGuide, read: Comparison) -> Iterator[str]:
    """What `read` compares that is not there; what is there but of another kind is left out."""
    if isinstance(read, Derived):
        known: Collection[object] = REGISTRY[guide.facts[read.fact].fact].outputs
        name, what = read.fact, "outputs"
    elif read.question in guide.facts:
        return
    elif read.question not in guide.questions:
        near = closest(read.question, [*guide.questions, *guide.facts])
        yield f"reads {shown(read.question)}, which is no question{near}: name one that is."
        return
    elif guide.questions[read.question].is_multiple or isinstance(read, Written):
        return
    else:
        known, name, what = guide.steps[read.question], read.question, "options"
    for option in sorted(map(str, read.options.difference(known))):
        near = closest(option, [str(one) for one in known])
        yield (
            f"compares {shown(name)} with {shown(option)}, which is none of its "
            f"{what}{near}: name one of them."
        )


def cycle_faults(guide: CompiledGuide) -> list[Fault]:
    """Each cycle of questions, and a hand-off from the guide to itself."""
    faults = []
    following = next_questions(guide.questions)
    for _ in range(MOST_CYCLES):
        try:
            TopologicalSorter(following).prepare()
        except CycleError as error:
            # The sorter takes a question's targets for its predecessors, so it reads backwards.
            cycle = error.args[1][::-1]
            around = " → ".join(cycle)
            message = f"The questions {around} go round in a circle: lead one of them elsewhere."
            faults.append(Fault("cycle", cycle[0], message))
            following[cycle[0]].remove(cycle[1])
        else:
            break
    own = HAND_OFF + guide.slug
    for question in guide.questions.values():
        if own in question.targets():
            message = f"Question {shown(question.key)} hands off to this same guide: end it here."
            faults.append(Fault("cycle", question.key, message))
    return faults
