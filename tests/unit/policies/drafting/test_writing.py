"""Words kept before they are saved, and who else has a clause open."""

from datetime import timedelta

import pytest
from django.urls import reverse

from policies.drafting import actions
from policies.drafting.models import ClauseWriting
from policies.library.models import Definition
from portal.models import AuditEvent
from tests.support.html import page
from tests.support.html import words as words_of

MINE = "Words I have not saved."


@pytest.fixture
def address(draft):
    return lambda name: reverse(name, args=[draft.pk, "yj-069"])


@pytest.fixture
def fields(desk, address):
    form = desk.get(address("clause_edit")).context["form"]
    return {name: form[name].value() for name in form.fields}


@pytest.fixture
def keep(desk, address, fields):
    return lambda **sent: desk.post(address("clause_keep"), fields | {"body": MINE} | sent)


def later(**ago) -> None:
    """As if all that was kept or seen had been so a while ago."""
    for row in ClauseWriting.objects.all():
        row.seen_at -= timedelta(**ago)
        row.kept_at = row.kept_at and row.kept_at - timedelta(**ago)
        row.save()


def test_kept_words_are_offered_to_their_writer_alone(desk, as_user, address, keep):
    assert keep().json()["kept"]
    assert "You have unsaved words from" in words_of(desk.get(address("clause_edit")))
    assert "unsaved words" not in words_of(as_user("admin").get(address("clause_edit")))


def test_kept_words_change_neither_the_draft_nor_its_history(draft, words, keep):
    events, before = AuditEvent.objects.count(), words(draft, "yj-069")
    keep()
    assert AuditEvent.objects.count() == events
    assert words(draft, "yj-069").revision == before.revision


def test_kept_words_are_used(desk, address, keep):
    keep()
    response = desk.get(address("clause_edit") + "?kept=1")
    assert response.context["form"]["body"].value() == MINE
    sent = {n: response.context["form"][n].value() for n in response.context["form"].fields}
    desk.post(address("clause_edit"), sent)
    assert "unsaved words" not in words_of(desk.get(address("clause_edit")))


def test_words_of_the_rich_text_editor_are_kept(desk, address, keep, fields):
    fields.pop("body")
    desk.post(
        address("clause_keep"), fields | {"body_html": "<p>Words in <strong>bold</strong></p>"}
    )
    response = desk.get(address("clause_edit") + "?kept=1")
    assert response.context["form"]["body"].value() == "Words in **bold**"


def test_kept_words_are_dropped(desk, address, keep):
    keep()
    desk.post(address("clause_keep"), {"only": "drop"})
    assert "unsaved words" not in words_of(desk.get(address("clause_edit")))


def test_using_old_words_over_newer_ones_shows_both(desk, draft, address, edit, admin, keep):
    keep()
    edit(draft, "yj-069", by=admin, body_markdown="Newer words.")
    form = desk.get(address("clause_edit") + "?kept=1").context["form"]
    sent = {name: form[name].value() for name in form.fields}
    response = desk.post(address("clause_edit"), sent)
    assert response.status_code == 409
    assert "Newer words." in words_of(response)
    assert MINE in words_of(response)


def test_what_the_clause_says_already_is_not_kept(desk, address, fields):
    assert desk.post(address("clause_keep"), fields).json() == {"changed": False}
    assert "unsaved words" not in words_of(desk.get(address("clause_edit")))


def test_too_soon_too_much_or_no_draft_is_refused(desk, editor, draft, address, keep, edit):
    keep()
    again = keep(body="Other words.")
    assert again.status_code == 429
    assert int(again["Retry-After"]) > 0
    later(seconds=5)
    assert keep(body="x" * 100_000).status_code == 409
    assert keep(body="Other words.").status_code == 200
    edit(draft, "yj-070", heading="Other")
    actions.submit(by=editor, version=draft, note="Sent.", change_class="minor")
    later(seconds=5)
    assert "you cannot" in keep().json()["problem"]


@pytest.mark.parametrize("revision", ["", "x", "9" * 30, "-1", "٣"])
def test_a_page_that_cannot_say_what_it_showed_still_keeps(keep, revision):
    answer = keep(revision=revision)
    assert answer.status_code == 200
    assert answer.json()["kept"]


def test_a_clause_of_another_policy_has_no_words_here(desk, draft):
    address = reverse("clause_keep", args=[draft.pk, "dhs-001"])
    assert desk.post(address, {"body": MINE}).status_code == 404


# --- who else is here ---


def test_the_second_to_open_a_clause_sees_the_first(desk, as_user, editor, admin, address):
    assert "has this clause open" not in words_of(desk.get(address("clause_edit")))
    seen = words_of(as_user("admin").get(address("clause_edit")))
    assert f"{editor.name} has this clause open" in seen
    assert f"{admin.name} has this clause open" in words_of(desk.get(address("clause_edit")))


def test_who_left_a_while_ago_is_not_there(desk, as_user, address):
    desk.get(address("clause_edit"))
    later(minutes=3)
    assert "has this clause open" not in words_of(as_user("admin").get(address("clause_edit")))


def test_who_stays_on_the_page_stays_there(desk, as_user, address):
    desk.get(address("clause_edit"))
    later(minutes=3)
    assert desk.post(address("clause_keep"), {"only": "seen"}).status_code == 200
    assert "has this clause open" in words_of(as_user("admin").get(address("clause_edit")))


# --- links ---


@pytest.mark.parametrize(
    ("typed", "name", "url"),
    [
        ("yj-070", "11.2 The risk to you", "/c/yj-070/"),
        ("11.2", "11.2 The risk to you", "/c/yj-070/"),
        ("risk to you", "11.2 The risk to you", "/c/yj-070/"),
        ("web design", "", "/contacts/web-design-services/"),
    ],
)
def test_something_to_link_to(desk, draft, typed, name, url):
    main = page(desk.get(reverse("link_picker", args=[draft.pk]), {"find": typed}))
    target = main.find("a", href=url)
    assert name in words_of(target)
    assert f"]({url})" in words_of(main)


def test_nothing_to_link_to(desk, draft):
    response = desk.get(reverse("link_picker", args=[draft.pk]), {"find": "zzzz\x00"})
    assert "Nothing for “zzzz”" in words_of(response)


def test_looking_without_script_keeps_what_is_typed(desk, draft, address, fields, words):
    sent = fields | {"body": MINE, "find": "11.2", "look": "1"}
    response = desk.post(address("clause_edit"), sent)
    assert response.context["form"]["body"].value() == MINE
    assert "/c/yj-070/" in response.content.decode()
    assert words(draft, "yj-069").revision == 1


def test_a_term_leads_to_the_clause_that_defines_it(desk, draft):
    term = Definition.objects.select_related("clause").first()
    main = page(desk.get(reverse("link_picker", args=[draft.pk]), {"find": term.term}))
    assert main.find("button", {"data-insert": f"/c/{term.clause.short_id}/"})
