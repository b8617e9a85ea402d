"""A whole guide as one page to read: its questions, where each leads, its outcomes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from policies.guides import engine
from policies.guides.compiling import compiled
from policies.guides.models import Guide, GuideVersion
from policies.guides.reading.as_at import OutcomeThen, all_clauses, outcomes_on
from policies.guides.ways import part, ways_on
from policies.library.presenters import ClausePresenter


@dataclass(frozen=True)
class Onward:
    """A place that a question leads to, in words, with its address."""

    label: str
    url: str


@dataclass(frozen=True)
class OptionRow:
    """An answer, and where it leads; `to` is None where that depends on other answers as well."""

    label: str
    to: Onward | None


@dataclass(frozen=True)
class QuestionRow:
    """A question with its answers; `depends` are the places that other answers decide between."""

    key: str
    number: int
    text: str
    hint: str
    several: bool
    options: list[OptionRow]
    depends: list[Onward]


@dataclass(frozen=True)
class WholeGuide:
    """What one policy set's staff can come to in a version of a guide, as at a day."""

    title: str
    summary: str
    questions: list[QuestionRow]
    outcomes: list[OutcomeThen]
    clauses: list[ClausePresenter]


def whole_guide(version: GuideVersion, policy_set: str, on: date) -> WholeGuide:
    """Raises KeyError where the version does not serve the set."""
    guide = compiled(version)
    here = part(guide, policy_set)
    ends = [guide.places[key] for key in here.ends]
    outcomes = outcomes_on(version, [end for end in ends if isinstance(end, engine.Outcome)], on)
    then = f"?on={on.isoformat()}"
    places = {
        key: Onward(f"Question {number}", f"#q-{key}") for key, number in here.numbers.items()
    }
    places |= {
        one.key: Onward(f"{one.standing.word} – {one.answer}", f"#o-{one.key}") for one in outcomes
    }
    places |= _guides([end for end in ends if isinstance(end, engine.HandOff)], then)
    return WholeGuide(
        title=guide.title,
        summary=guide.summary,
        questions=[
            _question(guide.questions[key], number, places) for key, number in here.numbers.items()
        ],
        outcomes=outcomes,
        clauses=all_clauses(outcomes),
    )


def _guides(ends: list[engine.HandOff], then: str) -> dict[str, Onward]:
    """The guides that take over, by the titles they have now."""
    if not ends:
        return {}
    slugs = [end.slug for end in ends]
    titles = dict(Guide.objects.filter(slug__in=slugs).values_list("slug", "title"))
    return {
        end.key: Onward(
            f"Goes on in: {titles.get(end.slug, end.slug)}", f"/guides/{end.slug}/{then}"
        )
        for end in ends
    }


def _question(question: engine.Question, number: int, places: Mapping[str, Onward]) -> QuestionRow:
    """A question whose routes read answers leads each of its options to several places."""
    targets = list(dict.fromkeys(way.target for way in ways_on(question)))
    depends = [places[key] for key in targets if key in places] if question.routes else []
    return QuestionRow(
        key=question.key,
        number=number,
        text=question.text,
        hint=question.hint,
        several=question.is_multiple,
        options=[
            OptionRow(
                option.label,
                None if question.routes else places.get(option.to or question.to or ""),
            )
            for option in question.options
        ],
        depends=depends,
    )
