from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from policies.library.comparing import compare, compare_words, full_text


@dataclass(frozen=True)
class Words:
    """A clause in one version, as far as comparing looks at it."""

    clause_id: int
    text: str
    parent_id: int | None = None
    number: str = ""
    heading: str = ""
    path: list[int] = field(default_factory=list)

    @property
    def pk(self) -> int:
        return self.clause_id

    @property
    def hash(self) -> str:
        return f"{self.heading}|{self.text}"


TEXT = st.text("ab c\n,é", max_size=25)
VERSION = st.lists(
    st.builds(Words, clause_id=st.integers(1, 7), text=st.sampled_from(["x", "x y", "z"])),
    unique_by=lambda words: words.clause_id,
    max_size=7,
)


def statuses(old: list[Words], new: list[Words]) -> dict[int, str]:
    return {change.clause.clause_id: change.status for change in compare(old, new)}


class TestWords:
    @given(TEXT, TEXT)
    def test_both_texts_can_be_read_out_of_the_comparison(self, old, new):
        runs = compare_words(old, new)
        assert "".join(text for op, text in runs if op != "added") == old
        assert "".join(text for op, text in runs if op != "removed") == new

    @given(TEXT)
    def test_a_text_does_not_differ_from_itself(self, text):
        assert {op for op, _ in compare_words(text, text)} <= {"same"}

    def test_only_the_words_that_differ_are_marked(self):
        assert compare_words("You must not send it.", "You should not send it.") == [
            ("same", "You"),
            ("removed", " must"),
            ("added", " should"),
            ("same", " not send it."),
        ]

    def test_texts_that_share_nothing_are_replaced_whole(self):
        assert compare_words("do not send", "keep them apart") == [
            ("removed", "do not send"),
            ("added", "keep them apart"),
        ]


class TestClauses:
    @given(VERSION, VERSION)
    def test_every_clause_of_either_version_is_shown_once(self, old, new):
        changes = compare(old, new)
        assert [c.new for c in changes if c.new] == new
        assert sorted(c.old.clause_id for c in changes if c.old) == sorted(
            words.clause_id for words in old
        )
        assert all(c.old or c.new for c in changes)

    @given(VERSION, VERSION)
    def test_the_status_says_what_happened_to_the_words(self, old, new):
        before = {words.clause_id: words for words in old}
        after = {words.clause_id: words for words in new}
        for clause, status in statuses(old, new).items():
            if clause not in before:
                assert status == "added"
            elif clause not in after:
                assert status == "removed"
            elif before[clause].hash != after[clause].hash:
                assert status == "changed"
            else:
                assert status in {"unchanged", "moved"}

    @given(VERSION, VERSION)
    def test_the_words_of_each_change_give_both_texts(self, old, new):
        for change in compare(old, new):
            if change.status in {"added", "removed", "changed"}:
                before = "".join(text for op, text in change.words if op != "added")
                after = "".join(text for op, text in change.words if op != "removed")
                assert before == (full_text(change.old) if change.old else "")
                assert after == (full_text(change.new) if change.new else "")

    @given(VERSION)
    def test_a_version_does_not_differ_from_itself(self, version):
        assert set(statuses(version, version).values()) <= {"unchanged"}

    def test_the_headings_count(self):
        [change] = compare([Words(1, "x", heading="Old")], [Words(1, "x", heading="New")])
        assert change.words == [("removed", "Old"), ("added", "New"), ("same", "\nx")]

    def test_one_clause_put_elsewhere_is_the_one_that_moved(self):
        old = [Words(n, "x") for n in (1, 2, 3, 4)]
        new = [Words(n, "x") for n in (1, 4, 2, 3)]
        assert statuses(old, new) == {1: "unchanged", 4: "moved", 2: "unchanged", 3: "unchanged"}

    def test_a_clause_under_another_section_has_moved_though_the_order_is_the_same(self):
        old = [Words(1, "a"), Words(2, "x", parent_id=1), Words(3, "b")]
        new = [Words(1, "a"), Words(2, "x"), Words(3, "b")]
        assert statuses(old, new)[2] == "moved"

    def test_a_clause_that_moved_and_changed_says_both(self):
        old = [Words(1, "x"), Words(2, "y"), Words(3, "z")]
        new = [Words(3, "other"), Words(1, "x"), Words(2, "y")]
        [change] = [c for c in compare(old, new) if c.clause.clause_id == 3]
        assert (change.status, change.also_moved) == ("changed", True)

    def test_another_number_alone_is_no_change_of_the_words(self):
        [change] = compare([Words(1, "x", number="4.1")], [Words(1, "x", number="4.2")])
        assert (change.status, change.only_numbering, change.words) == ("unchanged", True, [])

    def test_the_same_number_is_not_only_numbering(self):
        [change] = compare([Words(1, "x", number="4.1")], [Words(1, "x", number="4.1")])
        assert not change.only_numbering

    def test_a_removed_clause_stands_behind_the_one_it_followed(self):
        old = [Words(n, "x") for n in (9, 1, 2, 8, 7, 3)]
        new = [Words(n, "x") for n in (1, 2, 3, 4)]
        assert [c.clause.clause_id for c in compare(old, new)] == [9, 1, 2, 8, 7, 3, 4]


def test_a_very_long_text_is_still_compared_at_once():
    line = "the same few words again and again " * 40 + "\n"
    old, new = line * 40, line * 39 + "another end\n"
    runs = compare_words(old, new)
    assert runs[0][0] == "same"
    assert "".join(text for op, text in runs if op != "removed") == new
