"""What else goes by a clause's words: open records, kept outcomes, terms; and what raises no flag."""

import pytest
from django.urls import reverse

from policies.consultations.models import State
from policies.drafting import actions
from policies.drafting.impact import ClauseImpact, impact_of
from policies.drafting.reading.flags import flagged
from policies.library.actions import cite
from policies.library.models import Citation, ClauseVersion, Definition, PolicyVersion
from portal.models import AuditEvent
from tests.factories import ConsultationFactory, GuideRunFactory

NEW = "Never through an account of your own."


@pytest.fixture
def changed(draft, edit) -> PolicyVersion:
    """The draft, with other words in yj-069."""
    edit(draft, "yj-069", body_markdown=NEW)
    return draft


@pytest.fixture
def record(words, version_1):
    """Makes a record that rests on yj-069 as it is in force."""

    def made(**values: object) -> Citation:
        consultation = ConsultationFactory(**values)
        [citation] = cite(
            thing=consultation,
            part="",
            label=f"Consultation {consultation.reference}",
            url=consultation.get_absolute_url(),
            clause_versions=[words(version_1, "yj-069")],
        )
        return citation

    return made


def only(impacts: list[ClauseImpact]) -> ClauseImpact:
    [impact] = impacts
    return impact


class TestRecordsAndRuns:
    def test_open_records_are_counted_apart(self, changed, record):
        record()
        record(state=State.MORE_INFORMATION)
        record(state=State.CLOSED)
        impact = only(impact_of(changed))
        assert (impact.records, impact.open_records) == (3, 2)

    def test_they_are_named_to_who_may_read_them_and_to_nobody_else(
        self, changed, record, editor, person
    ):
        secret, _ = record(), record(state=State.CLOSED)
        own = record(requester=editor, requester_role=person("yj.worker").appointments.get().job_role,
                     team=person("yj.worker").appointments.get().team)  # fmt: skip
        assert only(impact_of(changed, reader=editor)).readable == [(own.label, own.url)]
        leader = only(impact_of(changed, reader=person("yj.leader")))
        assert {label for label, _ in leader.readable} == {secret.label, own.label}
        assert only(impact_of(changed)).readable == []

    def test_the_page_says_how_many_are_open_and_names_only_the_readers_own(
        self, changed, record, editor, person, desk
    ):
        held = person("yj.worker").appointments.get()
        secret = record()
        own = record(requester=editor, requester_role=held.job_role, team=held.team)
        for name in ("draft_detail", "draft_changes"):
            text = desk.get(reverse(name, args=[changed.pk])).content.decode()
            assert "2 consultation records were made on these words" in text
            assert "2 are still open" in text
            assert own.label in text
            assert secret.label not in text

    def test_kept_outcomes_are_counted(self, editor, draft, edit):
        run = GuideRunFactory()
        GuideRunFactory(kept=False)
        cited = Citation.objects.of(run.version).filter(part=run.outcome).first()
        edit(draft, cited.clause.short_id, body_markdown="Something else entirely.")
        assert only(impact_of(draft)).kept_runs == 1
        Citation.objects.of(run.version).update(retired=True)
        assert only(impact_of(draft)).kept_runs == 1

    def test_an_outcome_that_rests_on_other_clauses_does_not_count(self, changed):
        run = GuideRunFactory()
        assert not Citation.objects.of(run.version).filter(
            part=run.outcome, clause__short_id="yj-069"
        )
        assert only(impact_of(changed)).kept_runs == 0


