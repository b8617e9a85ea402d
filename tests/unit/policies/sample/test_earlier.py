"""Earlier versions of a document, written as differences from the version after them."""

import pytest

from policies.library.models import Citation, ClauseVersion, Policy
from policies.sample.earlier import versions

SECTION = {
    "id": "s1",
    "kind": "section",
    "children": [
        {"id": "a", "number": "1.1", "body": "A.", "source": ["1"], "words": "must", "note": "N."},
        {"id": "b", "number": "1.2", "body": "B.", "source": ["2"], "children": [{"id": "c"}]},
    ],
}
OTHER = {"id": "s2", "kind": "section", "children": [{"id": "d", "number": "2.1"}]}


def before(**differences):
    """The clauses of the version before one that has SECTION and OTHER."""
    data = {"versions": [{"number": 2, "clauses": [SECTION, OTHER]}]}
    earlier, last = versions(data | {"earlier": [{"number": 1, **differences}]})
    assert last["clauses"] == [SECTION, OTHER]
    return earlier["clauses"]


def outline(clauses: list) -> list:
    return [
        (clause["id"], outline(clause["children"])) if clause.get("children") else clause["id"]
        for clause in clauses
    ]


class TestDifferences:
    def test_without_any_the_text_is_the_same(self):
        assert before() == [SECTION, OTHER]

    def test_what_came_later_is_absent_with_all_beneath_it(self):
        assert outline(before(absent=["b"])) == [("s1", ["a"]), ("s2", ["d"])]

    def test_what_went_is_extra_and_carries_no_source(self):
        place = {"under": "s1", "behind": "a", "clause": {"id": "x", "body": "X."}}
        clauses = before(extra=[place])
        assert outline(clauses) == [("s1", ["a", "x", ("b", ["c"])]), ("s2", ["d"])]
        assert clauses[0]["children"][1]["source"] == []

    def test_what_moved_stood_elsewhere(self):
        clauses = before(moved=[{"id": "b", "under": "s2", "behind": "d"}])
        assert outline(clauses) == [("s1", ["a"]), ("s2", ["d", ("b", ["c"])])]

    def test_invented_words_lose_what_belongs_to_the_printed_ones(self):
        [section, _] = before(reworded={"a": {"body": "Z.", "strength": "advised"}})
        assert section["children"][0] == {
            "id": "a",
            "number": "1.1",
            "body": "Z.",
            "strength": "advised",
            "source": [],
            "words": "",
            "note": "",
        }

    def test_other_numbers(self):
        [section, _] = before(numbers={"b": "1.3"})
        assert [c["number"] for c in section["children"]] == ["1.1", "1.3"]

    def test_each_builds_on_the_version_after_it(self):
        data = {"versions": [{"number": 3, "clauses": [SECTION, OTHER]}]}
        steps = [{"number": 2, "absent": ["a"]}, {"number": 1, "absent": ["d"]}]
        first, second, third = versions(data | {"earlier": steps})
        assert [v["number"] for v in (first, second, third)] == [1, 2, 3]
        assert outline(first["clauses"]) == [("s1", [("b", ["c"])]), "s2"]

    @pytest.mark.parametrize(
        "differences",
        [
            {"absent": ["x"]},
            {"moved": [{"id": "a", "under": "x", "behind": "d"}]},
            {"moved": [{"id": "a", "under": "s1", "behind": "d"}]},
            {"extra": [{"under": "s1", "behind": "x", "clause": {"id": "y"}}]},
            {"reworded": {"x": {"body": "Z."}}},
            {"numbers": {"x": "1"}},
        ],
    )
    def test_a_clause_that_is_not_there_is_named(self, differences):
        with pytest.raises(KeyError, match=r"no clause x|does not stand under"):
            before(**differences)


class TestTheSample:
    @pytest.fixture
    def policy(self, db) -> Policy:
        return Policy.objects.get(code="dhs-social-media")

    def test_three_versions_follow_each_other_without_a_gap(self, policy):
        first, second, third = policy.versions.order_by("number")
        assert first.effective.upper == second.effective.lower
        assert second.effective.upper == third.effective.lower
        assert third.effective.upper is None
        assert (second.based_on, third.based_on) == (first, second)

    def test_invented_versions_say_so(self, policy):
        for version in policy.versions.filter(number__lt=3):
            assert version.note.startswith(
                "Invented for the sample, so that there is something to compare: the department's "
                "document has no earlier text here."
            )

    def test_invented_words_name_no_source(self, policy):
        third = {row.clause_id: row.hash for row in policy.versions.get(number=3).clauses.all()}
        invented = [
            row
            for row in ClauseVersion.objects.filter(version__policy=policy, version__number__lt=3)
            if third.get(row.clause_id) != row.hash
        ]
        assert len(invented) > 10
        assert all(row.source == [] and row.strength_words == "" for row in invented)

    def test_what_relies_on_it_rests_on_the_words_in_force(self, policy):
        citations = Citation.objects.filter(clause__policy=policy)
        assert citations.exists()
        assert not citations.suspect().exists()
