"""Moving, splitting and merging through the pages."""

import pytest
from django.urls import reverse
from django.utils import timezone

from policies.drafting import actions
from policies.drafting.shapes import pieces
from policies.library.markup import to_html, to_markdown
from policies.library.models import ClauseVersion
from tests.support.html import page
from tests.support.html import words as words_of


@pytest.fixture
def go(desk, draft):
    """GET or, with data, POST a page of a clause as the editor."""

    def went(name: str, short_id: str = "yj-069", query: str = "", **data):
        address = reverse(name, args=[draft.pk, short_id]) + query
        return desk.post(address, data, follow=True) if data else desk.get(address)

    return went


def order(draft) -> list[str]:
    return list(draft.clauses.order_by("path").values_list("clause__short_id", flat=True))


@pytest.mark.parametrize(("step", "by"), [("up", -1), ("down", 1)])
def test_a_step_past_the_neighbour(draft, go, step, by):
    before = order(draft)
    place = before.index("yj-070")
    response = go("clause_move", "yj-070", step=step, revision=1)
    assert f"moved {step}." in words_of(response)
    assert order(draft).index("yj-070") == place + by


def test_no_step_beyond_the_end(desk, draft, go):
    before = order(draft)
    assert "stands at the end already" in words_of(
        go("clause_move", "yj-s01", step="up", revision=1)
    )
    assert order(draft) == before
    row = page(desk.get(reverse("draft_detail", args=[draft.pk]))).find(id="yj-s01")
    assert [b["value"] for b in row.find_all("button", {"name": "step"})] == ["down"]


def test_a_place_from_the_list(draft, go, words):
    form = go("clause_move").context["form"]
    assert form["after"].value() == words(draft, "yj-069").parent.clause.short_id
    assert form["parent"].value() == "under"
    go("clause_move", revision=1, after="", parent="same")
    assert order(draft)[0] == "yj-069"


def test_its_own_part_of_the_tree_is_no_place_for_a_section(draft, go, words):
    child = words(draft, "yj-s01").children.first().clause.short_id
    offered = dict(go("clause_move", "yj-s01").context["form"].fields["after"].choices)
    assert "yj-s01" not in offered
    assert child not in offered
    response = go("clause_move", "yj-s01", revision=1, after=child, parent="under")
    assert response.status_code == 400
    assert "Choose a place" in words_of(response)


# --- splitting ---


@pytest.fixture
def listed(draft, edit):
    """yj-069 with a lead-in and a list."""
    edit(draft, "yj-069", body_markdown="You must:\n\n- ask first\n- write it down\n\nAlways.")


def test_cutting_shows_the_pieces(listed, go):
    main = page(go("clause_split"))
    assert [box["value"] for box in main.find_all("input", {"name": "at"})] == ["1", "2", "3"]
    form = go("clause_split", query="?cut=1&at=2").context["form"]
    assert form["body_0"].value() == "You must:\n\n- ask first"
    assert form["body_1"].value() == "- write it down\n\nAlways."


def test_a_clause_is_split(listed, draft, go, words):
    response = go(
        "clause_split", revision=2, count=3, keeps="1", body_0="Ask.", body_1="Write.", body_2=""
    )
    assert "split into 2 clauses" in words_of(response)
    place = order(draft).index("yj-069")
    assert words(draft, order(draft)[place - 1]).text == "Ask."
    assert words(draft, "yj-069").text == "Write."


def test_one_part_more_keeps_what_is_typed(go):
    response = go("clause_split", count=2, body_0="Typed.", keeps="0", more=1)
    assert response.context["form"].count == 3
    assert response.context["form"]["body_0"].value() == "Typed."


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ({"body_0": "One."}, "Write at least two parts."),
        ({"body_0": "One.", "body_2": "Two.", "keeps": "1"}, "Choose a part that is not empty."),
        ({"body_0": "One.", "body_1": "Two.", "keeps": "x"}, "Select a valid choice"),
        ({"body_0": "One.", "body_1": "x" * 20_001}, "Shorten the text"),
        ({"body_0": "One.", "body_1": "Two.", "revision": ""}, "Read the clause again"),
    ],
)
def test_parts_that_cannot_be_kept_come_back(draft, go, sent, problem):
    before = order(draft)
    response = go("clause_split", **{"revision": 1, "count": 3, "keeps": "0"} | sent)
    assert response.status_code == 400
    assert problem in words_of(response)
    assert "One." in response.content.decode()
    assert order(draft) == before


def test_pieces_put_together_are_the_text(db):
    bodies = ClauseVersion.objects.in_force().exclude(body="").values_list("body", flat=True)
    texts = [to_markdown(body) for body in bodies]
    assert ["".join(pieces(text)) for text in texts] == texts
    assert all(to_html(piece) for text in texts for piece in pieces(text))


# --- merging ---


def test_choosing_what_to_merge(go):
    main = page(go("clause_merge"))
    assert main.find("input", {"name": "with", "value": "yj-070"})
    assert not main.find("input", {"name": "with", "value": "yj-069"})
    assert "Choose at least one other clause." in words_of(go("clause_merge", query="?chosen=1"))


def test_clauses_are_merged(draft, go, words):
    form = go("clause_merge", query="?with=yj-070&with=yj-071").context["form"]
    for short_id in ("yj-069", "yj-070", "yj-071"):
        assert to_markdown(words(draft, short_id).body) in form["body"].value()
    fields = {name: form[name].value() for name in form.fields}
    response = go("clause_merge", **fields | {"with": ["yj-070", "yj-071"], "stays": "yj-070"})
    assert "3 clauses are one now" in words_of(response)
    assert not {"yj-069", "yj-071"} & set(order(draft))


def test_a_merge_without_words_comes_back(draft, go):
    form = go("clause_merge", query="?with=yj-070").context["form"]
    fields = {name: form[name].value() for name in form.fields}
    response = go("clause_merge", **fields | {"with": "yj-070", "heading": "", "body": ""})
    assert response.status_code == 400
    assert "an empty clause says nothing" in words_of(response)
    assert "yj-070" in order(draft)


# --- retiring ---


def test_a_successor_is_named_at_the_old_address(desk, draft, go, words, approver, editor):
    go("clause_remove", revision=1, successor="yj-070", reason="Said there.")
    actions.submit(by=editor, version=draft, note="Said once.", change_class="minor")
    actions.approve(by=approver, version=draft)
    actions.publish(by=approver, version=draft, effective_from=timezone.localdate())
    main = page(desk.get("/c/yj-069/"))
    assert "Replaced: read clause yj-070 in its place. Said there." in words_of(main)


@pytest.mark.parametrize("name", ["clause_move", "clause_split", "clause_merge"])
def test_what_is_no_draft_any_more_is_not_shaped(desk, submitted, name):
    response = desk.get(reverse(name, args=[submitted.pk, "yj-069"]))
    assert response.url == reverse("draft_detail", args=[submitted.pk])
