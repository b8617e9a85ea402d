"""How the three kinds speak: what is asked for, what a decision is called."""

from dataclasses import dataclass

from policies.consultations.models import Decision, Kind

_RESULTS = {
    Kind.APPROVAL: {
        Decision.Result.APPROPRIATE: "Approved",
        Decision.Result.CONDITIONS: "Approved with conditions",
        Decision.Result.NOT_APPROPRIATE: "Not approved",
    },
    Kind.REPORT: {
        Decision.Result.APPROPRIATE: "Dealt with",
        Decision.Result.CONDITIONS: "Dealt with, with something left to do",
        Decision.Result.NOT_APPROPRIATE: "Nothing to act on",
    },
}


def result_word(kind: str, result: str) -> str:
    """A decision in the words of its kind."""
    return _RESULTS.get(Kind(kind), {}).get(result) or Decision.Result(result).label


@dataclass(frozen=True)
class Words:
    """`start` heads the form, `matter` what was written, `group` the list of types."""

    start: str
    lede: str
    matter: str
    group: str
    why: str


WORDS = {
    Kind.ADVICE: Words(
        start="Ask a question",
        lede="It goes to the person who may decide it, and stays as a record.",
        matter="The question",
        group="Ask for advice",
        why="You are not sure, or the rules ask you to consult somebody first.",
    ),
    Kind.APPROVAL: Words(
        start="Ask for approval",
        lede="Nothing starts before it is approved. The record says who approved what.",
        matter="What is asked for",
        group="Ask for approval",
        why="The rules let you go ahead only when somebody has approved it.",
    ),
    Kind.REPORT: Words(
        start="Report something",
        lede="Ring first where it says so. This keeps the record, and who has taken it up.",
        matter="What was reported",
        group="Report something",
        why="Something has happened that somebody has to know of.",
    ),
}


def words_of(kind: str) -> Words:
    return WORDS[Kind(kind)]
