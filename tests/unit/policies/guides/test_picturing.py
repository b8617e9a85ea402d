"""What stands in the picture of a guide, and that the words below it say the same."""

import pytest
from hypothesis import HealthCheck, given, settings

from policies.guides import engine
from policies.guides.compiling import compiled, definition_hash
from policies.guides.drawing import PAGE_WIDTH
from policies.guides.lettering import width
from policies.guides.models import GuideVersion
from policies.guides.picturing import PADDING, SMALL, TEXT, Picture, picture_of
from tests.unit.policies.guides.published import D04, TO_LOOK, live
from tests.unit.policies.guides.samples import guide, outcome, question, request_guide
from tests.unit.policies.guides.strategies import any_guides, rich_guides

pytestmark = pytest.mark.django_db
often = settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def pictured(definition: dict, policy_set: str = "YJ", **answers: str) -> Picture:
    version = GuideVersion(definition=definition, hash=definition_hash(definition))
    guide = compiled(version)
    replay = engine.replay(guide, policy_set, answers) if answers else None
    return picture_of(version, policy_set, replay)


def in_words(picture: Picture) -> list[tuple[str, str, str]]:
    """Each question's text, answer and where it leads."""
    return [(q.text, answer, to.text) for q in picture.questions for answer, to in q.ways]


def label_lines(picture: Picture) -> str:
    return " ".join(line.text for line in picture.labels)


def sound_picture(picture: Picture) -> None:
    """Each place stands in the picture and in the words, and each way in both."""
    places = [*picture.questions, *picture.ends]
    assert sorted(id(shape.place) for shape in picture.shapes) == sorted(map(id, places))
    assert len({place.anchor for place in places}) == len(places)
    links = {(q.anchor, to.anchor) for q in picture.questions for _, to in q.ways}
    assert len(picture.drawing.labels) == len(links)
    assert {anchor for _, anchor in links} <= {place.anchor for place in places}
    for shape in picture.shapes:
        text = " ".join(line.text for line in shape.letters)
        assert shape.place.heading in text
        for line in shape.letters:
            size = SMALL if line.css in ("eyebrow", "mine") else TEXT
            room = shape.box.x + shape.box.width - PADDING
            assert line.x + width(line.text, size) <= room
            assert shape.box.y < line.y < shape.box.y + shape.box.height


@often
@given(any_guides())
def test_any_guide_can_be_pictured(definition):
    for policy_set in definition["sets"]:
        sound_picture(pictured(definition, policy_set))


@often
@given(rich_guides())
def test_and_one_with_questions_of_every_kind(definition):
    sound_picture(pictured(definition))


def test_every_published_guide_is_pictured_for_each_set_it_serves():
    for version in GuideVersion.objects.live():
        for policy_set in compiled(version).start:
            picture = picture_of(version, policy_set)
            sound_picture(picture)
            assert picture.drawing.width < PAGE_WIDTH * 1.15
            assert picture.shapes[0].place.is_start
            assert picture.shapes[0].box.x < PAGE_WIDTH / 8  # what a phone shows first


class TestWhatItSays:
    @pytest.fixture
    def picture(self):
        return pictured(request_guide())

    def test_questions_are_numbered_as_they_come(self, picture):
        assert [(q.number, q.text) for q in picture.questions] == [
            (1, "Who?"),
            (2, "Account?"),
            (3, "Manager?"),
        ]

    def test_each_answer_says_where_it_leads(self, picture):
        ways = in_words(picture)
        assert ("Who?", "Client", "Account?") in ways
        assert ("Account?", "Otherwise: Own", "refuse.") in ways
        assert (
            "Account?",
            "If the answer to this question is “Work” and the answer to question 1 is “Former”",
            "refuse.",
        ) in ways
        assert ("Account?", "If the answer to this question is “Unsure”", "other-guide") in ways

    def test_ways_between_the_same_places_share_a_line(self, picture):
        assert "“Client” or “Former”" in label_lines(picture)

    def test_another_set_sees_its_own_part_only(self):
        picture = pictured(request_guide(), "DHS")
        assert (picture.questions, [end.text for end in picture.ends]) == ([], ["no-rule."])
        assert picture.drawing.labels == ()

    def test_a_guide_that_takes_over_is_named_and_linked(self):
        definition = guide([question("q", {"a": "end", "b": f"guide:{D04}"})], [outcome("end")])
        [end] = [end for end in pictured(definition).ends if end.url]
        assert (end.url, end.text) == (f"/guides/{D04}/", live().guide.title)

    def test_where_all_answers_lead_on_alike(self):
        several = [{"key": key, "label": key} for key in "ab"]
        several.append({"key": "none", "label": "None", "exclusive": "true", "to": "other"})
        definition = guide(
            [
                {"key": "q", "text": "?", "options": several[:2], "to": "r"},
                {"key": "r", "text": "?", "kind": "multiple", "options": several, "to": "end"},
            ],
            [outcome("end"), outcome("other")],
        )
        assert [answer for _, answer, _ in in_words(pictured(definition))] == [
            "Any answer",
            "None",
            "Any other answer",
        ]


class TestThePathTaken:
    @pytest.fixture
    def picture(self):
        return pictured(request_guide(), who="client", account="work", manager="not-asked")

    def test_it_is_marked_in_words(self, picture):
        assert [q.given for q in picture.questions] == ["Client", "Work", "Not-asked"]
        assert [end.text for end in picture.ends if end.is_reached] == ["ask."]
        assert label_lines(picture).count("Your answer:") == 3
        reached = next(shape for shape in picture.shapes if shape.place.is_reached)
        assert reached.letters[0].text == "Your answers led here"

    def test_it_is_drawn_apart_from_the_rest(self, picture):
        assert picture.drawing.arrows(trodden=True).count("z") == 3
        assert picture.drawing.arrows(trodden=False).count("z") >= 3

    def test_without_answers_nothing_is_marked(self):
        picture = pictured(request_guide())
        assert picture.drawing.path(trodden=True) == ""
        assert not any(shape.place.is_trodden for shape in picture.shapes)

    def test_a_kept_run_of_a_real_guide(self):
        guide = compiled(live())
        answers = dict(
            zip(("concern", "threshold"), TO_LOOK, strict=False), **{"client-and-privacy": "yes"}
        )
        replay = engine.replay(guide, "YJ", answers)
        picture = picture_of(live(), "YJ", replay)
        assert [q.given for q in picture.questions if q.given] == [
            "Where the young person is",
            "Yes",
        ]
