"""Adding, removing and putting back the clauses of a draft."""

import pytest
from django.core.exceptions import PermissionDenied

from policies.drafting import actions
from policies.drafting.actions.errors import ClauseGone, Refused
from policies.library.models import Clause
from portal.models import Conflict

# --- adding ---


def order(draft) -> list[str]:
    return list(draft.clauses.order_by("path").values_list("clause__short_id", flat=True))


def test_a_new_clause_stands_behind_the_one_it_follows(editor, policy, draft, words):
    after = words(draft, "yj-069")
    before = order(draft)
    new = actions.add_clause(
        by=editor,
        version=draft,
        parent=after.parent,
        after=after,
        heading="New",
        body_markdown="Say so.",
        kind="duty",
        strength="must",
    )
    place = before.index("yj-069") + 1
    assert order(draft) == [*before[:place], new.clause.short_id, *before[place:]]
    assert new.parent_id == after.parent_id
    assert new.clause.short_id.startswith("yj-")
    assert new.clause.policy == policy
    assert words(draft, "yj-070").revision == 1


def test_a_new_clause_may_stand_first(editor, draft, words):
    section = words(draft, "yj-s01")
    under = actions.add_clause(
        by=editor, version=draft, parent=section, after=None, heading="Under", kind="scope"
    )
    top = actions.add_clause(
        by=editor, version=draft, parent=None, after=None, heading="Top", kind="section"
    )
    assert order(draft)[:3] == [top.clause.short_id, "yj-s01", under.clause.short_id]


def test_there_is_always_room_for_one_more(editor, draft, words):
    after = words(draft, "yj-069")
    added = [
        actions.add_clause(
            by=editor,
            version=draft,
            parent=after.parent,
            after=after,
            heading=f"New {number}",
            kind="duty",
        ).clause.short_id
        for number in range(15)
    ]
    place = order(draft).index("yj-069") + 1
    assert order(draft)[place : place + 16] == [*reversed(added), "yj-070"]
    assert words(draft, "yj-071").parent_id == words(draft, "yj-069").parent_id


def test_short_ids_are_never_used_again(editor, policy, draft):
    def add() -> str:
        clause = actions.add_clause(
            by=editor, version=draft, parent=None, after=None, heading="New", kind="section"
        )
        actions.remove_clause(
            by=editor, clause_version=clause, revision=clause.revision, reason="Said twice."
        )
        return clause.clause.short_id

    first = add()
    taken = f"yj-{int(first.removeprefix('yj-')) + 1}"
    Clause.objects.create(policy=policy, short_id=taken)
    second = add()
    assert second not in (first, taken)
    assert set(Clause.objects.values_list("short_id", flat=True)) >= {first, taken, second}


def test_a_place_that_is_gone_is_refused(editor, draft, version_1, words):
    elsewhere = words(version_1, "yj-069")
    with pytest.raises(Refused, match="Choose the place again"):
        actions.add_clause(
            by=editor, version=draft, parent=None, after=elsewhere, heading="New", kind="duty"
        )
    with pytest.raises(Refused, match="stands elsewhere now"):
        actions.add_clause(
            by=editor,
            version=draft,
            parent=None,
            after=words(draft, "yj-069"),
            heading="New",
            kind="duty",
        )


# --- removing and putting back ---


def remove(editor, clause) -> None:
    actions.remove_clause(
        by=editor, clause_version=clause, revision=clause.revision, reason="Said twice."
    )


def test_a_removed_clause_stays_in_the_versions_before(editor, draft, version_1, words):
    remove(editor, words(draft, "yj-069"))
    assert "yj-069" not in order(draft)
    assert words(version_1, "yj-069").text
    assert Clause.objects.filter(short_id="yj-069").exists()


def test_removing_over_somebody_elses_words_is_a_conflict(editor, draft, edit, words):
    stale = words(draft, "yj-069")
    edit(draft, "yj-069", heading="Newer")
    with pytest.raises(Conflict) as conflict:
        remove(editor, stale)
    assert conflict.value.current.heading == "Newer"


def test_a_section_goes_after_its_clauses(editor, draft, words):
    with pytest.raises(Refused, match="Other clauses stand under this one"):
        remove(editor, words(draft, "yj-s01"))


def test_writing_in_a_removed_clause_is_told(editor, admin, draft, words):
    stale = words(draft, "yj-069")
    remove(editor, words(draft, "yj-069"))
    with pytest.raises(ClauseGone, match="while you were writing"):
        actions.edit_clause(by=admin, clause_version=stale, revision=1, heading="Mine")
    with pytest.raises(ClauseGone, match="already removed"):
        remove(admin, stale)


def test_a_removed_clause_comes_back_where_it_stood(editor, draft, version_1, words):
    before = order(draft)
    for short_id in ("yj-069", "yj-070"):
        remove(editor, words(draft, short_id))
    for short_id in ("yj-070", "yj-069"):
        actions.restore_clause(
            by=editor, version=draft, clause=Clause.objects.get(short_id=short_id)
        )
    assert order(draft) == before
    assert words(draft, "yj-069").hash == words(version_1, "yj-069").hash
    assert words(draft, "yj-069").source == words(version_1, "yj-069").source


def test_only_what_is_missing_comes_back(editor, draft, words):
    with pytest.raises(Refused, match="nothing to put back"):
        actions.restore_clause(
            by=editor, version=draft, clause=Clause.objects.get(short_id="yj-069")
        )


def test_a_clause_comes_back_after_its_section(editor, draft, words):
    under = [words(draft, short_id) for short_id in ("yj-001", "yj-002")]
    for clause in [*under, words(draft, "yj-s01")]:
        remove(editor, clause)
    with pytest.raises(Refused, match="Put that back first"):
        actions.restore_clause(
            by=editor, version=draft, clause=Clause.objects.get(short_id="yj-001")
        )
    for short_id in ("yj-s01", "yj-001", "yj-002"):
        actions.restore_clause(
            by=editor, version=draft, clause=Clause.objects.get(short_id=short_id)
        )
    assert order(draft)[:3] == ["yj-s01", "yj-001", "yj-002"]


# --- when and who ---


@pytest.mark.parametrize("state", ["submitted", "approved", "published"])
def test_only_a_draft_is_written_in(request, editor, words, state):
    version = request.getfixturevalue(state)
    clause = words(version, "yj-070")
    gone = Clause.objects.get(short_id="yj-071")
    tries = [
        lambda: actions.edit_clause(by=editor, clause_version=clause, revision=1, heading="x"),
        lambda: actions.add_clause(
            by=editor, version=version, parent=None, after=None, heading="x", kind="duty"
        ),
        lambda: actions.remove_clause(
            by=editor, clause_version=clause, revision=1, reason="Said twice."
        ),
        lambda: actions.restore_clause(by=editor, version=version, clause=gone),
    ]
    for attempt in tries:
        with pytest.raises(Refused, match="you cannot change its text any more"):
            attempt()


def test_only_editors_write_in_a_draft(worker, approver, draft, words):
    clause = words(draft, "yj-069")
    for person in (worker, approver):
        with pytest.raises(PermissionDenied):
            actions.edit_clause(by=person, clause_version=clause, revision=1, heading="x")
        with pytest.raises(PermissionDenied):
            actions.remove_clause(
                by=person, clause_version=clause, revision=1, reason="Said twice."
            )
        with pytest.raises(PermissionDenied):
            actions.add_clause(
                by=person, version=draft, parent=None, after=None, heading="x", kind="duty"
            )
        with pytest.raises(PermissionDenied):
            actions.restore_clause(by=person, version=draft, clause=clause.clause)