class TestDefinitions:
    @pytest.fixture
    def term(self, words, version_1) -> Definition:
        """“Hidden account” is defined in yj-092, which says nothing of it."""
        return Definition.objects.create(
            policy=version_1.policy,
            clause=words(version_1, "yj-092").clause,
            term="Hidden account",
            aliases=["hidden accounts"],
            meaning="One under another name.",
        )

    def test_a_changed_one_names_each_clause_that_uses_its_term(self, draft, edit, term):
        for short_id, text in (
            ("yj-069", "Use no hidden accounts."),
            ("yj-070", "A [hidden account](https://a.example/hidden-account)."),
            ("yj-092", "A hidden account is one under another name."),
        ):
            edit(draft, short_id, body_markdown=text)
        touched = {i.change.clause.clause.short_id: i.touched for i in impact_of(draft)}
        assert [c.clause.short_id for c in touched["yj-092"]] == ["yj-069", "yj-070"]
        assert touched["yj-069"] == []

    def test_words_in_which_another_form_of_it_stands_are_not_it(self, draft, edit, term):
        edit(draft, "yj-069", body_markdown="Hiddenaccounts and accounts that are hidden.")
        edit(draft, "yj-092", body_markdown="A hidden account is one under another name.")
        assert all(impact.touched == [] for impact in impact_of(draft))

    def test_the_page_lists_them(self, draft, edit, term, desk):
        edit(draft, "yj-069", body_markdown="Use no hidden accounts.")
        edit(draft, "yj-092", body_markdown="A hidden account is one under another name.")
        text = desk.get(reverse("draft_changes", args=[draft.pk])).content.decode()
        assert "1 clause uses a term that is defined here" in text
        assert reverse("clause_detail", args=["yj-069"]) in text


class TestOnlyReferences:
    def published(self, editor, approver, version: PolicyVersion) -> PolicyVersion:
        actions.submit(by=editor, version=version, note="References.", change_class="minor")
        actions.approve(by=approver, version=version)
        return actions.publish(
            by=approver, version=version, effective_from=version.created_at.date(), backdated=True
        )

    @pytest.fixture
    def referring(self, editor, approver, draft, edit) -> PolicyVersion:
        """Version 2 in force: yj-069 refers to clause 4.2, and everything is confirmed."""
        edit(draft, "yj-069", body_markdown="Ask [first](/c/yj-012/), see clause 4.2.")
        version = self.published(editor, approver, draft)
        for citation in list(flagged()):
            actions.confirm_flag(by=editor, citation=citation, new_id=citation.current_id)
        return version

    def test_they_flag_nobody(self, editor, approver, policy, referring, edit, words):
        third = actions.start_draft(by=editor, policy=policy)
        edit(third, "yj-069", body_markdown="Ask [first](/c/yj-044/), see clause 5.3.")
        assert impact_of(third) == []
        self.published(editor, approver, third)
        assert not flagged().exists()
        now = words(third, "yj-069")
        carried = Citation.objects.live().filter(clause=now.clause)
        assert {c.pinned_id for c in carried} == {now.pk}
        assert AuditEvent.objects.filter(action="citations.carry-over").exists()

    def test_the_page_shows_them_all_the_same(self, editor, policy, referring, edit, desk):
        third = actions.start_draft(by=editor, policy=policy)
        edit(third, "yj-069", body_markdown="Ask [first](/c/yj-044/), see clause 4.2.")
        text = desk.get(reverse("draft_changes", args=[third.pk])).content.decode()
        assert "Only references to other clauses differ: nothing is flagged" in text
        assert "yj-044" in text

    def test_together_with_other_words_they_do(self, editor, policy, referring, edit):
        third = actions.start_draft(by=editor, policy=policy)
        edit(third, "yj-069", body_markdown="Never ask, see clause 5.3.")
        assert only(impact_of(third)).citations

    def test_what_was_flagged_before_stays_flagged(
        self, editor, approver, policy, draft, edit, words
    ):
        edit(draft, "yj-069", body_markdown="Ask first, see clause 4.2.")
        self.published(editor, approver, draft)
        before = set(flagged())
        assert before
        third = actions.start_draft(by=editor, policy=policy)
        edit(third, "yj-069", body_markdown="Ask first, see clause 5.3.")
        self.published(editor, approver, third)
        assert set(flagged()) == before

    def test_a_record_stays_with_its_words(self, editor, approver, policy, referring, edit, words):
        pinned: ClauseVersion = words(referring, "yj-069")
        [record] = cite(
            thing=ConsultationFactory(), part="", label="C-1", url="", clause_versions=[pinned]
        )
        third = actions.start_draft(by=editor, policy=policy)
        edit(third, "yj-069", body_markdown="Ask [first](/c/yj-012/), see clause 5.3.")
        self.published(editor, approver, third)
        record.refresh_from_db()
        assert record.pinned_id == pinned.pk
