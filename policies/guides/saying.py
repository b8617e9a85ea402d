"""Guards in words, from how a definition writes them: `the answer to question 2 is “Yes”`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from policies.guides import bands
from policies.guides.compiled import CompiledGuide

_TURNED = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_COUNTED = {
    "==": "exactly",
    "!=": "not exactly",
    "<": "fewer than",
    "<=": "at most",
    ">": "more than",
    ">=": "at least",
}
# What each output of each derived fact says of the questions it reads.
_FACTS = {
    ("all-yes", "yes"): "the answer to {all} is “Yes”",
    ("all-yes", "no"): "the answer to {one} is “No”",
    ("all-yes", "not-sure"): "no answer to {all} is “No”, and not every one is “Yes”",
    ("any-yes", "yes"): "the answer to {one} is “Yes”",
    ("any-yes", "no"): "the answer to {all} is “No”",
    ("any-yes", "not-sure"): "no answer to {all} is “Yes”, and not every one is “No”",
}


class Guards:
    """Words for the guards of the question `here`, on pages where `numbers` counts questions."""

    def __init__(self, guide: CompiledGuide, numbers: Mapping[str, int], here: str = "") -> None:
        self.guide = guide
        self.numbers = numbers
        self.here = here

    def words(self, when: Mapping[str, object], *, holds: bool = True) -> str:
        """What must be so for the guard `when` to be true, or, where not `holds`, false.

        `when` is written as the gate admits it. Of an answer that was not given it is true that
        it is not this one.
        """
        ((form, inner),) = when.items()
        if form == "not":
            return self.words(inner, holds=not holds)
        if form in ("all", "any"):
            joint = "and" if (form == "all") == holds else "or"
            return self._joined(inner, joint, holds)
        if form == "compare":
            return self._compared(*inner, holds=holds)
        if form == "count":
            return self._counted(*inner, holds=holds)
        key, chosen = inner
        options = chosen if form == "in" else [chosen]
        return (self._fact if key in self.guide.facts else self._chosen)(key, options, holds)

    def _chosen(self, key: str, options: Iterable[str], holds: bool) -> str:
        question = self.guide.questions[key]
        labels = {option.key: f"“{option.label}”" for option in question.options}
        listed = joined([labels.get(option, option) for option in options], "or")
        if question.is_multiple:
            verb = "include" if holds else "do not include"
            return f"the answers to {self._question(key)} {verb} {listed}"
        return f"the answer to {self._question(key)} is {'' if holds else 'not '}{listed}"

    def _joined(self, guards: Iterable[Mapping[str, object]], joint: str, holds: bool) -> str:
        pieces = []
        for guard in guards:
            piece = self.words(guard, holds=holds)
            compound = guard
            while "not" in compound:
                compound = compound["not"]
            pieces.append(f"({piece})" if {"all", "any"} & set(compound) else piece)
        return joined(pieces, joint)

    def _fact(self, key: str, outputs: Iterable[str], holds: bool) -> str:
        use = self.guide.facts[key]
        every = joined([self._question(each) for each in use.of], "and")
        one = joined([self._question(each) for each in use.of], "or")
        said = [_FACTS[use.fact, output].format(all=every, one=one) for output in outputs]
        return joined(said, "or") if holds else f"it is not so that {joined(said, 'or')}"

    def _counted(self, key: str, sign: str, number: object, *, holds: bool) -> str:
        counted = _COUNTED[sign if holds else _TURNED[sign]]
        return f"{counted} {number} chosen at {self._question(key)}"

    def _compared(self, key: str, sign: str, value: object, *, holds: bool) -> str:
        at_least = sign == (">=" if holds else "<")
        here = f"the answer to {self._question(key)} is"
        if self.guide.questions[key].kind == bands.DATE:
            day = bands.value(bands.DATE, str(value))
            on = f"{day.day} {day:%B %Y}" if day else value
            return f"{here} {on} or later" if at_least else f"{here} before {on}"
        return f"{here} {value} or more" if at_least else f"{here} below {value}"

    def _question(self, key: str) -> str:
        if key == self.here:
            return "this question"
        if key in self.numbers:
            return f"question {self.numbers[key]}"
        return f"“{self.guide.questions[key].text}”"


def joined(words: Iterable[str], joint: str) -> str:
    """`a, b or c`."""
    *most, last = words
    return f"{', '.join(most)} {joint} {last}" if most else last
