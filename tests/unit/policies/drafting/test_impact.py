"""Who relies on what a draft changes, and the flags from the moment it is published."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from policies.drafting import actions
from policies.drafting.actions.errors import Refused
from policies.drafting.impact import impact_of
from policies.drafting.reading.flags import by_words, flagged
from policies.library.actions import cite
from policies.library.models import Citation, CitationConfirmation, Clause, PolicyVersion
from policies.roles.models import Organisation
from tests.factories import ConsultationFactory


def kept_current(short_id: str):
    """What the sample's guides and matters rest on this clause with."""
    return Citation.objects.live().filter(
        clause__short_id=short_id, source_type__model__in=["guideversion", "mattercell"]
    )


@pytest.fixture
def record(version_1, words) -> Citation:
    """A consultation's record that cites yj-069 as it is in force."""
    [citation] = cite(
        thing=ConsultationFactory(),
        part="",
        label="C-2020-1",
        url="/consultations/C-2020-1/",
        clause_versions=[words(version_1, "yj-069")],
    )
    return citation


def on(impacts, short_id: str) -> list[Citation]:
    return [c for i in impacts if i.change.clause.clause.short_id == short_id for c in i.citations]


# --- before anything is submitted ---


def test_each_changed_clause_names_who_relies_on_it(draft, edit, record):
    edit(draft, "yj-069", body_markdown="Never through an account of your own.")
    [impact] = impact_of(draft)
    assert set(impact.citations) == set(kept_current("yj-069"))
    assert impact.count == len(impact.citations) > 1
    assert all(citation.label and citation.url for citation in impact.citations)


def test_records_are_counted_and_not_named(desk, draft, edit, record):
    """They belong to cases, which the desk may not read, and there may be thousands."""
    edit(draft, "yj-069", body_markdown="Never through an account of your own.")
    [impact] = impact_of(draft)
    assert impact.records == 1
    for name in ("draft_detail", "draft_changes"):
        text = desk.get(reverse(name, args=[draft.pk])).content.decode()
        assert "1 consultation record was made on these words" in text
        assert "C-2020-1" not in text


def test_records_made_on_other_words_do_not_count(
    editor, approver, policy, published, record, edit
):
    third = actions.start_draft(by=editor, policy=policy)
    edit(third, "yj-069", body_markdown="Third.")
    [impact] = impact_of(third)
    assert impact.records == 0


def test_a_removed_clause_counts(editor, draft, words):
    clause = words(draft, "yj-069")
    actions.remove_clause(by=editor, clause_version=clause, revision=1, reason="Said twice.")
    assert set(on(impact_of(draft), "yj-069")) == set(kept_current("yj-069"))


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({"number": "99"}, id="numbering"),
        pytest.param({"note": "Another note"}, id="note"),
        pytest.param({"heading": "  Your  own   accounts "}, id="white-space"),
    ],
)
def test_what_changes_no_rule_flags_nobody(draft, edit, said):
    edit(draft, "yj-069", **said)
    assert impact_of(draft) == []


def test_strength_alone_changes_the_rule(draft, edit):
    edit(draft, "yj-069", strength="advised")
    assert on(impact_of(draft), "yj-069")


def test_a_new_clause_flags_nobody(editor, draft):
    actions.add_clause(
        by=editor, version=draft, parent=None, after=None, heading="New", kind="section"
    )
    assert impact_of(draft) == []


def test_citations_no_longer_in_use_do_not_count(draft, edit):
    edit(draft, "yj-069", body_markdown="Never.")
    kept_current("yj-069").update(retired=True)
    assert impact_of(draft) == []


def test_impact_costs_the_same_for_one_clause_and_for_all(
    editor, draft, edit, django_assert_num_queries
):
    edit(draft, "yj-069", body_markdown="Never.")
    version = PolicyVersion.objects.select_related("based_on").get(pk=draft.pk)
    with django_assert_num_queries(4):
        impact_of(version)
    for clause in draft.clauses.all():
        if clause.text and clause.clause.short_id != "yj-069":
            edit(draft, clause.clause.short_id, body_markdown=f"New: {clause.text}")
    with django_assert_num_queries(4):
        assert len(impact_of(version)) > 20


