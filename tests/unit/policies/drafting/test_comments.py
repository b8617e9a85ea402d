"""Comments on a draft: at a clause and a quote of it, with answers, until they are settled."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from policies.drafting import actions
from policies.drafting.actions.errors import Refused
from policies.drafting.models import ReviewComment
from policies.drafting.reading.changes import texts
from policies.drafting.reading.comments import threads_of

QUOTE = "account of your own"


@pytest.fixture
def asked(approver, submitted, words) -> ReviewComment:
    """What the approver said about three words of yj-069."""
    return actions.comment(
        by=approver,
        version=submitted,
        clause=words(submitted, "yj-069"),
        quote=f"  {QUOTE.replace(' ', chr(10), 1)} ",
        text=" Which accounts? ",
    )


def test_a_comment_stands_at_its_clause_and_words(asked, submitted):
    [thread] = threads_of(submitted, texts(submitted))
    assert (thread.first.clause.short_id, thread.first.quote) == ("yj-069", QUOTE)
    assert thread.first.text == "Which accounts?"
    assert thread.quote_stands


def test_words_that_do_not_stand_there_are_not_quoted(approver, submitted, words):
    for clause in (words(submitted, "yj-070"), None):
        with pytest.raises(Refused, match="do not stand in the clause"):
            actions.comment(by=approver, version=submitted, clause=clause, quote=QUOTE, text="?")


def test_a_comment_says_something(approver, submitted):
    with pytest.raises(Refused, match="Write what you want to say"):
        actions.comment(by=approver, version=submitted, clause=None, text=" \x00")


def test_a_quote_that_left_the_clause_is_known_as_gone(asked, approver, submitted, edit):
    actions.return_for_changes(by=approver, version=submitted, review_note="")
    edit(submitted, "yj-069", body_markdown="Never through any account.")
    [thread] = threads_of(submitted, texts(submitted))
    assert not thread.quote_stands
    assert thread.first.quote == QUOTE


def test_answers_follow_and_open_what_was_settled(asked, editor, approver, submitted):
    actions.settle(by=editor, comment=asked)
    assert not submitted.comments.open().exists()
    said = actions.answer(by=editor, comment=asked, text="All of them.")
    actions.answer(by=approver, comment=said, text="Say so.")
    [thread] = threads_of(submitted, texts(submitted))
    assert [answer.text for answer in thread.answers] == ["All of them.", "Say so."]
    assert list(submitted.comments.open()) == [asked]


def test_a_comment_is_settled_once(asked, editor):
    actions.settle(by=editor, comment=asked)
    with pytest.raises(Refused, match="settled this comment already"):
        actions.settle(by=editor, comment=asked)


def test_an_open_comment_says_what_has_to_change(asked, approver, editor, submitted):
    version = actions.return_for_changes(by=approver, version=submitted, review_note=" ")
    assert (version.state, version.review_note) == ("returned", "")
    actions.submit(by=editor, version=version, note="Again", change_class="minor")
    actions.settle(by=editor, comment=asked)
    with pytest.raises(Refused, match="Say what has to change"):
        actions.return_for_changes(by=approver, version=version, review_note=" ")


def test_only_the_desk_comments(asked, worker, submitted):
    with pytest.raises(PermissionDenied):
        actions.comment(by=worker, version=submitted, clause=None, text="Me too.")
    with pytest.raises(PermissionDenied):
        actions.answer(by=worker, comment=asked, text="Me too.")
    with pytest.raises(PermissionDenied):
        actions.settle(by=worker, comment=asked)


def test_what_left_the_desk_is_not_discussed_any_more(asked, editor, approver, submitted):
    actions.approve(by=approver, version=submitted)
    actions.publish(by=approver, version=submitted, effective_from=timezone.localdate())
    for act in (
        lambda: actions.comment(by=editor, version=submitted, clause=None, text="Oh."),
        lambda: actions.answer(by=editor, comment=asked, text="Oh."),
        lambda: actions.settle(by=editor, comment=asked),
    ):
        with pytest.raises(Refused, match="you cannot comment on it"):
            act()


def test_three_threads_cost_one_query(asked, submitted, editor, django_assert_num_queries):
    actions.answer(by=editor, comment=asked, text="All.")
    for text in ("One", "Two"):
        actions.settle(
            by=editor,
            comment=actions.comment(by=editor, version=submitted, clause=None, text=text),
        )
    clauses = texts(submitted)
    with django_assert_num_queries(1):
        threads = threads_of(submitted, clauses)
        names = {t.first.by.name for t in threads}
        names |= {t.first.resolved_by.name for t in threads if t.first.resolved_by}
        names |= {t.first.clause.short_id for t in threads if t.first.clause}
    assert len(threads) == 3
    assert names
