"""Submitting, approving, publishing and confirming through the pages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from policies.drafting import actions
from policies.drafting.reading.flags import flagged
from policies.library.actions import cite
from policies.library.models import Citation, CitationConfirmation
from tests.factories import ConsultationFactory


def send(client, name: str, *args, **fields):
    return client.post(reverse(name, args=args), fields, follow=True)


@pytest.fixture
def approvers(as_user):
    """The approver's browser."""
    return as_user("approver")


def hash_on(response) -> str:
    return response.context["approve_form"]["content_hash"].value()


# --- from draft to publication ---


def test_from_edit_to_publication_and_confirmation(desk, approvers, policy):
    draft_url = send(desk, "draft_start", policy.code).redirect_chain[-1][0]
    pk = policy.versions.get(number=2).pk
    form = desk.get(f"{draft_url}clauses/yj-069/").context["form"]
    fields = {name: form[name].value() for name in form.fields} | {"body": "Never at all."}
    assert (
        "saved in the draft" in send(desk, "clause_edit", pk, "yj-069", **fields).content.decode()
    )
    send(desk, "draft_submit", pk, note="Said shorter.", change_class="minor")

    changes = approvers.get(f"{draft_url}changes/")
    assert "Never at all." in changes.content.decode()
    approved = send(approvers, "draft_approve", pk, content_hash=hash_on(changes))
    assert "Approved." in approved.content.decode()
    today = timezone.localdate().isoformat()
    done = send(approvers, "draft_publish", pk, effective_from=today)
    assert "It is in force now" in done.content.decode()

    for citation in list(flagged()):
        seen = citation.current_id
        answer = send(desk, "flag_confirm", citation.pk, new=seen, note="Still holds.")
        assert "Confirmed: " in answer.content.decode()
    assert not flagged().exists()
    assert "No flags" in desk.get(reverse("flag_list")).content.decode()


def test_a_submission_keeps_what_was_typed(desk, draft, edit):
    edit(draft, "yj-069", body_markdown="Never.")
    yesterday = timezone.localdate() - timedelta(days=1)
    response = send(
        desk, "draft_submit", draft.pk, note="My long note", effective_from=yesterday.isoformat()
    )
    text = response.content.decode()
    assert response.status_code == 400
    assert "My long note" in text
    assert "Choose whether the change is material or minor." in text
    assert "Choose today or a later day." in text
    assert "There is a problem" in text


def test_submitting_nothing_says_so(desk, draft):
    response = send(desk, "draft_submit", draft.pk, note="Nothing", change_class="minor")
    assert response.status_code == 409
    assert "Nothing has changed yet" in response.content.decode()


def test_discarding_asks_first(desk, draft):
    address = reverse("draft_discard", args=[draft.pk])
    assert "Discard this draft?" in desk.get(address).content.decode()
    draft.refresh_from_db()
    assert draft.state == "draft"
    assert "Version 2 is discarded" in desk.post(address, follow=True).content.decode()
    assert desk.post(address).status_code == 409


def test_returning_needs_a_word_and_shows_it(desk, approvers, submitted):
    empty = send(approvers, "draft_return", submitted.pk, review_note=" ")
    assert empty.status_code == 400
    assert "Say what has to change before you return it." in empty.content.decode()
    nasty = "<script>alert(1)</script>\x00 Name the leader."
    assert send(approvers, "draft_return", submitted.pk, review_note=nasty).status_code == 200
    text = desk.get(reverse("draft_detail", args=[submitted.pk])).content.decode()
    assert "What the approver asked for" in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; Name the leader." in text
    assert "<script>alert" not in text


def test_a_note_for_a_version_that_moved_on_is_kept(approvers, approver, submitted):
    actions.return_for_changes(by=approver, version=submitted, review_note="First.")
    response = send(approvers, "draft_return", submitted.pk, review_note="My second thoughts")
    text = response.content.decode()
    assert response.status_code == 409
    assert "you cannot return it any more" in text


@pytest.mark.parametrize("typed", ["", "0" * 64, "x" * 65, "\x00"])
def test_approving_a_text_that_was_not_read_is_refused(approvers, submitted, typed):
    response = send(approvers, "draft_approve", submitted.pk, content_hash=typed)
    assert response.status_code == 409
    assert "Read the changes again" in response.content.decode()
    submitted.refresh_from_db()
    assert submitted.state == "in-review"


