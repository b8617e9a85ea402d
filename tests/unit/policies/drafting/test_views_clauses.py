"""Writing a clause through the pages: what was typed is never lost."""

import pytest
from django.urls import reverse

from policies.drafting import actions
from policies.library.models import Clause


@pytest.fixture
def fields(desk, draft):
    """What the edit form of yj-069 holds when it is opened."""
    form = desk.get(reverse("clause_edit", args=[draft.pk, "yj-069"])).context["form"]
    return {name: form[name].value() for name in form.fields}


def send(client, name: str, *args, **sent):
    return client.post(reverse(name, args=args), sent, follow=True)


# --- editing ---


def test_the_form_shows_the_clause_and_who_relies_on_it(desk, draft, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        response = desk.get(reverse("clause_edit", args=[draft.pk, "yj-069"]))
    text = response.content.decode()
    assert "You must not get in touch or interact with a young person" in text
    assert "A young person or client I work with has sent me a friend request" in text
    assert "As published in version 1" in text


def test_saving_leads_back_to_the_clause(desk, draft, fields, words):
    response = desk.post(
        reverse("clause_edit", args=[draft.pk, "yj-069"]), fields | {"heading": "Own accounts"}
    )
    assert response.status_code == 302
    assert response.url == f"{reverse('draft_detail', args=[draft.pk])}#yj-069"
    assert words(draft, "yj-069").heading == "Own accounts"


def test_the_second_editor_gets_both_texts_and_merges(desk, as_user, draft, fields, words):
    send(desk, "clause_edit", draft.pk, "yj-069", **fields | {"body": "Theirs entirely."})
    second = as_user("admin")
    mine = fields | {"body": "Mine instead.", "strength": "should"}
    response = send(second, "clause_edit", draft.pk, "yj-069", **mine)
    text = response.content.decode()
    assert response.status_code == 409
    assert "Somebody saved this clause first" in text
    assert "Theirs entirely." in text
    assert "Mine instead." in text
    assert {both["label"] for both in response.context["both"]} == {"Text", "Strength"}
    form = response.context["form"]
    assert form["body"].value() == "Mine instead."
    assert form["revision"].value() == 2

    merged = {name: form[name].value() for name in form.fields} | {"body": "Both together."}
    assert send(second, "clause_edit", draft.pk, "yj-069", **merged).status_code == 200
    assert words(draft, "yj-069").text == "Both together."


def test_sending_the_form_twice_is_no_conflict(desk, draft, fields):
    sent = fields | {"body": "Once."}
    for _ in range(2):
        assert send(desk, "clause_edit", draft.pk, "yj-069", **sent).status_code == 200


def test_words_typed_in_a_removed_clause_are_kept(desk, editor, draft, fields, words):
    actions.remove_clause(
        by=editor, clause_version=words(draft, "yj-069"), revision=1, reason="Said twice."
    )
    sent = fields | {"body": "What I wrote for an hour.", "note": "And <b>this</b>."}
    response = send(desk, "clause_edit", draft.pk, "yj-069", **sent)
    text = response.content.decode()
    assert response.status_code == 409
    assert "Somebody removed this clause" in text
    assert "What I wrote for an hour." in text
    assert "And &lt;b&gt;this&lt;/b&gt;." in text
    assert "Put the clause back" in text


def test_words_typed_in_a_version_that_moved_on_are_kept(desk, editor, draft, fields, edit):
    edit(draft, "yj-070", heading="Other")
    actions.submit(by=editor, version=draft, note="Sent.", change_class="minor")
    sent = fields | {"body": "What I wrote for an hour."}
    response = send(desk, "clause_edit", draft.pk, "yj-069", **sent)
    text = response.content.decode()
    assert response.status_code == 409
    assert "you cannot change its text any more" in text
    assert "What I wrote for an hour." in text


def test_five_megabytes_are_too_much_and_come_back(desk, draft, fields, words):
    book = "word " * 1_000_000
    response = send(desk, "clause_edit", draft.pk, "yj-069", **fields | {"body": book})
    text = response.content.decode()
    assert response.status_code == 400
    assert "to 20,000 characters. It has 4,999,999 now." in text
    assert "<title>Error: " in text
    assert text.count("word word word word") > 100_000
    assert words(draft, "yj-069").revision == 1


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        pytest.param({"heading": "", "body": ""}, "Write a heading or a text", id="empty"),
        pytest.param({"heading": "x" * 301}, "Shorten the heading to 300", id="heading"),
        pytest.param({"number": "1" * 21}, "Shorten the number to 20", id="number"),
        pytest.param({"strength_words": "x" * 81}, "Shorten the words to 80", id="words"),
        pytest.param({"note": "x" * 5_001}, "Shorten the note to 5,000", id="note"),
        pytest.param({"kind": ""}, "Choose what kind of clause", id="no-kind"),
        pytest.param({"strength": ""}, "Choose how strongly", id="no-strength"),
        pytest.param({"kind": "'; DROP TABLE"}, "Select a valid choice", id="unknown-kind"),
        pytest.param({"revision": "x"}, "Open the clause again", id="revision"),
        pytest.param({"revision": ""}, "Open the clause again", id="no-revision"),
    ],
)
def test_a_form_that_cannot_be_kept_says_what_to_do(desk, draft, fields, sent, problem):
    response = send(desk, "clause_edit", draft.pk, "yj-069", **fields | sent)
    assert response.status_code == 400
    assert problem in response.content.decode()
    assert "There is a problem" in response.content.decode()


