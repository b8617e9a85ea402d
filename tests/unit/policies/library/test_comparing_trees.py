"""The difference between two versions, tried on trees of clauses: applied to the old one it gives the new one."""

from collections import defaultdict
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from policies.library.comparing import ClauseChange, body_words, compare, compare_words, full_text


@dataclass(frozen=True)
class Words:
    """A clause in one version, as far as comparing looks at it; its row is its clause plus 1,000 a version."""

    clause_id: int
    parent: int | None
    text: str
    heading: str = ""
    version: int = 1
    number: str = ""
    path: list[int] = field(default_factory=list)

    @property
    def pk(self) -> int:
        return self.clause_id + 1000 * self.version

    @property
    def parent_id(self) -> int | None:
        return None if self.parent is None else self.parent + 1000 * self.version

    @property
    def hash(self) -> str:
        return f"{self.heading}|{self.text}"


TEXTS = st.sampled_from(["", "do it", "do it now", "do not do it", "ask first and then do it"])


@st.composite
def versions(draw, number: int) -> list[Words]:
    """Some of nine clauses in reading order, each under one that stands before it, or under none."""
    found: list[Words] = []
    chain: list[int] = []
    for clause in draw(st.permutations(range(1, 10)))[: draw(st.integers(0, 9))]:
        chain = chain[: draw(st.integers(0, len(chain)))]
        parent = chain[-1] if chain else None
        heading = draw(st.sampled_from(["", "Old", "New"]))
        found.append(Words(clause, parent, draw(TEXTS), heading, number))
        chain.append(clause)
    return found


def applied(old: list[Words], changes: list[ClauseChange]) -> list[tuple[int, int | None, str]]:
    """What becomes of `old`: (clause, parent, text) in reading order, made from the changes alone.

    Of a clause that stayed only its old place is used, of one that was added or moved the place that the change gives.
    """
    words = {clause.clause_id: full_text(clause) for clause in old}
    stays = {c.old.clause_id for c in changes if c.status in ("unchanged", "changed")}
    stays -= {c.old.clause_id for c in changes if c.is_moved}
    children: dict[int | None, list[int]] = defaultdict(list)
    for clause in old:
        if clause.clause_id in stays:
            children[clause.parent].append(clause.clause_id)
    last: dict[int | None, int] = {}
    for change in changes:
        clause, parent = change.clause.clause_id, change.clause.parent
        if change.status == "removed":
            continue
        if clause not in stays:
            behind = children[parent].index(last[parent]) + 1 if parent in last else 0
            children[parent].insert(behind, clause)
        last[parent] = clause
        words[clause] = replayed(words.get(clause, ""), change)
    return list(flat(children, None, words))


def replayed(text: str, change: ClauseChange) -> str:
    """`text` after the change; fails where the change takes out words that are not there."""
    if not change.words:
        return text
    result, place = "", 0
    for op, run in change.words:
        if op != "added":
            assert text[place : place + len(run)] == run
            place += len(run)
        result += run if op != "removed" else ""
    assert place == len(text)
    return result


def flat(children: dict, parent: int | None, words: dict[int, str]):
    for clause in children[parent]:
        yield clause, parent, words[clause]
        yield from flat(children, clause, words)


def moved(old: list[Words], new: list[Words]) -> set[int]:
    return {c.clause.clause_id for c in compare(old, new) if c.is_moved}


class TestApplying:
    @given(versions(1), versions(2))
    def test_the_difference_applied_to_the_old_gives_the_new(self, old, new):
        expected = [(c.clause_id, c.parent, full_text(c)) for c in new]
        assert applied(old, compare(old, new)) == expected

    @given(versions(1), versions(2))
    def test_each_clause_of_either_version_stands_there_once(self, old, new):
        shown = [c.clause.clause_id for c in compare(old, new)]
        assert sorted(shown) == sorted({c.clause_id for c in [*old, *new]})

    @given(versions(1), versions(2))
    def test_backwards_what_came_has_gone(self, old, new):
        def by_status(changes, status):
            return {c.clause.clause_id for c in changes if c.status == status}

        there, back = compare(old, new), compare(new, old)
        assert by_status(there, "added") == by_status(back, "removed")
        assert by_status(there, "changed") == by_status(back, "changed")

    @given(versions(1))
    def test_nothing_differs_from_itself(self, version):
        assert {c.status for c in compare(version, version)} <= {"unchanged"}


class TestMoving:
    def test_what_moves_along_with_its_section_has_not_moved(self):
        old = [Words(1, None, "a"), Words(2, 1, "x"), Words(3, None, "b"), Words(4, 3, "y")]
        new = [Words(3, None, "b"), Words(4, 3, "y"), Words(1, None, "a"), Words(2, 1, "x")]
        assert len(moved(old, new)) == 1
        assert moved(old, new) < {1, 3}

    def test_as_few_as_possible_have_moved(self):
        old = [Words(n, None, "x") for n in range(1, 7)]
        new = [old[n] for n in (2, 3, 4, 5, 0, 1)]
        assert moved(old, new) == {1, 2}

    def test_a_removed_clause_keeps_its_place_though_its_neighbour_moved_away(self):
        old = [Words(n, None, "x") for n in (1, 2, 3, 4, 5)]
        new = [Words(n, None, "x") for n in (1, 4, 5, 2)]
        assert moved(old, new) == {2}
        assert [c.clause.clause_id for c in compare(old, new)] == [1, 3, 4, 5, 2]

    def test_a_removed_section_stands_with_all_that_stood_under_it(self):
        old = [Words(1, None, "a"), Words(2, None, "s"), Words(3, 2, "x"), Words(4, None, "d")]
        new = [Words(1, None, "a"), Words(4, None, "d")]
        assert [c.clause.clause_id for c in compare(old, new)] == [1, 2, 3, 4]


class TestReading:
    def test_a_sentence_written_anew_is_not_taken_apart_word_by_word(self):
        old = "You must ring the unit and tell them all about it today."
        new = "Somebody else writes to a branch and waits for an answer."
        assert compare_words(old, new) == [("removed", old), ("added", new)]

    def test_a_word_between_two_small_changes_stays(self):
        runs = compare_words("keep one log a day", "keep two log each day")
        assert ("same", " log") in runs

    @given(versions(1), versions(2))
    def test_without_its_heading_a_change_gives_the_texts(self, old, new):
        for change in compare(old, new):
            runs = body_words(change)
            sides = {"added": change.old, "removed": change.new}
            if change.old and change.new and change.old.heading != change.new.heading:
                continue
            for left_out, clause in sides.items():
                if clause:
                    assert "".join(text for op, text in runs if op != left_out) == clause.text


def test_a_long_text_is_compared_in_reasonable_time_word_by_word():
    old = [f"word{n}" for n in range(5000)]
    new = [word if n % 10 else "other" for n, word in enumerate(old)]
    runs = compare_words(" ".join(old), " ".join(new))
    assert sum(op == "added" for op, _ in runs) == 500
