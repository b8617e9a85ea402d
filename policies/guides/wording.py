"""Paths, ends and changes of guides in words, for whoever reviews them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policies.guides.changes import Group
from policies.guides.compiled import CompiledGuide, HandOff, Outcome, Question
from policies.guides.guards import Answer

STANDINGS = {
    "permitted": "You may",
    "conditional": "You may, if …",
    "ask-first": "Ask first",
    "prohibited": "Do not",
    "report": "Report it",
    "emergency": "Act now",
    "silent": "No rule here: ask",
}
NOT_SERVED = "This staff group is not served"
# What an outcome tells its readers, field by field; a change in any of it is a change of outcome.
_TOLD = {
    "standing": "Standing",
    "answer": "Answer",
    "advice": "Advice",
    "do": "What to do",
    "consult": "Whom to consult",
    "approve": "Who approves",
    "notify": "Whom to tell",
    "cites": "Rests on",
}


def end_words(guide: CompiledGuide, key: str) -> str:
    """Where paths end, in one line; an empty key is the end of those who are not served."""
    place = guide.places.get(key)
    match place:
        case Outcome():
            return f"{STANDINGS[place.standing]} – {place.answer}"
        case Question():
            return f"The question “{place.text}” without an answer that leads on"
        case HandOff():
            return f"On to the guide “{place.slug}”"
    return NOT_SERVED


def answer_words(guides: tuple[CompiledGuide, ...], key: str, answer: Answer) -> tuple[str, str]:
    """A question and an answer to it in the words of the first of `guides` that knows both."""
    for guide in guides:
        step = guide.steps.get(key, {}).get(answer)
        if step:
            return step.question.text, step.option.label
    return key, answer if isinstance(answer, str) else ", ".join(answer)


def path_words(
    guides: tuple[CompiledGuide, ...], answers: Mapping[str, Answer]
) -> list[tuple[str, str]]:
    """Each question of a path with its answer, in order."""
    return [answer_words(guides, key, answer) for key, answer in answers.items()]


def decided_words(old: CompiledGuide, new: CompiledGuide, group: Group) -> str:
    """What leads the paths of a group elsewhere."""
    if group.decided_by:
        question, label = answer_words((new, old), *group.decided_by)
        return f"{question} – {label}"
    return "The outcome says something else" if group.reworded else "The start"


def reworded(before: Outcome, after: Outcome) -> Iterator[tuple[str, str, str]]:
    """What an outcome told its readers and tells them now, where that differs, with its name."""
    for field, name in _TOLD.items():
        was, is_now = getattr(before, field), getattr(after, field)
        if was != is_now:
            yield name, _said(field, was), _said(field, is_now)


def _said(field: str, value: object) -> str:
    if field == "standing":
        return STANDINGS[str(value)]
    if isinstance(value, str):
        return value
    if field == "do":
        return "\n".join(
            f"{todo.role}: {todo.task}" + (f" ({todo.by})" if todo.by else "") for todo in value
        )
    return ("\n" if field == "advice" else ", ").join(value)


def group_words(old: CompiledGuide, new: CompiledGuide, group: Group) -> str:
    """A group of changed paths in one sentence, as a reviewer signs for it."""
    paths = "1 path" if group.paths == 1 else f"{group.paths:,} paths"
    here = f"{group.policy_set}, {decided_words(old, new, group)} ({paths})"
    if not group.reworded:
        return (
            f"{here}: before “{end_words(old, group.before)}”, now “{end_words(new, group.after)}”"
        )
    before, after = old.outcomes[group.before], new.outcomes[group.after]
    said = "; ".join(
        f"{name} was “{was or 'nothing'}”, is now “{now or 'nothing'}”"
        for name, was, now in reworded(before, after)
    )
    return f"{here}: “{end_words(new, group.after)}”. {said}"
