"""Moving, splitting, merging and retiring the clauses of a draft."""

import pytest
from django.core.exceptions import PermissionDenied

from policies.drafting import actions
from policies.drafting.actions.errors import ClauseGone, Refused
from policies.drafting.actions.places import sibling_before
from portal.models import AuditEvent, Conflict


@pytest.fixture
def order(draft):
    """The short ids of the draft in reading order."""
    return lambda: list(draft.clauses.order_by("path").values_list("clause__short_id", flat=True))


@pytest.fixture
def move(editor, draft, words):
    def moved(short_id: str, under: str | None, behind: str | None):
        clause = words(draft, short_id)
        return actions.move_clause(
            by=editor,
            clause_version=clause,
            revision=clause.revision,
            parent=words(draft, under) if under else None,
            after=words(draft, behind) if behind else None,
        )

    return moved


@pytest.fixture
def retire(editor, draft, words):
    def retired(short_id: str, reason: str = "", successors=()):
        clause = words(draft, short_id)
        actions.remove_clause(
            by=editor,
            clause_version=clause,
            revision=clause.revision,
            reason=reason,
            successors=[words(draft, successor) for successor in successors],
        )

    return retired


@pytest.fixture
def split(editor, draft, words):
    def parts(short_id: str, *bodies: str, keeps: int | None = 0):
        clause = words(draft, short_id)
        return actions.split_clause(
            by=editor,
            clause_version=clause,
            revision=clause.revision,
            parts=[{"heading": "", "body_markdown": body} for body in bodies],
            keeps=keeps,
        )

    return parts


@pytest.fixture
def merge(editor, draft, words):
    def merged(into: str, *others: str, body: str = "All in one."):
        clauses = {c: c.revision for c in (words(draft, s) for s in (into, *others))}
        return actions.merge_clauses(
            by=editor, into=words(draft, into), clauses=clauses, body_markdown=body
        )

    return merged


def became(draft) -> set[tuple[str, str, str | None]]:
    """(clause, how, successor) of all that left the draft."""
    rows = draft.successions.select_related("clause", "successor")
    return {(r.clause.short_id, r.how, r.successor and r.successor.short_id) for r in rows}


# --- moving ---


def test_a_section_moves_with_all_that_stands_under_it(draft, words, order, move):
    section = words(draft, "yj-s01")
    size = draft.clauses.filter(path__0_1=section.path).count()
    before = order()
    last = draft.clauses.filter(parent=None).select_related("clause").last()
    moved = move("yj-s01", None, last.clause.short_id)
    assert order() == [*before[size:], *before[:size]]
    assert moved.clause == section.clause
    back = move("yj-s01", None, None)
    assert order() == before
    assert back.parent is None


def test_a_clause_moves_to_another_parent(draft, words, order, move):
    move("yj-069", "yj-s01", None)
    place = order().index("yj-s01")
    assert order()[place + 1] == "yj-069"
    assert words(draft, "yj-069").parent == words(draft, "yj-s01")


def test_moving_to_where_it_stands_changes_nothing(draft, words, move):
    clause = words(draft, "yj-070")
    before = sibling_before(clause)
    move("yj-070", clause.parent.clause.short_id, before.clause.short_id)
    assert words(draft, "yj-070").revision == clause.revision


def test_a_clause_cannot_stand_under_itself(draft, words, move):
    child = words(draft, "yj-s01").children.first()
    with pytest.raises(Refused, match="cannot stand under itself"):
        move("yj-s01", child.clause.short_id, None)
    with pytest.raises(Refused, match="stands elsewhere now"):
        move("yj-070", None, "yj-069")


def test_moving_says_so_in_the_trail(draft, move):
    move("yj-069", "yj-s01", None)
    event = AuditEvent.objects.filter(action="clause.move").latest("pk")
    assert event.data["clause"] == "yj-069"
    assert event.data["after"] == {"under": "yj-s01", "behind": None}


def test_who_writes_in_a_clause_that_was_moved_is_not_stopped(admin, draft, words, move):
    read = words(draft, "yj-069")
    seen = actions.seal(read)
    move("yj-069", "yj-s01", None)
    actions.edit_clause(
        by=admin, clause_version=read, revision=read.revision, seen=seen, body_markdown="Mine."
    )
    assert words(draft, "yj-069").text == "Mine."
    with pytest.raises(Conflict):
        actions.edit_clause(
            by=admin, clause_version=read, revision=read.revision, seen=seen, heading="Late"
        )


# --- splitting ---


def test_the_first_part_stays_the_clause(draft, words, order, split):
    before = order()
    place = before.index("yj-069") + 1
    first, second = split("yj-069", "One.", "Two.")
    assert (first.clause.short_id, first.text, second.text) == ("yj-069", "One.", "Two.")
    assert order() == [*before[:place], second.clause.short_id, *before[place:]]
    assert (second.kind, second.strength, second.source) == (
        first.kind,
        first.strength,
        first.source,
    )
    assert became(draft) == {("yj-069", "split", second.clause.short_id)}


def test_the_editor_chooses_which_part_stays(order, split):
    before = order()
    place = before.index("yj-069")
    one, two, three = split("yj-069", "One.", "Two.", "Three.", keeps=1)
    ids = [part.clause.short_id for part in (one, two, three)]
    assert two.clause.short_id == "yj-069"
    assert order() == [*before[:place], *ids, *before[place + 1 :]]


