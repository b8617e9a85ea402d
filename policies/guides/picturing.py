"""A guide as a picture and in words, for one policy set and, where there are answers, with the path taken."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.urls import reverse

from policies.guides.compiled import HAND_OFF, CompiledGuide, Question
from policies.guides.compiling import compiled
from policies.guides.drawing import PAGE_WIDTH, Box, Drawing, draw
from policies.guides.engine import Replay
from policies.guides.lettering import balanced, width, wrapped
from policies.guides.models import Guide, GuideVersion
from policies.guides.presenters import Standing, standing
from policies.guides.saying import Guards, joined
from policies.guides.ways import Part, Way, part

# In pixels. The style sheet sets letters in these sizes.
BOX_WIDTH, LABEL_WIDTH, PADDING, ICON = 232, 160, 12, 20
TEXT, SMALL = 15, 14
LINE_HEIGHT = {"eyebrow": 20, "mine": 20, "word": 26, "text": 20, "label": 18}
ON_THE_LINE = 0.74  # how far down its height a line of letters stands


@dataclass
class Place:
    """A question, an outcome or another guide, as it stands in the words below the picture.

    `given` is the answer on the path taken, `is_reached` the place it ended at; `ways` are pairs of an answer and the
    place that it leads to.
    """

    anchor: str
    text: str
    number: int = 0
    hint: str = ""
    standing: Standing | None = None
    url: str = ""
    is_start: bool = False
    is_reached: bool = False
    given: str = ""
    ways: list[tuple[str, "Place"]] = field(default_factory=list)

    @property
    def heading(self) -> str:
        if self.standing:
            return self.standing.word
        return f"Question {self.number}" if self.number else "Goes on in another guide"

    @property
    def is_trodden(self) -> bool:
        return bool(self.given or self.is_reached)

    def lines(self) -> list[tuple[str, str]]:
        """What stands in its box: pairs of a kind of line and its words."""
        begins = ": start here" if self.number and self.is_start else ""
        eyebrow = self.heading + (", answered" if self.given else begins)
        lines = [("mine", "Your answers led here")] if self.is_reached else []
        lines.append(("word", self.heading) if self.standing else ("eyebrow", eyebrow))
        return lines + [
            ("text", line) for line in wrapped(self.text, TEXT, BOX_WIDTH - 2 * PADDING)
        ]


@dataclass(frozen=True)
class Letters:
    """A line of text in the picture; `x` is its left end, or its middle in a label."""

    x: float
    y: float
    css: str
    text: str


@dataclass(frozen=True)
class Shape:
    """A box with its text and, for an outcome, the corner of its icon."""

    place: Place
    box: Box
    letters: list[Letters]
    icon_y: float


@dataclass(frozen=True)
class Picture:
    """A picture with its twin in words: `questions` by number, then the `ends`."""

    drawing: Drawing
    shapes: list[Shape]
    labels: list[Letters]
    questions: list[Place]
    ends: list[Place]

    @property
    def is_wide(self) -> bool:
        return self.drawing.width > PAGE_WIDTH

    @property
    def lines(self) -> list[tuple[str, str, str]]:
        """The lines and their heads: those of the path taken last, and so on top."""
        return [
            (css, self.drawing.path(trodden=trodden), self.drawing.arrows(trodden=trodden))
            for css, trodden in (("", False), ("trodden", True))
        ]


def picture_of(version: GuideVersion, policy_set: str, replay: Replay | None = None) -> Picture:
    """What this version says to the staff of one policy set, which it serves; one query at most."""
    guide = compiled(version)
    here = part(guide, policy_set)
    places = _places(guide, here, replay)
    labels = _labels(guide, here, version.definition)
    for way, label in zip(here.ways, labels, strict=True):
        places[way.source].ways.append((label, places[way.target]))
    edges = _edges(here.ways, labels, replay)
    drawing = draw(
        tuple((key, BOX_WIDTH, _height(place.lines())) for key, place in places.items()),
        tuple((*ends, *_size(lines)) for ends, lines in edges.items()),
        frozenset(n for n, lines in enumerate(edges.values()) if lines[0][0] == "mine"),
    )
    shapes = [_shape(places[key], box) for key, box in drawing.boxes.items()]
    return Picture(
        drawing=drawing,
        shapes=sorted(shapes, key=lambda shape: (shape.box.y, shape.box.x)),
        labels=[
            letters
            for box, lines in zip(drawing.labels, edges.values(), strict=True)
            for letters in _letters(lines, box.middle, box.y)
        ],
        questions=[places[key] for key in here.numbers],
        ends=[places[key] for key in here.ends],
    )


def _places(guide: CompiledGuide, here: Part, replay: Replay | None) -> dict[str, Place]:
    places = {}
    for key, number in here.numbers.items():
        question = guide.questions[key]
        places[key] = Place(f"node-{key}", question.text, number, hint=question.hint)
    for key in here.ends:
        outcome = guide.outcomes.get(key)
        if outcome:
            places[key] = Place(f"node-{key}", outcome.answer, standing=standing(outcome.standing))
    slugs = [key.removeprefix(HAND_OFF) for key in here.ends if key not in places]
    titles = dict(Guide.objects.filter(slug__in=slugs).values_list("slug", "title"))
    for slug in slugs:
        url = reverse("guide_start", args=[slug])
        places[HAND_OFF + slug] = Place(f"guide-{slug}", titles.get(slug, slug), url=url)
    places[here.start].is_start = True
    if replay:
        for step in replay.path:
            places[step.question.key].given = step.option.label
        places[replay.position.key].is_reached = True
    return places


def _labels(guide: CompiledGuide, here: Part, definition: Mapping) -> list[str]:
    """What each way is followed by, in words."""
    written = {question["key"]: question for question in definition["questions"]}
    labels = []
    for way in here.ways:
        question = guide.questions[way.source]
        if way.route is not None:
            when = written[way.source]["routes"][way.route]["when"]
            labels.append(f"If {Guards(guide, here.numbers, way.source).words(when)}")
        elif way.option:
            labels.append(f"{'Otherwise: ' if question.routes else ''}{way.option.label}")
        else:
            labels.append(_of_all_others(question))
    return labels


def _of_all_others(question: Question) -> str:
    if question.routes:
        return "Otherwise"
    return "Any other answer" if any(option.to for option in question.options) else "Any answer"


def _edges(
    ways: Iterable[Way], labels: Iterable[str], replay: Replay | None
) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """One line for all ways from one place to another, with what it says; on the path, the answer given."""
    alike: dict[tuple[str, str], list[str]] = {}
    for way, label in zip(ways, labels, strict=True):
        alike.setdefault((way.source, way.target), []).append(label)
    given = {}
    if replay:
        onward = [*(step.question.key for step in replay.path[1:]), replay.position.key]
        for step, target in zip(replay.path, onward, strict=True):
            given[step.question.key, target] = step.option.label
    edges = {}
    for ends, said in alike.items():
        if ends in given:
            answer = [
                ("mine", line) for line in balanced(given[ends], SMALL, LABEL_WIDTH, bold=True)
            ]
            edges[ends] = [("mine", "Your answer:"), *answer]
        else:
            label = said[0] if len(said) == 1 else joined((f"“{one}”" for one in said), "or")
            edges[ends] = [("label", line) for line in balanced(label, SMALL, LABEL_WIDTH)]
    return edges


def _height(lines: Iterable[tuple[str, str]]) -> int:
    return 2 * PADDING + sum(LINE_HEIGHT[kind] for kind, _ in lines)


def _size(lines: list[tuple[str, str]]) -> tuple[int, int]:
    """The room that a label takes."""
    widest = max(width(text, SMALL, bold=kind == "mine") for kind, text in lines)
    return round(widest) + 8, sum(LINE_HEIGHT[kind] for kind, _ in lines) + 4


def _shape(place: Place, box: Box) -> Shape:
    lines = place.lines()
    letters = _letters(lines, box.x + PADDING, box.y + PADDING)
    word = next((line for line in letters if line.css == "word"), None)
    icon_y = word.y - ICON * 0.8 if word else 0
    return Shape(place, box, letters, icon_y)


def _letters(lines: Iterable[tuple[str, str]], x: float, top: float) -> list[Letters]:
    placed = []
    for kind, text in lines:
        indent = ICON + 8 if kind == "word" else 0
        placed.append(Letters(x + indent, top + LINE_HEIGHT[kind] * ON_THE_LINE, kind, text))
        top += LINE_HEIGHT[kind]
    return placed