def test_who_wrote_is_told_why_they_cannot_approve(as_user, admin, editor, draft, edit):
    edit(draft, "yj-069", by=admin, body_markdown="Never.")
    actions.submit(by=editor, version=draft, note="Shorter.", change_class="minor")
    client = as_user("admin")
    changes = client.get(reverse("draft_changes", args=[draft.pk]))
    assert "You worked on this text" in changes.content.decode()
    response = send(client, "draft_approve", draft.pk, content_hash=hash_on(changes))
    assert response.status_code == 409


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        pytest.param("", "Enter the day on which it comes into force.", id="empty"),
        pytest.param("soon", "Enter a date such as 14/03/2026.", id="words"),
        pytest.param("2020-01-01", "Choose today or a later day.", id="past"),
        pytest.param("99999-01-01", "Enter a date such as 14/03/2026.", id="far"),
    ],
)
def test_a_day_that_cannot_be_says_what_to_do(approvers, approved, typed, problem):
    response = send(approvers, "draft_publish", approved.pk, effective_from=typed)
    assert response.status_code == 400
    assert problem in response.content.decode()


def test_scheduling_and_taking_back(approvers, policy, approved):
    day = timezone.localdate() + timedelta(days=10)
    response = send(approvers, "draft_publish", approved.pk, effective_from=day.isoformat())
    text = response.content.decode()
    assert f"Scheduled. It is published on {day:%-d %B %Y}, by itself." in text
    changes = approvers.get(reverse("draft_changes", args=[approved.pk])).content.decode()
    assert "Until then its day can be taken back" in changes
    assert "From the day it is in force they are flagged" in changes
    assert send(approvers, "draft_take_back", approved.pk).status_code == 400
    done = send(approvers, "draft_take_back", approved.pk, review_note="Wrong day.")
    assert "Version 2 is taken back. Choose another day for it." in done.content.decode()
    assert policy.versions.get(number=2).state == "approved"
    assert send(approvers, "draft_take_back", approved.pk, review_note="x").status_code == 409


# --- flags ---


def test_the_queue_shows_old_and_new_words(desk, published):
    text = desk.get(reverse("flag_list")).content.decode()
    assert "Before: version 1" in text
    assert "Now: version 2" in text
    assert '<del class="removed">' in text
    assert '<ins class="added">' in text
    for citation in flagged():
        assert f'href="{citation.url}"' in text
        assert reverse("flag_confirm", args=[citation.pk]) in text


def test_the_approver_reads_the_queue_and_confirms_nothing(approvers, published):
    citation = flagged().first()
    text = approvers.get(reverse("flag_list")).content.decode()
    assert citation.label.split(":")[0] in text.replace("&#x27;", "'")
    assert reverse("flag_confirm", args=[citation.pk]) not in text
    assert send(approvers, "flag_confirm", citation.pk, new=1).status_code == 404


def test_a_note_that_is_too_long_is_kept(desk, published):
    citation = flagged().first()
    note = "long " * 1_001
    response = send(desk, "flag_confirm", citation.pk, new=citation.current_id, note=note)
    text = response.content.decode()
    assert response.status_code == 400
    assert "Shorten the note to 5,000 characters" in text
    assert note.strip() in text
    assert citation in flagged()


def test_confirming_twice_says_that_it_is_done(desk, published):
    citation = flagged().first()
    for status in (200, 409):
        response = send(desk, "flag_confirm", citation.pk, new=citation.current_id)
        assert response.status_code == status
    assert "Somebody has confirmed this already" in response.content.decode()
    assert CitationConfirmation.objects.filter(citation=citation).count() == 1


@pytest.mark.parametrize("new", ["", "x", "99999999999999999999"])
def test_a_confirmation_names_the_words_it_is_for(desk, published, new):
    citation = flagged().first()
    assert send(desk, "flag_confirm", citation.pk, new=new).status_code in (400, 409)
    assert citation in flagged()


def test_a_record_is_not_confirmed(desk, version_1, words, published):
    [record] = cite(
        thing=ConsultationFactory(),
        part="",
        label="C-2020-1",
        url="",
        clause_versions=[words(version_1, "yj-069")],
    )
    new = words(published, "yj-069").pk
    response = send(desk, "flag_confirm", record.pk, new=new)
    assert response.status_code == 409
    assert "A record keeps the words" in response.content.decode()
    assert Citation.objects.get(pk=record.pk).pinned_id == record.pinned_id


def test_many_flags_come_in_pages_at_one_price(
    desk, editor, approver, draft, edit, django_assert_max_num_queries
):
    for clause in draft.clauses.all():
        if clause.text:
            edit(draft, clause.clause.short_id, body_markdown=f"New: {clause.text}")
    actions.submit(by=editor, version=draft, note="All.", change_class="material")
    actions.approve(by=approver, version=draft)
    actions.publish(by=approver, version=draft, effective_from=timezone.localdate())
    assert flagged().count() > 40
    for number in ("1", "2", "not-a-page"):
        with django_assert_max_num_queries(10):
            response = desk.get(reverse("flag_list"), {"page": number})
        assert response.status_code == 200
        assert len(response.context["page"]) == 20