# --- from the moment of publication ---


def test_what_relies_on_changed_words_is_flagged_at_once(published, record):
    assert set(flagged()) == set(kept_current("yj-069"))
    assert record in Citation.objects.suspect()


def test_nothing_is_flagged_before_publication(approved):
    assert not flagged().exists()


def test_a_published_version_names_what_still_rests_on_the_words_before(editor, published, words):
    [impact] = impact_of(published)
    assert set(impact.citations) == set(flagged())
    for citation in impact.citations:
        new = words(published, "yj-069").pk
        actions.confirm_flag(by=editor, citation=citation, new_id=new)
    assert impact_of(published) == []


def test_flags_come_grouped_with_old_and_new_words(published, words, version_1):
    [group] = by_words(flagged())
    assert group.old == words(version_1, "yj-069")
    assert group.new == words(published, "yj-069")
    assert len(group.citations) == kept_current("yj-069").count()


def test_confirming_lifts_the_flag_and_keeps_both_texts(editor, published, words, version_1):
    citation = flagged().first()
    new = words(published, "yj-069")
    actions.confirm_flag(by=editor, citation=citation, new_id=new.pk, note="Still holds.")
    assert citation not in flagged()
    kept = CitationConfirmation.objects.get(citation=citation)
    assert (kept.old, kept.new) == (words(version_1, "yj-069"), new)
    assert (kept.by, kept.note) == (editor, "Still holds.")


def test_a_flag_is_confirmed_once(editor, published, words):
    citation, new = flagged().first(), words(published, "yj-069").pk
    actions.confirm_flag(by=editor, citation=citation, new_id=new)
    with pytest.raises(Refused, match="confirmed this already"):
        actions.confirm_flag(by=editor, citation=citation, new_id=new)


def test_words_that_nobody_compared_are_not_confirmed(
    editor, approver, policy, published, edit, words
):
    seen = words(published, "yj-069")
    third = actions.start_draft(by=editor, policy=policy)
    edit(third, "yj-069", body_markdown="Different again.")
    actions.submit(by=editor, version=third, note="Third", change_class="minor")
    actions.approve(by=approver, version=third)
    actions.publish(by=approver, version=third, effective_from=timezone.localdate())
    citation = flagged().first()
    with pytest.raises(Refused, match="changed again"):
        actions.confirm_flag(by=editor, citation=citation, new_id=seen.pk)
    assert not CitationConfirmation.objects.filter(citation=citation).exists()


def test_a_record_stays_pinned_for_good(editor, published, words, record):
    with pytest.raises(Refused, match="A record keeps the words"):
        actions.confirm_flag(by=editor, citation=record, new_id=words(published, "yj-069").pk)
    record.refresh_from_db()
    assert record.pinned.text != words(published, "yj-069").text


def test_there_is_nothing_to_confirm_for_a_clause_out_of_force(editor, approver, draft, words):
    actions.remove_clause(
        by=editor, clause_version=words(draft, "yj-069"), revision=1, reason="Said twice."
    )
    actions.submit(by=editor, version=draft, note="Out", change_class="material")
    actions.approve(by=approver, version=draft)
    actions.publish(by=approver, version=draft, effective_from=timezone.localdate())
    [group] = by_words(flagged())
    assert group.new is None
    with pytest.raises(Refused, match="mend what relies on it"):
        actions.confirm_flag(by=editor, citation=group.citations[0], new_id=0)


def test_only_editors_confirm(worker, approver, published, words):
    citation, new = flagged().first(), words(published, "yj-069").pk
    for person in (worker, approver):
        with pytest.raises(PermissionDenied):
            actions.confirm_flag(by=person, citation=citation, new_id=new)


def test_things_of_an_unknown_kind_are_never_pinned_anew(editor, version_1, published, words):
    """A new kind of thing has to be named as kept up to date before anybody can confirm it."""
    [citation] = cite(
        thing=Organisation.objects.first(),
        part="",
        label="Something new",
        url="",
        clause_versions=[words(version_1, "yj-069")],
    )
    assert citation in Citation.objects.suspect()
    assert citation not in flagged()
    assert Clause.objects.get(short_id="yj-069") == citation.clause
