"""Out of turn, through the pages: emergency, second reading, withdrawal and what readers are told."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from policies.drafting import actions
from portal.models import User
from tests.support.html import links, page, words

AT_ONCE = {
    "emergency_reason": "A young person came to harm.",
    "note": "Private accounts are out.",
    "change_class": "material",
}
POLICY = "/policies/yj-social-media/"


def send(client, name: str, *args, **fields):
    return client.post(reverse(name, args=args), fields, follow=True)


@pytest.fixture
def approvers(as_user):
    """The approver's browser."""
    return as_user("approver")


@pytest.fixture
def second(db, client):
    """The browser of an approver who had no part in anything."""
    person = User.objects.create_user("second.approver", name="Second", access_roles=["approver"])
    client.force_login(person)
    return client


# --- at once ---


def test_publishing_at_once_shows_the_changes_and_asks_why(approvers, submitted):
    address = reverse("draft_publish_at_once", args=[submitted.pk])
    detail = approvers.get(reverse("draft_detail", args=[submitted.pk]))
    assert address in links(detail)
    text = words(approvers.get(address))
    assert "Never through an account of your own." in text
    assert "nobody else has read it" in text
    done = words(send(approvers, "draft_publish_at_once", submitted.pk, **AT_ONCE))
    assert "It is in force now. A second person has to read it." in done
    assert "Emergency Published at once A young person came to harm." in done
    assert "No second person has read it yet" in done


@pytest.mark.parametrize(
    ("missing", "problem"),
    [
        ("emergency_reason", "Say why it cannot wait for a second person."),
        ("note", "Say what changed and why."),
        ("change_class", "Choose whether the change is material or minor."),
    ],
)
def test_what_is_missing_is_said_and_the_rest_kept(approvers, submitted, missing, problem):
    response = send(approvers, "draft_publish_at_once", submitted.pk, **AT_ONCE | {missing: " "})
    assert response.status_code == 400
    assert problem in words(response)
    for name in {"emergency_reason", "note"} - {missing}:
        assert AT_ONCE[name] in words(response)


def test_an_approved_version_goes_the_usual_way(approvers, approved):
    address = reverse("draft_publish_at_once", args=[approved.pk])
    assert address not in links(approvers.get(reverse("draft_detail", args=[approved.pk])))
    assert "Only a draft that nobody has approved" in words(approvers.get(address))
    response = send(approvers, "draft_publish_at_once", approved.pk, **AT_ONCE)
    assert response.status_code == 409
    assert "you cannot publish it at once" in words(response)


def test_readers_of_the_versions_are_told_who_read_it(as_user, unread, admin):
    reader = as_user("yj.worker")
    assert "At once, in an emergency" in words(reader.get(f"{POLICY}versions/"))
    actions.read_after(by=admin, version=unread, stands=True)
    told = words(reader.get(f"{POLICY}versions/"))
    assert f"At once, in an emergency; read after the fact by {admin.name}" in told


# --- read after the fact ---


def test_the_second_reader_sees_the_changes_and_lets_it_stand(second, unread):
    text = words(second.get(reverse("draft_changes", args=[unread.pk])))
    assert "Read it after the fact" in text
    assert "Not through any account." in text
    done = words(send(second, "draft_read_after", unread.pk, outcome="stands"))
    assert "you read it after the fact, and it stands" in done
    assert "Read after the fact by Approver, Second" in done


def test_asking_for_a_mend_leads_the_editors_to_a_draft(second, desk, unread, policy):
    empty = send(second, "draft_read_after", unread.pk, outcome="mend", review_note=" ")
    assert empty.status_code == 400
    assert "Say what has to change." in words(empty)
    send(second, "draft_read_after", unread.pk, outcome="mend", review_note="Until when?")
    mended = policy.versions.get(number=3)
    assert "Until when?" in words(desk.get(reverse("draft_detail", args=[mended.pk])))


@pytest.mark.parametrize("outcome", ["", "x"])
def test_saying_nothing_is_no_second_reading(second, unread, outcome):
    response = send(second, "draft_read_after", unread.pk, outcome=outcome)
    assert response.status_code == 400
    unread.refresh_from_db()
    assert unread.is_unread


def test_who_published_it_is_told_why_they_are_not_the_second(approvers, unread):
    text = words(approvers.get(reverse("draft_changes", args=[unread.pk])))
    assert "You wrote or published it, so another approver has to read it." in text
    response = send(approvers, "draft_read_after", unread.pk, outcome="stands")
    assert response.status_code == 409


# --- withdrawing ---


def test_withdrawing_names_what_relies_on_it_and_asks_why(approvers, version_1):
    address = reverse("draft_withdraw", args=[version_1.pk])
    assert address in links(approvers.get(reverse("draft_detail", args=[version_1.pk])))
    response = approvers.get(address)
    assert "× Guide outcome" in words(response)
    assert "Looking at a client's public profile" in words(page(response).select_one("details"))
    empty = send(approvers, "draft_withdraw", version_1.pk, withdrawn_reason=" ")
    assert empty.status_code == 400
    assert "Say why it is withdrawn" in words(empty)


def test_readers_are_told_when_why_and_whom_to_ask(approvers, as_user, version_1, policy):
    policy.owner = "Youth Justice Practice Branch"
    policy.save()
    reason = "It names a branch that is gone. <b>Ring</b> first."
    done = send(approvers, "draft_withdraw", version_1.pk, withdrawn_reason=reason)
    assert "Withdrawn. Staff read your reason in its place." in words(done)
    reader, today = as_user("yj.worker"), timezone.localdate()
    for address in (POLICY, "/c/yj-069/"):
        told = words(reader.get(address))
        assert f"Withdrawn on {today:%-d %B %Y}" in told
        assert reason in told
        assert "Whom to ask: Youth Justice Practice Branch." in told
        assert f"{POLICY}versions/1/" in links(reader.get(address))
    assert "No version of this document" not in words(reader.get(POLICY))


def test_its_last_words_and_earlier_days_can_still_be_read(approver, as_user, version_1):
    actions.withdraw(by=approver, version=version_1, reason="It is wrong.")
    reader = as_user("yj.worker")
    last = words(reader.get(f"{POLICY}versions/1/"))
    assert "then withdrawn. It is wrong." in last
    yesterday = timezone.localdate() - timedelta(days=1)
    assert "In force from 1 January 2026" in words(reader.get(POLICY, {"on": yesterday}))
    assert "then withdrawn" in words(reader.get(f"{POLICY}versions/"))


def test_advice_that_rested_on_it_is_being_checked(approver, version_1, as_user):
    before = words(as_user("editor").get(reverse("flag_list")))
    assert "No flags" in before
    actions.withdraw(by=approver, version=version_1, reason="It is wrong.")
    text = words(as_user("editor").get(reverse("flag_list")))
    assert "The clause is no longer in force. There is nothing to confirm" in text


def test_what_is_not_in_force_is_not_withdrawn(approvers, published, version_1):
    address = reverse("draft_withdraw", args=[version_1.pk])
    assert "It is not in force: there is nothing to withdraw." in words(approvers.get(address))
    response = send(approvers, "draft_withdraw", version_1.pk, withdrawn_reason="Wrong.")
    assert response.status_code == 409


def test_editors_find_none_of_it(desk, unread):
    for name in ("draft_publish_at_once", "draft_withdraw"):
        address = reverse(name, args=[unread.pk])
        assert desk.get(address).status_code == 404
        assert address not in links(desk.get(reverse("draft_detail", args=[unread.pk])))
