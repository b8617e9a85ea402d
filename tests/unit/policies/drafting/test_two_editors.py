"""Two editors and one clause, through every way that writes: the second is told and loses nothing."""

import pytest
from django.urls import reverse

from policies.drafting import actions
from policies.drafting.models import ClauseWriting

THEIRS, MINE = "What they saved first.", "What I wrote for an hour."


@pytest.fixture
def second(as_user):
    return as_user("admin")


@pytest.fixture
def page(second, draft):
    """The second editor's page of a clause, opened before the first one saves."""

    def opened(name: str, short_id: str = "yj-069", query: str = "") -> dict:
        response = second.get(reverse(name, args=[draft.pk, short_id]) + query)
        form = response.context["form"]
        return {name: form[name].value() for name in form.fields if form[name].value() is not None}

    return opened


@pytest.fixture
def send(second, draft):
    def sent(name: str, data: dict, short_id: str = "yj-069"):
        return second.post(reverse(name, args=[draft.pk, short_id]), data, follow=True)

    return sent


@pytest.fixture
def they_save(draft, edit):
    return lambda short_id="yj-069": edit(draft, short_id, body_markdown=THEIRS)


@pytest.fixture
def they_remove(editor, draft, words):
    def removed(short_id="yj-069"):
        clause = words(draft, short_id)
        actions.remove_clause(
            by=editor, clause_version=clause, revision=clause.revision, reason="Said twice."
        )

    return removed


def told_both(response) -> bool:
    text = response.content.decode()
    return response.status_code == 409 and THEIRS in text and MINE in text


def still_says(draft, words, text=THEIRS) -> bool:
    return words(draft, "yj-069").text == text


def test_editing(draft, page, send, they_save, words):
    fields = page("clause_edit")
    they_save()
    assert told_both(send("clause_edit", fields | {"body": MINE}))
    assert still_says(draft, words)


def test_editing_with_the_rich_text_editor(draft, page, send, they_save, words):
    fields = page("clause_edit")
    fields.pop("body")
    they_save()
    assert told_both(send("clause_edit", fields | {"body_html": f"<p>{MINE}</p>"}))
    assert still_says(draft, words)


def test_editing_what_was_only_moved(editor, draft, page, send, words):
    fields = page("clause_edit")
    clause, section = words(draft, "yj-069"), words(draft, "yj-s01")
    actions.move_clause(by=editor, clause_version=clause, revision=1, parent=section, after=None)
    send("clause_edit", fields | {"body": MINE})
    assert still_says(draft, words, MINE)
    assert words(draft, "yj-069").parent == section


def test_moving(draft, page, send, they_save, words):
    fields = page("clause_move")
    parent = words(draft, "yj-069").parent
    they_save()
    chosen = fields | {"after": "yj-s01", "parent": "under"}
    response = send("clause_move", chosen)
    assert response.status_code == 409
    assert THEIRS in response.content.decode()
    form = response.context["form"]
    assert (form["after"].value(), form["parent"].value()) == ("yj-s01", "under")
    assert words(draft, "yj-069").parent == parent
    again = chosen | {"revision": form["revision"].value()}
    assert send("clause_move", again).status_code == 200
    assert words(draft, "yj-069").parent == words(draft, "yj-s01")


def test_moving_by_a_step(draft, page, send, they_save, words):
    fields = page("clause_move")
    place = words(draft, "yj-070").path
    they_save("yj-070")
    response = send("clause_move", {"step": "up", "revision": fields["revision"]}, "yj-070")
    assert "Read it again first" in response.content.decode()
    assert words(draft, "yj-070").path == place


def test_splitting(draft, page, send, they_save, words):
    fields = page("clause_split", query="?cut=1") | {"count": "2", "body_0": MINE, "body_1": "Two."}
    they_save()
    response = send("clause_split", fields)
    assert told_both(response)
    assert "Two." in response.content.decode()
    assert still_says(draft, words)
    again = fields | {"revision": response.context["form"]["revision"].value()}
    send("clause_split", again)
    assert still_says(draft, words, MINE)


@pytest.mark.parametrize("theirs", ["yj-069", "yj-070"])
def test_merging(draft, page, send, they_save, words, theirs):
    fields = page("clause_merge", query="?with=yj-070") | {"with": "yj-070", "body": MINE}
    they_save(theirs)
    response = send("clause_merge", fields)
    assert told_both(response)
    assert draft.clauses.filter(clause__short_id="yj-070").exists()
    send("clause_merge", fields | {"seen": response.context["form"]["seen"].value()})
    assert still_says(draft, words, MINE)
    assert not draft.clauses.filter(clause__short_id="yj-070").exists()


def test_retiring(draft, page, send, they_save):
    fields = page("clause_remove") | {"reason": MINE}
    they_save()
    assert told_both(send("clause_remove", fields))
    assert draft.clauses.filter(clause__short_id="yj-069").exists()


def test_restoring(second, draft, send, they_remove, editor, words):
    clause = words(draft, "yj-069").clause
    they_remove()
    actions.restore_clause(by=editor, version=draft, clause=clause)
    assert "nothing to put back" in send("clause_restore", {}).content.decode()
    assert draft.clauses.filter(clause=clause).count() == 1


def test_keeping(admin, draft, page, send, they_save, words):
    fields = page("clause_edit") | {"body": MINE}
    they_save()
    answer = send("clause_keep", fields).json()
    assert answer["changed"]
    assert ClauseWriting.objects.get(person=admin).words["body"] == MINE
    assert still_says(draft, words)


@pytest.mark.parametrize(
    ("name", "query", "mine"),
    [
        ("clause_edit", "", {"body": MINE}),
        ("clause_split", "?cut=1", {"count": "2", "body_0": MINE, "body_1": "Two."}),
        ("clause_merge", "?with=yj-070", {"with": "yj-070", "body": MINE}),
    ],
)
def test_writing_in_what_somebody_removes(draft, page, send, they_remove, name, query, mine):
    fields = page(name, query=query) | mine
    they_remove()
    response = send(name, fields)
    assert response.status_code == 409
    assert MINE in response.content.decode()
    assert not draft.clauses.filter(clause__short_id="yj-069").exists()


def test_kept_words_outlive_their_clause(second, draft, page, send, they_remove):
    send("clause_keep", page("clause_edit") | {"body": MINE})
    they_remove()
    text = second.get(reverse("clause_edit", args=[draft.pk, "yj-069"])).content.decode()
    assert "Somebody removed this clause" in text
    assert MINE in text