@pytest.mark.parametrize("said", ["<script>x</script>", "'; DROP TABLE x; --", "nul\x00byte"])
def test_pasted_code_is_shown_as_words(desk, draft, fields, words, said):
    texts = dict.fromkeys(("heading", "body", "strength_words", "note", "number"), said)
    response = send(desk, "clause_edit", draft.pk, "yj-069", **fields | texts)
    assert response.status_code == 200
    for name, args in (
        ("draft_detail", [draft.pk]),
        ("draft_changes", [draft.pk]),
        ("clause_edit", [draft.pk, "yj-069"]),
    ):
        text = desk.get(reverse(name, args=args)).content.decode()
        assert "<script>x" not in text
        assert "\x00" not in text
    clause = words(draft, "yj-069")
    for field in ("heading", "text", "strength_words", "note", "number"):
        assert getattr(clause, field) == said.replace("\x00", ""), field


def test_a_version_that_is_not_a_draft_has_no_form(desk, submitted):
    for name, args in (("clause_edit", [submitted.pk, "yj-069"]), ("clause_add", [submitted.pk])):
        response = desk.get(reverse(name, args=args))
        assert response.status_code == 302
        assert response.url == reverse("draft_detail", args=[submitted.pk])


def test_a_clause_that_never_was_is_not_found(desk, draft, fields):
    assert desk.post(reverse("clause_edit", args=[draft.pk, "no-1"]), fields).status_code == 404
    assert desk.post(reverse("clause_restore", args=[draft.pk, "no-1"])).status_code == 404


# --- adding ---


def new_clause(**sent) -> dict:
    return {
        "after": "yj-069",
        "parent": "same",
        "heading": "A new rule",
        "body": "Say so.",
        "kind": "duty",
        "strength": "must",
    } | sent


def test_adding_behind_a_clause_or_under_it(desk, draft, words, django_assert_max_num_queries):
    address = reverse("clause_add", args=[draft.pk])
    with django_assert_max_num_queries(10):
        opened = desk.get(address, {"after": "yj-069"})
    assert opened.context["form"]["after"].value() == "yj-069"
    response = desk.post(address, new_clause())
    behind = draft.clauses.select_related("clause").get(heading="A new rule")
    assert response.url.endswith(f"#{behind.clause.short_id}")
    assert behind.parent_id == words(draft, "yj-069").parent_id
    desk.post(address, new_clause(after="yj-s01", parent="under", heading="Under"))
    under = draft.clauses.get(heading="Under")
    assert under.parent_id == words(draft, "yj-s01").pk
    desk.post(address, new_clause(after="", heading="Top"))
    assert draft.clauses.order_by("path").first().heading == "Top"


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        pytest.param({"after": "yj-999"}, "Choose a place", id="place"),
        pytest.param({"parent": ""}, "Choose on which level", id="level"),
        pytest.param({"heading": "", "body": ""}, "Write a heading or a text", id="empty"),
        pytest.param({"body": "x" * 5_000_000}, "to 20,000 characters", id="5-MB"),
    ],
)
def test_what_cannot_be_added_says_what_to_do(desk, draft, sent, problem):
    response = desk.post(reverse("clause_add", args=[draft.pk]), new_clause(**sent))
    assert response.status_code == 400
    assert problem in response.content.decode()


def test_adding_to_a_version_that_moved_on_keeps_what_was_typed(desk, submitted):
    response = desk.post(reverse("clause_add", args=[submitted.pk]), new_clause())
    assert response.status_code == 409
    assert "Say so." in response.content.decode()


# --- removing and putting back ---


def test_removing_asks_first_and_can_be_undone(desk, draft):
    address = reverse("clause_remove", args=[draft.pk, "yj-069"])
    asked = desk.get(address)
    assert "What relies on it" in asked.content.decode()
    revision = asked.context["form"]["revision"].value()
    assert desk.post(address, {"revision": revision}).status_code == 409
    sent = {"revision": revision, "reason": "Said twice."}
    assert desk.post(address, sent).status_code == 302
    text = desk.get(reverse("draft_detail", args=[draft.pk])).content.decode()
    assert "Put back" in text
    back = send(desk, "clause_restore", draft.pk, "yj-069")
    assert "The clause is back in the draft" in back.content.decode()
    assert "Put back" not in back.content.decode()
    assert (
        "nothing to put back" in send(desk, "clause_restore", draft.pk, "yj-069").content.decode()
    )


def test_a_clause_of_the_draft_alone_does_not_come_back(desk, editor, draft):
    clause = actions.add_clause(
        by=editor, version=draft, parent=None, after=None, heading="New", kind="section"
    )
    address = reverse("clause_remove", args=[draft.pk, clause.clause.short_id])
    assert "its words do not come back" in desk.get(address).content.decode()
    desk.post(address, {"revision": 1})
    assert "Put back" not in desk.get(reverse("draft_detail", args=[draft.pk])).content.decode()


@pytest.mark.parametrize("revision", ["1", "", "x"])
def test_removing_over_newer_words_shows_them(desk, draft, edit, revision):
    edit(draft, "yj-069", body_markdown="Newer words.")
    response = send(desk, "clause_remove", draft.pk, "yj-069", revision=revision)
    assert response.status_code == 409
    assert "Newer words." in response.content.decode()
    assert draft.clauses.filter(clause__short_id="yj-069").exists()


def test_a_section_with_clauses_is_not_removed(desk, draft):
    response = send(desk, "clause_remove", draft.pk, "yj-s01", revision=1)
    assert response.status_code == 409
    assert "Remove them first" in response.content.decode()


def test_a_clause_removed_meanwhile_leads_back_to_the_draft(desk, editor, draft, words):
    actions.remove_clause(
        by=editor, clause_version=words(draft, "yj-069"), revision=1, reason="Said twice."
    )
    response = desk.post(reverse("clause_remove", args=[draft.pk, "yj-069"]), {"revision": 1})
    assert response.url == reverse("draft_detail", args=[draft.pk])
    assert Clause.objects.filter(short_id="yj-069").exists()
