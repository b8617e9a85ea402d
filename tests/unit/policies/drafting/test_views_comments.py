"""Comments through the pages: at a clause, at words of it, answered, settled, gone."""

import pytest
from django.urls import reverse
from django.utils import timezone

from policies.drafting import actions
from policies.drafting.models import ReviewComment
from tests.support.html import links, page, words

QUOTE = "an account of your own"


@pytest.fixture
def approvers(as_user):
    """The approver's browser."""
    return as_user("approver")


@pytest.fixture
def asked(approver, submitted, words) -> ReviewComment:
    return actions.comment(
        by=approver,
        version=submitted,
        clause=words(submitted, "yj-069"),
        quote=QUOTE,
        text="Which accounts?",
    )


def send(client, address: str, **fields):
    return client.post(address, fields, follow=True)


def test_commenting_on_a_clause(approvers, submitted):
    changes = reverse("draft_changes", args=[submitted.pk])
    address = f"{reverse('comment_add', args=[submitted.pk])}?clause=yj-069"
    assert address in links(approvers.get(changes))
    assert "Never through an account of your own." in words(approvers.get(address))
    response = send(approvers, address, quote=QUOTE, text="Which <b>accounts</b>?")
    assert response.redirect_chain[-1][0] == f"{changes}#yj-069"
    card = page(response).find(id="yj-069")
    assert "Open comment Approver, Marcus Webb" in words(card)
    assert words(card.find("blockquote")) == QUOTE
    assert "Which <b>accounts</b>?" in words(card)


def test_commenting_on_the_whole_and_on_a_clause_that_does_not_change(approvers, submitted):
    address = reverse("comment_add", args=[submitted.pk])
    send(approvers, address, text="Tell the leaders first.")
    send(approvers, f"{address}?clause=yj-070", text="Why not this one?")
    changes = words(approvers.get(reverse("draft_changes", args=[submitted.pk])))
    assert "The whole text Open comment" in changes
    assert "11.2 The risk to you Open comment" in changes


def test_words_that_are_not_there_are_refused_and_kept(approvers, submitted):
    address = f"{reverse('comment_add', args=[submitted.pk])}?clause=yj-069"
    response = send(approvers, address, quote="no such words", text="My long thought")
    assert response.status_code == 409
    assert "These words do not stand in the clause." in words(response)
    assert "no such words" in words(response)
    assert "My long thought" in words(response)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", "Write what you want to say about it."),
        ("x" * 5_001, "Shorten the comment to 5,000 characters"),
    ],
)
def test_a_comment_of_nothing_or_too_much(approvers, submitted, typed, problem):
    response = send(approvers, reverse("comment_add", args=[submitted.pk]), text=typed)
    assert response.status_code == 400
    assert problem in words(response)
    assert not submitted.comments.exists()


def test_a_clause_that_the_draft_does_not_have(approvers, submitted):
    address = reverse("comment_add", args=[submitted.pk])
    for clause in ("no-such-clause", "dhs-001", "\x00"):
        assert approvers.get(address, {"clause": clause}).status_code == 404


def test_the_editor_answers_and_the_approver_settles(desk, approvers, asked):
    address = reverse("comment_detail", args=[asked.pk])
    empty = send(desk, address, text=" ")
    assert empty.status_code == 400
    assert "Write your answer." in words(empty)
    assert "Editor, Grace Kim" in words(send(desk, address, text="All of them."))
    done = send(approvers, reverse("comment_settle", args=[asked.pk]))
    assert "Settled by Marcus Webb" in words(page(done).find(id="yj-069"))
    again = send(approvers, reverse("comment_settle", args=[asked.pk]))
    assert again.status_code == 409
    assert "settled this comment already" in words(again)


def test_an_answer_has_no_page_of_its_own(desk, asked, editor):
    answer = actions.answer(by=editor, comment=asked, text="All.")
    assert desk.get(reverse("comment_detail", args=[answer.pk])).status_code == 404


def test_open_comments_stand_beside_the_clause_that_is_edited(desk, approver, asked, edit, editor):
    version = asked.version
    actions.return_for_changes(by=approver, version=version, review_note="")
    address = reverse("clause_edit", args=[version.pk, "yj-069"])
    shown = page(desk.get(address)).find("section", attrs={"aria-labelledby": "remarks"})
    assert "1 open comment" in words(shown)
    assert f"{QUOTE} Which accounts?" in words(shown)
    assert reverse("comment_detail", args=[asked.pk]) in links(shown)
    edit(version, "yj-069", body_markdown="Never through any account.")
    assert "These words are no longer in the clause." in words(desk.get(address))
    actions.settle(by=editor, comment=asked)
    assert "open comment" not in words(desk.get(address))


def test_the_draft_says_how_many_are_open(desk, asked):
    detail = desk.get(reverse("draft_detail", args=[asked.version_id]))
    assert "1 open comment to answer or settle." in words(detail)


def test_a_comment_on_a_clause_that_left_the_draft(desk, approver, asked, editor, words):
    version = asked.version
    actions.return_for_changes(by=approver, version=version, review_note="")
    clause = words(version, "yj-069")
    actions.remove_clause(
        by=editor, clause_version=clause, revision=clause.revision, reason="Said twice."
    )
    response = desk.get(reverse("draft_changes", args=[version.pk]))
    assert "no longer in the clause" in response.content.decode()
    detail = desk.get(reverse("comment_detail", args=[asked.pk]))
    assert "The clause as the draft has it" not in detail.content.decode()


def test_returning_needs_a_note_or_an_open_comment(approvers, submitted, approver):
    address = reverse("draft_return", args=[submitted.pk])
    assert send(approvers, address, review_note="").status_code == 400
    actions.comment(by=approver, version=submitted, clause=None, text="Look again.")
    response = send(approvers, address, review_note="")
    assert "Returned. The editors see what you asked for." in words(response)


def test_what_left_the_desk_takes_no_comment(approvers, asked, approver):
    actions.approve(by=approver, version=asked.version)
    version = asked.version
    actions.publish(by=approver, version=version, effective_from=timezone.localdate())
    assert "has left the desk" in words(approvers.get(reverse("comment_add", args=[version.pk])))
    response = send(approvers, reverse("comment_detail", args=[asked.pk]), text="Oh.")
    assert response.status_code == 409
    assert "you cannot comment on it" in words(response)


def test_many_comments_cost_no_more(desk, approver, submitted, django_assert_max_num_queries):
    for number in range(12):
        said = actions.comment(by=approver, version=submitted, clause=None, text=f"Say {number}")
        actions.answer(by=approver, comment=said, text="Yes.")
    with django_assert_max_num_queries(10):
        desk.get(reverse("draft_changes", args=[submitted.pk]))
