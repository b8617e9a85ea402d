"""Editing the clauses of a draft."""

import pytest
from django.db import Error, connection, transaction

from policies.drafting import actions
from policies.drafting.actions.errors import Refused
from policies.library.actions import clause_hash
from policies.library.markup import to_markdown
from policies.library.models import ClauseVersion
from portal.models import Conflict

NASTY = "<script>alert(1)</script> '; DROP TABLE policies_clause; -- <b>bold</b>\x00 ends"


# --- editing ---


def test_an_edit_keeps_words_text_and_hash_together(draft, edit, words):
    edit(
        draft,
        "yj-069",
        heading="  Accounts \n of your own ",
        body_markdown="**Never**.\r\n\r\n- one\r\n- two",
        strength="should",
        strength_words="should not",
        note="A tension.",
    )
    clause = words(draft, "yj-069")
    assert clause.heading == "Accounts of your own"
    assert clause.body.startswith("<p><strong>Never</strong>.</p>")
    assert clause.text == "Never.\none\ntwo"
    assert clause.hash == clause_hash(
        heading=clause.heading, body=clause.body, kind=clause.kind, strength="should"
    )
    assert (clause.strength_words, clause.note) == ("should not", "A tension.")
    assert clause.kind == "prohibition"
    assert clause.revision == 2


def test_saving_every_clause_as_the_form_shows_it_changes_nothing(editor, draft):
    for clause in draft.clauses.all():
        saved = actions.edit_clause(
            by=editor,
            clause_version=clause,
            revision=clause.revision,
            heading=clause.heading,
            body_markdown=to_markdown(clause.body),
            kind=clause.kind,
            strength=clause.strength,
            strength_words=clause.strength_words,
            note=clause.note,
            number=clause.number,
        )
        assert (saved.revision, saved.hash) == (1, clause.hash), clause.number


def test_the_second_writer_gets_both_texts(editor, admin, draft, edit, words):
    stale = words(draft, "yj-069")
    edit(draft, "yj-069", body_markdown="Theirs.")
    with pytest.raises(Conflict) as conflict:
        actions.edit_clause(
            by=admin, clause_version=stale, revision=stale.revision, body_markdown="Mine."
        )
    assert conflict.value.current.text == "Theirs."
    assert conflict.value.mine["text"] == "Mine."
    assert words(draft, "yj-069").text == "Theirs."


def test_sending_the_same_words_twice_is_no_conflict(editor, draft, edit, words):
    stale = words(draft, "yj-069")
    edit(draft, "yj-069", body_markdown="Once.")
    again = actions.edit_clause(
        by=editor, clause_version=stale, revision=stale.revision, body_markdown="Once."
    )
    assert again.revision == 2


def test_no_write_path_skips_the_lock(draft, words):
    row = ClauseVersion.objects.filter(pk=words(draft, "yj-069").pk)
    with pytest.raises(Error, match="revision must step"), transaction.atomic():
        row.update(body="slipped in")
    with pytest.raises(Error, match="revision must step"), transaction.atomic():
        ClauseVersion.objects.bulk_update([row.get()], ["number"])
    with (
        pytest.raises(Error, match="revision must step"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "UPDATE policies_clauseversion SET heading = 'x' WHERE id = %s", [row.get().pk]
        )


@pytest.mark.parametrize("field", ["heading", "body_markdown", "strength_words", "note", "number"])
def test_pasted_code_is_kept_as_words(draft, edit, words, field):
    said = NASTY if field in ("body_markdown", "note", "heading") else "<b>\x00 '--"
    edit(draft, "yj-069", **{field: said})
    clause = words(draft, "yj-069")
    assert "\x00" not in str(vars(clause))
    assert "<script" not in clause.body
    stored = clause.text if field == "body_markdown" else getattr(clause, field)
    assert stored == said.replace("\x00", "")


def test_a_link_to_a_script_is_not_kept(draft, edit, words):
    edit(draft, "yj-069", body_markdown="[press](javascript:alert(1)) <img src=x onerror=alert(1)>")
    body = words(draft, "yj-069").body
    assert "href" not in body
    assert "<img" not in body


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        pytest.param(
            {"heading": "", "body_markdown": " "}, "Write a heading or a text", id="empty"
        ),
        pytest.param({"heading": "x" * 301}, "Shorten the heading to 300", id="heading"),
        pytest.param({"number": "1" * 21}, "Shorten the number to 20", id="number"),
        pytest.param({"strength_words": "x" * 81}, "Shorten the words that carry", id="words"),
        pytest.param({"note": "x" * 5_001}, "Shorten the note to 5,000", id="note"),
        pytest.param({"body_markdown": "x" * 5_000_000}, "Shorten the text to 20,000", id="5-MB"),
        pytest.param({"kind": "poem"}, "what kind of clause", id="kind"),
        pytest.param({"strength": "perhaps"}, "how strongly", id="strength"),
    ],
)
def test_words_that_cannot_be_kept_are_refused(draft, edit, words, said, problem):
    before = words(draft, "yj-069")
    with pytest.raises(Refused, match=problem):
        edit(draft, "yj-069", **said)
    assert words(draft, "yj-069").revision == before.revision
