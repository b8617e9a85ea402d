from datetime import date

import pytest

from policies.library.models import Citation, ClauseVersion, Definition, PolicyVersion
from policies.sample import documents
from policies.tasks.models import RoleTask

pytestmark = pytest.mark.django_db


def clause(short_id: str, body: str = "Do it.", **more: object) -> dict:
    return {
        "id": short_id,
        "kind": "duty",
        "strength": "must",
        "body": body,
        "words": "must",
    } | more


def version(number: int, first_day: date, clauses: list[dict], **more: object) -> dict:
    return {
        "number": number,
        "effective_from": first_day,
        "change_class": "material",
        "note": f"Text {number}.",
        "clauses": clauses,
    } | more


@pytest.fixture
def load(person):
    """Load a small policy with these versions."""

    def load_it(*versions: dict):
        data = {"code": "small", "title": "Small", "kind": "policy", "binds": {"DSS": 7}}
        return documents.load(
            data | {"versions": versions}, author=person("editor"), approver=person("approver")
        )

    return load_it


def section(*children: dict) -> dict:
    return {"id": "s-1", "kind": "section", "heading": "First", "children": list(children)}


class TestTwoVersions:
    @pytest.fixture
    def policy(self, load):
        return load(
            version(1, date(2025, 1, 1), [section(clause("s-a", "Old."), clause("s-b"))]),
            version(2, date(2025, 7, 1), [section(clause("s-a", "New."), clause("s-c"))]),
        )

    def test_each_is_in_force_in_its_time(self, policy):
        for day, words in ((date(2025, 6, 30), "Old."), (date(2025, 7, 1), "New.")):
            text = ClauseVersion.objects.in_force(day).get(clause__short_id="s-a").text
            assert text == words

    def test_a_clause_is_the_same_in_both(self, policy):
        assert policy.clauses.count() == 4
        assert policy.clauses.get(short_id="s-a").versions.count() == 2
        assert policy.clauses.get(short_id="s-b").versions.count() == 1

    def test_the_author_did_not_approve(self, policy):
        for one in PolicyVersion.objects.filter(policy=policy):
            assert one.author != one.approver

    def test_whom_it_binds(self, policy):
        assert [(b.policy_set.code, b.order) for b in policy.bindings.all()] == [("DSS", 7)]


class TestOneVersion:
    def test_clauses_stand_under_their_sections(self, load):
        policy = load(
            version(1, date(2025, 1, 1), [section(clause("s-a", children=[clause("s-b")]))])
        )
        words = {c.clause.short_id: c for c in policy.versions.get().clauses.all()}
        assert [words[i].path for i in ("s-1", "s-a", "s-b")] == [[1], [1, 1], [1, 1, 1]]
        assert words["s-b"].parent == words["s-a"]

    def test_markdown_becomes_clean_html(self, load):
        body = "You *must* <b>not</b>\n\n- one\n- two"
        policy = load(version(1, date(2025, 1, 1), [clause("s-a", body)]))
        [words] = policy.versions.get().clauses.all()
        assert words.body.startswith("<p>You <em>must</em> &lt;b&gt;not&lt;/b&gt;</p>")
        assert words.text == "You must <b>not</b>\none\ntwo"

    def test_definitions_and_tasks_rest_on_their_clauses(self, load):
        policy = load(
            version(
                1,
                date(2025, 1, 1),
                [clause("s-a"), clause("s-b")],
                definitions=[{"term": "It", "clause": "s-a", "meaning": "That."}],
                role_tasks=[
                    {"role": "dhs-web-design-manager", "task": "Do it", "clause": "s-a"},
                    {"role": "dhs-web-design-manager", "task": "Do it again", "clause": "s-b"},
                ],
            )
        )
        definition = Definition.objects.get(policy=policy)
        tasks = list(RoleTask.objects.filter(clause__policy=policy))
        assert [(t.what, t.order, t.clause.short_id) for t in tasks] == [
            ("Do it", 1, "s-a"),
            ("Do it again", 2, "s-b"),
        ]
        for thing, short_id in ((definition, "s-a"), (tasks[1], "s-b")):
            assert Citation.objects.of(thing).get().clause.short_id == short_id

    def test_a_reference_is_named_by_its_own_clause_and_those_that_name_it(self, load):
        act = {"key": "act", "kind": "legislation", "title": "An Act", "clause": "s-a"}
        policy = load(
            version(
                1,
                date(2025, 1, 1),
                [clause("s-a"), clause("s-b", references=["act"]), clause("s-c")],
                references=[act],
            )
        )
        named_in = policy.references.get().clauses.values_list("short_id", flat=True)
        assert set(named_in) == {"s-a", "s-b"}
