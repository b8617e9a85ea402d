"""Which clause is which, when a document comes back: each rule, and what is left to a person."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.drafting.importing.matching import OldClause, match
from policies.drafting.importing.result import Asked, Matching, Rule
from policies.drafting.importing.tree import ParsedClause, give_keys

PHOTOS = "Do not publish photographs of clients, their families or their homes on any site."
PHONES = "Keep your own telephone number to yourself; give the number of the office instead."
FRIENDS = "Refuse every request for friendship from a client and tell your team leader at once."
RECORDS = "Put a record of the contact on the file within two working days of receiving it."


def old(uid: str, text: str = "", *, number: str = "", heading: str = "", under: str | None = None):
    return OldClause(uid, f"x-{uid}", number, heading, text, under)


def new(text: str = "", *under: ParsedClause, **fields: str) -> ParsedClause:
    return ParsedClause(key="", text=text, children=list(under), **fields)


def matched(olds: list[OldClause], *tree: ParsedClause) -> Matching:
    give_keys(tree)
    return match(olds, tree)


def pairs(found: Matching) -> dict[str, tuple[str, Rule]]:
    return {pair.old: (pair.new, pair.rule) for pair in found.pairs}


class TestByTheIdInTheFile:
    def test_it_counts_whatever_the_words_and_the_place(self):
        uid = str(uuid4())
        found = matched([old(uid, PHOTOS, number="4")], new(PHONES, uid=uid, number="9"))
        assert pairs(found) == {uid: ("1", Rule.EMBEDDED)}

    def test_however_it_is_written(self):
        uid = uuid4()
        found = matched([old(str(uid), PHOTOS)], new(PHONES, uid=uid.hex.upper()))
        assert pairs(found) == {str(uid): ("1", Rule.EMBEDDED)}

    def test_a_short_id_will_do(self):
        found = matched([old("a", PHOTOS)], new(PHONES, short_id="x-a"))
        assert pairs(found) == {"a": ("1", Rule.EMBEDDED)}

    def test_one_that_stands_twice_is_a_conflict(self):
        found = matched([old("a", PHOTOS)], new(PHOTOS, uid="a"), new(PHONES, uid="a"))
        assert (found.pairs, found.unmatched, found.added) == ((), ("a",), ())
        assert [(s.kind, s.old, s.new) for s in found.suggestions] == [
            (Asked.CONFLICT, ("a",), ("1",)),
            (Asked.CONFLICT, ("a",), ("2",)),
        ]
        assert "more than one clause" in found.suggestions[0].why

    def test_one_of_another_policy_is_a_conflict_even_for_known_words(self):
        found = matched([old("a", PHOTOS)], new(PHOTOS, uid=str(uuid4())))
        assert found.pairs == ()
        [asked] = found.suggestions
        assert (asked.kind, asked.old) == (Asked.CONFLICT, ())
        assert "no clause of this version" in asked.why

    def test_two_ids_that_name_different_clauses(self):
        found = matched([old("a", PHOTOS), old("b", PHONES)], new(PHOTOS, uid="a", short_id="x-b"))
        assert found.pairs == ()
        assert "different clauses" in found.suggestions[0].why

    def test_an_id_with_the_words_of_another_clause(self):
        found = matched([old("a", PHOTOS), old("b", PHONES)], new(PHONES, uid="a"))
        assert found.pairs == ()
        [asked] = found.suggestions
        assert (asked.kind, set(asked.old)) == (Asked.CONFLICT, {"a", "b"})


class TestByTheWords:
    def test_the_same_words_anywhere(self):
        olds = [old("a", PHOTOS, number="1", heading="Photos"), old("b", PHONES, number="2")]
        found = matched(olds, new(PHONES, number="1"), new(PHOTOS, number="7", heading="Pictures"))
        assert pairs(found) == {"a": ("2", Rule.WORDS), "b": ("1", Rule.WORDS)}

    def test_quotation_marks_capitals_and_white_space_say_nothing(self):
        found = matched(
            [old("a", "Don't “like” a client’s post - ever.")],
            new("don’t 'LIKE' a\u00a0client's\npost – ever"),
        )
        assert pairs(found) == {"a": ("1", Rule.WORDS)}

    def test_twins_are_told_apart_by_where_they_stand(self):
        olds = [
            old("s1", heading="Photos"),
            old("a", FRIENDS, under="s1"),
            old("s2", heading="Telephones"),
            old("b", FRIENDS, under="s2"),
        ]
        found = matched(
            olds,
            new("", new(FRIENDS), heading="Telephones"),
            new("", new(FRIENDS), heading="Photos"),
        )
        assert {o: n for o, (n, _) in pairs(found).items()} == {
            "s1": "2", "a": "2.1", "s2": "1", "b": "1.1"
        }  # fmt: skip

    def test_twins_of_which_one_is_gone_are_asked_about(self):
        found = matched([old("a", FRIENDS), old("b", PHONES), old("c", FRIENDS)], new(FRIENDS))
        [asked] = found.suggestions
        assert (asked.kind, set(asked.old), found.pairs) == (Asked.TIE, {"a", "c"}, ())


class TestByNumberAndHeading:
    def test_half_the_words_under_the_same_number(self):
        said = "Do not publish photographs of clients or of where they live, on or off duty."
        found = matched([old("a", PHOTOS, number="4.2")], new(said, number="4.2."))
        assert pairs(found)["a"][1] == Rule.NUMBER

    def test_the_same_number_with_other_words_is_another_clause(self):
        found = matched([old("a", PHOTOS, number="4.2")], new(RECORDS, number="4.2"))
        assert (found.pairs, found.added, found.unmatched) == ((), ("1",), ("a",))

    def test_a_number_gives_way_to_a_better_fit(self):
        olds = [old("a", PHOTOS, number="1"), old("b", f"{PHOTOS} Never.", number="2")]
        found = matched(olds, new(f"{PHOTOS} Never ever.", number="1"))
        assert "a" not in pairs(found)

    def test_the_same_heading_under_the_same_clause(self):
        olds = [old("s", heading="Photos"), old("a", PHOTOS, heading="Homes", under="s")]
        found = matched(olds, new("", new(RECORDS, heading="homes"), heading="Photos"))
        assert pairs(found)["a"] == ("1.1", Rule.HEADING)

    def test_a_heading_that_stands_twice_says_nothing(self):
        olds = [old("a", PHOTOS, heading="Homes"), old("b", PHONES, heading="Homes")]
        found = matched(olds, new(RECORDS, heading="Homes"))
        assert found.pairs == ()

    def test_a_section_is_known_by_what_stands_under_it(self):
        olds = [
            old("s", heading="Photos"),
            old("a", PHOTOS, under="s"),
            old("b", PHONES, under="s"),
        ]
        found = matched(olds, new("", new(PHOTOS), new(PHONES), heading="Images and numbers"))
        assert pairs(found)["s"] == ("1", Rule.ASSIGNED)


class TestByTheBestPairing:
    def test_reworded_and_moved(self):
        said = "Refuse each request for friendship from a client, and tell your team leader."
        olds = [old("a", FRIENDS, number="2"), old("b", RECORDS, number="3")]
        found = matched(olds, new(RECORDS, number="1"), new(said, number="8"))
        assert pairs(found)["a"] == ("2", Rule.ASSIGNED)
        assert found.pairs[1].likeness >= 0.6

    def test_between_two_that_are_as_good_a_person_decides(self):
        olds = [old("a", f"{FRIENDS} Always."), old("b", f"{FRIENDS} Indeed.")]
        found = matched(olds, new(f"{FRIENDS} Today."))
        [asked] = found.suggestions
        assert (found.pairs, asked.kind) == ((), Asked.TIE)
        assert {c.old for c in asked.candidates} == {"a", "b"}

    def test_a_new_clause_like_one_that_stays_does_not_take_the_place_of_a_deleted_one(self):
        olds = [old("a", FRIENDS), old("b", FRIENDS.replace("client", "journalist") + " Or not.")]
        found = matched(olds, new(FRIENDS.replace("client", "parent")), new(FRIENDS))
        assert pairs(found) == {"a": ("2", Rule.WORDS)}

    def test_somewhat_alike_is_worth_asking(self):
        said = "Refuse requests from clients, whatever is asked, and tell your team leader then."
        found = matched([old("a", FRIENDS)], new(said))
        assert [s.kind for s in found.suggestions] == [Asked.NEAR]

    def test_else_it_is_new_and_the_old_one_gone(self):
        found = matched([old("a", FRIENDS)], new(RECORDS))
        assert (found.added, found.unmatched, found.suggestions) == (("1",), ("a",), ())


class TestSplitsAndMerges:
    def test_a_clause_in_two_is_asked_about_though_its_number_stayed(self):
        found = matched(
            [old("a", f"{PHOTOS} {PHONES}", number="3")],
            new(PHOTOS, number="3"),
            new(PHONES, number="4"),
        )
        [asked] = found.suggestions
        assert (asked.kind, asked.old, asked.new) == (Asked.SPLIT, ("a",), ("1", "2"))
        assert (found.pairs, found.added, found.unmatched) == ((), (), ("a",))

    def test_two_clauses_in_one(self):
        found = matched(
            [old("a", PHOTOS, number="3"), old("b", PHONES, number="4")],
            new(f"{PHOTOS} {PHONES}", number="3"),
        )
        [asked] = found.suggestions
        assert (asked.kind, asked.old, asked.new) == (Asked.MERGE, ("a", "b"), ("1",))

    def test_a_sentence_more_is_no_merge(self):
        found = matched([old("a", PHOTOS, number="3")], new(f"{PHOTOS} Ask first.", number="3"))
        assert pairs(found) == {"a": ("1", Rule.NUMBER)}


WORD = st.sampled_from(
    ["ask", "your", "team", "leader", "before", "you", "post", "a", "photo", "of", "any", "client"]
)
TEXT = st.lists(WORD, max_size=8).map(" ".join)
CLAUSES = st.lists(st.tuples(TEXT, TEXT, st.sampled_from(["", "1", "2", "3"])), max_size=7)


@given(CLAUSES, CLAUSES, st.randoms())
def test_every_clause_is_accounted_for_once(olds, news, chance):
    before = [old(str(n), text, heading=h, number=num) for n, (text, h, num) in enumerate(olds)]
    tree = [
        new(text, heading=h, number=num, uid=chance.choice(["", "", "0", "1", "lost"]))
        for text, h, num in news
    ]
    found = matched(before, *tree)
    paired = [pair.new for pair in found.pairs]
    asked = {key for s in found.suggestions for key in s.new}
    assert sorted([*paired, *found.added, *asked]) == sorted(c.key for c in tree)
    assert sorted([*(p.old for p in found.pairs), *found.unmatched]) == sorted(
        o.uid for o in before
    )
    assert {uid for s in found.suggestions for uid in s.old} <= set(found.unmatched)
    assert Matching.from_json(found.as_json()) == found


@pytest.mark.parametrize("numbered", [True, False])
def test_a_document_without_a_change_is_the_same_throughout(numbered):
    texts = [PHOTOS, PHONES, FRIENDS, RECORDS, FRIENDS]
    olds = [old(str(n), text, number=str(n)) for n, text in enumerate(texts)]
    tree = [new(text, number=str(n) if numbered else "") for n, text in enumerate(texts)]
    assert {p.old: p.new for p in matched(olds, *tree).pairs} == {
        str(n): str(n + 1) for n in range(len(texts))
    }
