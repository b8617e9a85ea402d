"""Questions of every kind on their pages: chosen, ticked, typed."""

import pytest

from policies.guides.models import GuideRun
from tests.support.html import page, words
from tests.unit.policies.guides.dated import published
from tests.unit.policies.guides.every_kind import EVERY_KIND, every_kind
from tests.unit.policies.guides.published import Walk

pytestmark = pytest.mark.django_db

SEVERAL = "Which of these have you seen?"


class Typed(Walk):
    """Somebody who ticks several answers or types one, as the question wants it."""

    def give(self, *answers: str | list[str]) -> None:
        for answer in answers:
            hidden = page(self.page).find("input", {"name": "question"})["value"]
            data = {"question": hidden, "answer": answer}
            self.page = self.client.post(self.address, data, follow=True)
            self._arrived()

    @property
    def ticked(self) -> list[str]:
        boxes = page(self.page).find_all("input", type="checkbox", checked=True)
        return [box["value"] for box in boxes]

    @property
    def field(self):
        return page(self.page).find("input", id="id_answer")

    @property
    def problem(self) -> str:
        found = page(self.page).find(role="alert")
        return words(found) if found else ""


@pytest.fixture
def walk(as_user):
    published(every_kind())
    return Typed(as_user("yj.worker"), EVERY_KIND["slug"])


class TestThroughAllOfThem:
    def test_to_the_end(self, walk):
        walk.give("person", "15", "2026-07-01", ["silence", "threat"])
        assert words(page(walk.page).h1) == "Do not Do not."
        assert walk.run().answers == [
            ["what", "person"],
            ["age", "young"],
            ["since", "later"],
            ["signs", ["threat", "silence"]],
        ]
        why = words(page(walk.page).find("section", class_="answers"))
        for said in ("10 to 17", "In July 2026 or later", "A threat, No reply for days"):
            assert said in why

    @pytest.mark.parametrize(
        ("answers", "end"),
        [
            (["18", "2026-01-01", ["threat", "injury"], "yes", "yes"], "Do not Do not."),
            (["17.5", "2026-01-01", ["threat"], "yes", "yes"], "Do not Do not."),
            (["9", "2026-06-30", ["none"], "yes", "not-sure"], "Ask first Ask."),
            (["0", "2026-06-30", ["injury"], "no", "yes"], "Ask first Ask."),
        ],
    )
    def test_routes_read_what_was_counted_compared_and_derived(self, walk, answers, end):
        walk.give("person", *answers)
        assert words(page(walk.page).h1) == end

    def test_nothing_typed_is_kept(self, walk):
        walk.give("person", "15", "2026-09-17")
        kept = str(list(GuideRun.objects.values()))
        assert "2026-09-17" not in kept
        assert "'15'" not in kept


class TestNumbersAndDates:
    @pytest.mark.parametrize("typed", ["", "  ", "fifteen", "1,5", "15 years", "1e3", "٣", "\x00"])
    def test_what_is_no_number_says_what_to_write(self, walk, typed):
        walk.give("person", typed)
        assert walk.question == "How old are they?"
        assert walk.problem
        assert "\x00" in typed or "Write digits, such as 18 or 2.5." in walk.problem
        assert walk.run().answers == [["what", "person"]]

    @pytest.mark.parametrize("typed", ["yesterday", "1/7/2026", "2026-02-30", "2026-7-1"])
    def test_what_is_no_date_says_what_to_write(self, walk, typed):
        walk.give("person", "15", typed)
        assert "Write a date as year, month, day, such as 2026-07-01." in walk.problem

    def test_what_was_typed_stays_in_the_field(self, walk):
        walk.give("person", "fif<teen")
        assert walk.field["value"] == "fif<teen"
        assert walk.field["aria-describedby"] == "answer-problem"
        assert page(walk.page).find(role="alert").a["href"] == "#id_answer"

    def test_going_back_shows_the_band_in_words_and_no_number(self, walk):
        walk.give("person", "15")
        walk.follow("Back")
        assert walk.field["value"] == ""
        assert "Your answer: 10 to 17." in words(page(walk.page).find(id="before"))
        assert walk.field["aria-describedby"] == "before"

    def test_left_empty_the_answer_stays(self, walk):
        walk.give("person", "15", "2026-09-17")
        walk.change("How old are they?")
        walk.give("")
        assert walk.question == SEVERAL
        assert dict(walk.run().answers)["age"] == "young"

    def test_typed_anew_it_changes(self, walk):
        walk.give("person", "15", "2026-09-17")
        walk.change("How old are they?")
        walk.give("21")
        assert dict(walk.run().answers)["age"] == "adult"

    def test_typed_wrongly_the_answer_stays_and_the_field_keeps_what_was_typed(self, walk):
        walk.give("person", "15", "2026-09-17")
        walk.change("How old are they?")
        walk.give("old")
        assert walk.field["value"] == "old"
        assert "Your answer: 10 to 17." in words(walk.page)
        assert dict(walk.run().answers)["age"] == "young"


class TestSeveral:
    @pytest.fixture
    def asked(self, walk):
        walk.give("person", "15", "2026-07-01")
        assert walk.question == SEVERAL
        return walk

    def test_they_are_ticked(self, asked):
        boxes = page(asked.page).find_all("input", type="checkbox")
        assert [box["value"] for box in boxes] == ["threat", "injury", "silence", "none"]
        assert asked.ticked == []
        assert "Choose all that apply." in words(asked.page)

    def test_going_back_shows_what_was_ticked(self, asked):
        asked.give(["injury", "threat"])
        asked.change(SEVERAL)
        assert asked.ticked == ["threat", "injury"]

    def test_none_stands_alone(self, asked):
        asked.give(["threat", "none"])
        assert "Choose “None of these” alone, or the others without it." in asked.problem
        assert asked.ticked == ["threat", "none"]
        assert "signs" not in dict(asked.run().answers)
        asked.give(["none"])
        assert asked.question == "Does your team leader know?"

    @pytest.mark.parametrize("posted", [[], ["smoke"], ["threat", "smoke"], ["threat,injury"]])
    def test_what_cannot_be_chosen(self, asked, posted):
        asked.give(posted)
        assert asked.question == SEVERAL
        assert asked.problem
        assert "signs" not in dict(asked.run().answers)

    def test_the_same_one_twice_is_once(self, asked):
        asked.give(["threat", "threat"])
        assert dict(asked.run().answers)["signs"] == ["threat"]

    def test_a_form_of_another_question_ticks_nothing(self, asked):
        data = {"question": "age", "answer": ["threat", "none"]}
        asked.page = asked.client.post(asked.address, data)
        assert "That answer was for another question." in asked.problem
        assert asked.ticked == []


def test_the_first_question_may_be_of_any_kind(as_user):
    first = every_kind(start={"YJ": "age"})
    first["questions"] = first["questions"][1:]
    for scenario in first["scenarios"]:
        scenario["answers"].pop("what")
    first["scenarios"][0]["answers"] = {
        "age": "child",
        "since": "later",
        "signs": ["none"],
        "leader-knows": "no",
        "family-knows": "no",
    }
    published(first)
    walk = Typed(as_user("yj.worker"), EVERY_KIND["slug"])
    walk.give("old")
    assert walk.field["value"] == "old"
    assert not GuideRun.objects.exists()
    walk.give("15")
    assert walk.question == "When were they last seen?"