def test_where_no_part_stays_the_clause_is_gone(draft, words, order, split):
    under = order()[1 : 1 + words(draft, "yj-s01").children.count()]
    one, two = split("yj-s01", "One.", "Two.", keeps=None)
    assert "yj-s01" not in order()
    assert order()[: len(under) + 2] == [one.clause.short_id, *under, two.clause.short_id]
    assert became(draft) == {
        ("yj-s01", "split", one.clause.short_id),
        ("yj-s01", "split", two.clause.short_id),
    }


@pytest.mark.parametrize("bodies", [["One."], ["One.", ""], ["x"] * 21])
def test_too_few_too_many_or_empty_parts_are_refused(draft, words, order, split, bodies):
    before = order()
    with pytest.raises(Refused):
        split("yj-069", *bodies)
    assert order() == before
    assert words(draft, "yj-069").revision == 1


# --- merging ---


def test_several_become_one(draft, words, order, merge):
    before = order()
    merge("yj-070", "yj-069", "yj-071")
    assert order() == [s for s in before if s not in ("yj-069", "yj-071")]
    assert words(draft, "yj-070").text == "All in one."
    assert became(draft) == {("yj-069", "merged", "yj-070"), ("yj-071", "merged", "yj-070")}
    assert {"000-069", "000-070", "000-071"} <= set(words(draft, "yj-070").source)


def test_what_stood_under_those_that_go_stands_under_the_one(draft, words, order, merge):
    sections = list(draft.clauses.filter(parent=None).select_related("clause")[:2])
    kept, gone = (section.clause.short_id for section in sections)
    both = [c.clause.short_id for s in sections for c in s.children.select_related("clause")]
    merge(kept, gone, body="")
    here = words(draft, kept).children.select_related("clause")
    assert [c.clause.short_id for c in here] == both


def test_the_one_that_stays_must_not_stand_under_one_that_goes(draft, words, merge):
    child = words(draft, "yj-s01").children.first().clause.short_id
    with pytest.raises(Refused, match="let the upper one stay"):
        merge(child, "yj-s01")
    merge("yj-s01", child)
    assert not draft.clauses.filter(clause__short_id=child).exists()


def test_nothing_to_merge_is_refused(merge):
    with pytest.raises(Refused, match="at least two"):
        merge("yj-069")


# --- retiring ---


def test_a_published_clause_needs_a_reason_or_a_successor(order, draft, retire):
    with pytest.raises(Refused, match="Say why"):
        retire("yj-069", "  ")
    assert "yj-069" in order()
    retire("yj-069", "Said in the privacy procedure now.")
    retire("yj-070", successors=["yj-071"])
    assert became(draft) == {("yj-069", "retired", None), ("yj-070", "replaced", "yj-071")}


def test_a_successor_that_goes_hands_its_place_on(draft, retire, merge):
    retire("yj-069", successors=["yj-070"])
    merge("yj-071", "yj-070")
    assert became(draft) == {("yj-069", "replaced", "yj-071"), ("yj-070", "merged", "yj-071")}
    retire("yj-071", "All of it goes.")
    assert became(draft) == {(s, "retired", None) for s in ("yj-069", "yj-070", "yj-071")}


def test_a_part_that_goes_back_leaves_no_trace(draft, split, retire):
    _, part = split("yj-069", "One.", "Two.")
    retire(part.clause.short_id)
    assert became(draft) == set()


def test_a_clause_that_comes_back_was_never_replaced(editor, draft, words, retire):
    clause = words(draft, "yj-069").clause
    retire("yj-069", successors=["yj-070"])
    actions.restore_clause(by=editor, version=draft, clause=clause)
    assert became(draft) == set()


def test_a_clause_cannot_take_its_own_place(retire):
    with pytest.raises(Refused, match="Choose again"):
        retire("yj-069", successors=["yj-069"])


# --- who, and when ---


def test_only_editors_and_only_in_a_draft(editor, approver, submitted, words):
    clause, other = words(submitted, "yj-070"), words(submitted, "yj-071")
    for person, refusal in ((approver, PermissionDenied), (editor, Refused)):
        tries = {
            actions.move_clause: {"clause_version": clause, "parent": None, "after": None},
            actions.split_clause: {"clause_version": clause, "parts": [{}, {}]},
        }
        for action, what in tries.items():
            with pytest.raises(refusal):
                action(by=person, revision=1, **what)
        with pytest.raises(refusal):
            actions.merge_clauses(by=person, into=clause, clauses={clause: 1, other: 1})


def test_a_removed_clause_is_not_shaped(editor, draft, words, retire):
    clause = words(draft, "yj-069")
    retire("yj-069", "Said twice.")
    with pytest.raises(ClauseGone):
        actions.split_clause(by=editor, clause_version=clause, revision=1, parts=[{}, {}])


def test_who_shapes_a_draft_does_not_approve_it(admin, editor, draft, words):
    clause = words(draft, "yj-069")
    actions.split_clause(
        by=admin,
        clause_version=clause,
        revision=1,
        parts=[{"body_markdown": "One."}, {"body_markdown": "Two."}],
    )
    actions.submit(by=editor, version=draft, note="Two rules.", change_class="minor")
    with pytest.raises(Refused, match="You worked on this text"):
        actions.approve(by=admin, version=draft)
