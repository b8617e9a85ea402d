"""The desk's home: what waits for whom, in piles; policies and open notes on pages of their own."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from policies.drafting import actions
from policies.drafting.models import PolicyImport
from policies.library.models import ClauseVersion, Policy, PolicyVersion
from policies.search.models import SearchMiss
from portal.models import User
from tests.factories import publish_policy
from tests.support.html import links, words
from tests.support.html import page as main_of

BUDGET = 10
TITLE = "Social media procedure for youth justice staff, version 2"


def home(client):
    response = client.get(reverse("desk_home"))
    assert response.status_code == 200
    return main_of(response)


def piles(client) -> dict[str, list[str]]:
    """Heading → what lies under it, on the desk's home."""
    return {
        words(heading): [words(link) for link in heading.find_next("ul").select("li > a")]
        for heading in home(client).select("h2, h3")
        if "(" in words(heading)
    }


def test_it_says_what_waits_for_whom(desk, as_user, approver, draft, edit, editor):
    approvers = as_user("approver")
    assert piles(desk) == {"Finish the draft (1)": [TITLE]}
    edit(draft, "yj-069", body_markdown="Never.")
    actions.submit(by=editor, version=draft, note="Shorter.", change_class="minor")
    assert piles(approvers) == {"Read and approve (1)": [TITLE]}
    assert piles(desk) == {"With others (1)": [TITLE]}
    actions.return_for_changes(by=approver, version=draft, review_note="Longer.")
    assert piles(desk) == {"Make the changes asked for (1)": [TITLE]}
    assert piles(approvers) == {"With others (1)": [TITLE]}
    actions.submit(by=editor, version=draft, note="Longer.", change_class="minor")
    actions.approve(by=approver, version=draft)
    assert piles(approvers) == {"Publish (1)": [TITLE]}
    day = timezone.localdate() + timedelta(days=3)
    actions.publish(by=approver, version=draft, effective_from=day)
    for client in (desk, approvers):
        assert piles(client) == {"Waiting for their day (1)": [TITLE]}
        assert f"Comes into force on {day:%-d %B %Y}" in words(home(client))


def test_who_wrote_is_not_asked_to_approve(as_user, admin, editor, draft, edit):
    edit(draft, "yj-069", by=admin, body_markdown="Never.")
    actions.submit(by=editor, version=draft, note="Shorter.", change_class="minor")
    assert piles(as_user("admin")) == {"With others (1)": [TITLE]}


def test_an_emergency_waits_for_a_second_reader_until_one_has_read_it(as_user, unread, client):
    second = User.objects.create_user("second.approver", name="Second", access_roles=["approver"])
    client.force_login(second)
    assert piles(client) == {"Read after the fact (1)": [TITLE]}
    for username in ("approver", "editor"):
        assert piles(as_user(username)) == {"With others (1)": [TITLE]}
    actions.read_after(by=second, version=unread, stands=True)
    assert piles(client) == {}


def test_open_comments_are_counted(desk, approver, submitted):
    actions.comment(by=approver, version=submitted, clause=None, text="Why?")
    assert "1 open comment" in words(home(desk))


def test_more_than_a_few_are_folded(desk, editor):
    for number in range(8):
        actions.start_draft(by=editor, policy=publish_policy(f"many-{number}"))
    main = home(desk)
    assert "Finish the draft (8)" in words(main)
    assert words(main.select_one("details summary")) == "3 more"
    assert len(main.select("details li > a")) == 3


def test_what_is_to_be_looked_after_is_counted(desk, published, version_1):
    SearchMiss.objects.create(query="zumba")
    main = words(home(desk))
    assert "flags to confirm or mend" in main
    assert "1 search that found nothing" in main
    notes = ClauseVersion.objects.in_force().exclude(note="").count()
    assert f"{notes} editor’s notes still open" in main


def test_imports_under_way_are_listed(desk, policy, editor):
    under_way = PolicyImport.objects.create(
        policy=policy, file_name="revised.docx", sha256="x", by=editor, state="read"
    )
    PolicyImport.objects.create(
        policy=policy, file_name="done.docx", sha256="x", by=editor, state="drafted"
    )
    [(heading, items)] = piles(desk).items()
    assert heading == "Imports under way (1)"
    assert items == [f"revised.docx for {policy.title}"]
    assert under_way.get_absolute_url() in links(home(desk))


def test_it_costs_the_same_with_many_policies(desk, draft, django_assert_max_num_queries):
    for number in range(30):
        policy = Policy.objects.create(code=f"p-{number}", title=f"P {number}", kind="policy")
        PolicyVersion.objects.create(policy=policy, number=1)
        PolicyImport.objects.create(
            policy=policy, file_name="x.docx", sha256="x", by=draft.author, state="read"
        )
    for name in ("desk_home", "desk_policies", "note_list"):
        with django_assert_max_num_queries(BUDGET):
            assert desk.get(reverse(name)).status_code == 200


# --- policies ---


def test_the_policies_say_what_is_published_and_what_is_at_the_desk(desk, draft, approver):
    other = PolicyVersion.objects.get(policy__code="dss-social-media", state="published")
    actions.withdraw(by=approver, version=other, reason="Wrong.")
    main = words(desk.get(reverse("desk_policies")))
    assert "Version 1: in force since 1 January 2026 Version 2 Draft" in main
    assert "then withdrawn" in main
    assert f"Start a draft of {other.policy.title}" in main
    assert f"Start a draft of {draft.policy.title}" not in main


# --- notes ---


def test_open_notes_stand_under_their_policy_and_lead_to_their_clause(desk, version_1):
    noted = version_1.clauses.exclude(note="").select_related("clause").first()
    listed = [desk.get(reverse("note_list"), {"page": number}) for number in (1, 2, 3)]
    [response] = [found for found in listed if words(noted.note) in words(found)]
    assert f"/c/{noted.clause.short_id}/" in links(response)
    assert version_1.policy.title in words(response)


def test_a_note_of_a_version_that_is_not_in_force_is_not_open(desk, approver, draft, edit):
    edit(draft, "yj-069", note="Only in the draft.")
    assert "Only in the draft." not in words(desk.get(reverse("note_list")))


@pytest.mark.parametrize("typed", ["2", "999", "x", "-1"])
def test_many_notes_come_in_pages(desk, typed):
    assert desk.get(reverse("note_list"), {"page": typed}).status_code == 200
