"""The desk's pages: who may open them, what they show, what they cost."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from policies.drafting import actions
from policies.library.models import Clause, ClauseVersion

BUDGET = 10


def page(client, name: str, *args, **query) -> str:
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return response.content.decode()


# --- who ---

EDITORS_PAGES = ["draft_discard", "clause_add"]
POSTS = {
    "editor": ["draft_submit", "draft_discard"],
    "approver": ["draft_approve", "draft_return", "draft_publish", "draft_take_back"],
}


@pytest.mark.parametrize("username", ["yj.worker", "yj.leader", "records"])
def test_the_desk_is_not_there_for_others(as_user, draft, username):
    client = as_user(username)
    addresses = [
        *(reverse(name) for name in ("desk_home", "flag_list")),
        reverse("desk_policy", args=["yj-social-media"]),
        *(reverse(name, args=[draft.pk]) for name in ("draft_detail", "draft_changes")),
        *(reverse(name, args=[draft.pk]) for name in EDITORS_PAGES),
        reverse("clause_edit", args=[draft.pk, "yj-069"]),
    ]
    assert {client.get(address).status_code for address in addresses} == {404}
    posts = [reverse(name, args=[draft.pk]) for names in POSTS.values() for name in names]
    posts.append(reverse("draft_start", args=["yj-social-media"]))
    assert {client.post(address).status_code for address in posts} == {404}


@pytest.mark.parametrize(("username", "other"), [("editor", "approver"), ("approver", "editor")])
def test_editors_do_not_decide_and_approvers_do_not_write(as_user, draft, username, other):
    client = as_user(username)
    posts = [reverse(name, args=[draft.pk]) for name in POSTS[other]]
    assert {client.post(address).status_code for address in posts} == {404}


def test_the_desk_asks_visitors_to_sign_in(anonymous, draft):
    response = anonymous.get(reverse("draft_detail", args=[draft.pk]))
    assert response.status_code == 302
    assert response.url.startswith("/sign-in/")


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("draft_detail", [99_999_999_999_999_999_999]),
        ("draft_changes", [0]),
        ("desk_policy", ["no-such-policy"]),
        ("clause_edit", [0, "yj-069"]),
    ],
)
def test_what_does_not_exist_is_not_found(desk, name, args):
    assert desk.get(reverse(name, args=args)).status_code == 404


# --- starting a draft ---


def test_starting_a_draft(desk, policy):
    response = desk.post(reverse("draft_start", args=[policy.code]), follow=True)
    draft = policy.versions.get(number=2)
    assert response.redirect_chain[-1][0] == reverse("draft_detail", args=[draft.pk])
    assert "The draft is started" in response.content.decode()


def test_starting_a_second_draft_leads_to_the_first(as_user, policy, draft):
    response = as_user("admin").post(reverse("draft_start", args=[policy.code]), follow=True)
    assert response.redirect_chain[-1][0] == reverse("draft_detail", args=[draft.pk])
    assert "Version 2 of this policy is already at the desk" in response.content.decode()


# --- a version's pages ---


@pytest.mark.parametrize("name", ["draft_detail", "draft_changes"])
@pytest.mark.parametrize("state", ["draft", "submitted", "approved", "published"])
@pytest.mark.parametrize("username", ["editor", "approver"])
def test_a_versions_pages_open_in_every_state(
    request, as_user, name, state, username, django_assert_max_num_queries
):
    version = request.getfixturevalue(state)
    client = as_user(username)
    with django_assert_max_num_queries(BUDGET):
        page(client, name, version.pk)


def test_a_draft_of_twice_the_length_costs_the_same(
    desk, draft, policy, django_assert_max_num_queries
):
    clauses = Clause.objects.bulk_create(
        Clause(policy=policy, short_id=f"long-{number}") for number in range(150)
    )
    ClauseVersion.objects.bulk_create(
        ClauseVersion(
            version=draft, clause=clause, path=[10_000 + n], kind="duty", heading="x", hash="x"
        )
        for n, clause in enumerate(clauses)
    )
    for name in ("draft_detail", "draft_changes"):
        with django_assert_max_num_queries(BUDGET):
            page(desk, name, draft.pk)


def test_a_fresh_draft_offers_no_submit(desk, draft):
    text = page(desk, "draft_detail", draft.pk)
    assert "Nothing yet: every clause says" in text
    assert reverse("draft_submit", args=[draft.pk]) not in text


def test_a_draft_marks_what_changed_and_lists_who_relies_on_it(desk, draft, edit, editor, words):
    edit(draft, "yj-069", body_markdown="Never.")
    edit(draft, "yj-070", note="Another note.")
    actions.remove_clause(
        by=editor, clause_version=words(draft, "yj-013"), revision=1, reason="Said twice."
    )
    for name in ("draft_detail", "draft_changes"):
        text = page(desk, name, draft.pk)
        for mark in ("Changed", "Removed", "Details changed"):
            assert f">{mark}</span>" in text
        assert "A young person or client I work with has sent me a friend request" in text


def test_the_changes_show_added_and_removed_words(desk, draft, edit):
    edit(
        draft, "yj-069", body_markdown="Never do <script>alert(1)</script> that.", strength="should"
    )
    text = page(desk, "draft_changes", draft.pk)
    assert '<ins class="added">' in text
    assert '<del class="removed">' in text
    assert "&lt;script&gt;" in text
    assert "<script>alert" not in text
    assert '<del class="removed">Must</del>' in text


def test_the_wish_for_a_day_is_shown_and_proposed(as_user, editor, draft, edit, approver):
    edit(draft, "yj-069", body_markdown="Never.")
    day = timezone.localdate() + timedelta(days=30)
    actions.submit(by=editor, version=draft, note="x", change_class="minor", effective_from=day)
    actions.approve(by=approver, version=draft)
    text = page(as_user("approver"), "draft_changes", draft.pk)
    assert f"Wanted from {day:%-d %B %Y}" in text
    assert f'value="{day:%Y-%m-%d}"' in text
