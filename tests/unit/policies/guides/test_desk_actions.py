"""The guide desk's steps, and each reason why it says no."""

import pytest
from django.core.exceptions import PermissionDenied

from policies.guides import actions
from policies.guides.actions import AlreadyAtDesk, Refused
from policies.guides.dumping import dump_yaml
from policies.guides.loading import LARGEST, load_yaml
from policies.guides.models import Guide, GuideDraft
from policies.guides.reading.review import review
from portal.models import AuditEvent, Conflict
from tests.support.guides import changed_guide
from tests.unit.policies.guides.published import D04, definition, live

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(person):
    return person("editor")


@pytest.fixture
def approver(person):
    return person("approver")


@pytest.fixture
def draft(editor):
    return changed_guide(D04, by=editor)


@pytest.fixture
def sent(editor):
    return changed_guide(D04, by=editor, submitted=True)


def last_step(draft: GuideDraft) -> AuditEvent:
    return AuditEvent.objects.filter(chain=f"guidedraft:{draft.pk}").latest("sequence")


class TestStarting:
    def test_from_what_is_in_force(self, editor):
        draft = actions.start_draft(by=editor, guide=live().guide)
        assert load_yaml(draft.text) == (live().definition, ())
        assert (draft.slug, draft.state, draft.author) == (D04, "draft", editor)
        assert last_step(draft).data["based_on"] == 1

    def test_one_at_a_time(self, draft, editor):
        with pytest.raises(AlreadyAtDesk) as refused:
            actions.start_draft(by=editor, guide=live().guide)
        assert refused.value.draft == draft

    def test_only_editors(self, approver):
        with pytest.raises(PermissionDenied):
            actions.start_draft(by=approver, guide=live().guide)

    def test_where_nothing_is_in_force(self, editor):
        guide = Guide.objects.create(slug="empty", title="Empty", topic="none")
        with pytest.raises(Refused, match="No version of this guide is in force"):
            actions.start_draft(by=editor, guide=guide)


class TestImporting:
    def test_a_new_guide_with_its_faults(self, editor):
        draft = actions.import_draft(by=editor, text="slug: poked\r\ntitle: Poked")
        assert (draft.slug, draft.guide, draft.text) == (
            "poked",
            None,
            "slug: poked\ntitle: Poked\n",
        )

    def test_a_next_version_of_one_that_there_is(self, editor):
        draft = actions.import_draft(by=editor, text=dump_yaml(definition()))
        assert draft.guide == live().guide

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("", "Paste the text"),
            ("a: [", "Line 2: This is not YAML"),
            ("- a", "A guide is a mapping"),
            ("title: Poked", "Write a line such as “slug"),
            ("slug: Not a slug", "Write a line such as “slug"),
            (f"slug: {'a' * 81}", "at most 80 characters"),
            ("slug: [a]", "Write a line such as “slug"),
            ("slug: new", "The portal itself uses the address"),
            (f"slug: a\ntitle: {'é' * (LARGEST // 2)}", "Shorten the text to 1,000,000 bytes"),
        ],
    )
    def test_what_cannot_be_a_draft(self, editor, text, says):
        with pytest.raises(Refused, match=says):
            actions.import_draft(by=editor, text=text)
        assert not GuideDraft.objects.exists()

    def test_one_that_is_at_the_desk(self, editor, draft):
        with pytest.raises(AlreadyAtDesk):
            actions.import_draft(by=editor, text=f"slug: {D04}")

    def test_only_editors(self, approver):
        with pytest.raises(PermissionDenied):
            actions.import_draft(by=approver, text="slug: poked")


class TestSaving:
    def test_keeps_what_was_typed_faults_and_all(self, draft, editor):
        saved = actions.save_draft(by=editor, draft=draft, revision=2, text="a: [\x00")
        assert (saved.text, saved.revision) == ("a: [\n", 3)
        assert last_step(draft).action == "guide-draft.save"

    def test_the_same_again_does_nothing(self, draft, editor):
        assert actions.save_draft(by=editor, draft=draft, revision=1, text=draft.text).revision == 2

    def test_the_second_writer_is_told(self, draft, editor, person):
        actions.save_draft(by=person("admin"), draft=draft, revision=2, text="theirs: 1")
        with pytest.raises(Conflict) as conflict:
            actions.save_draft(by=editor, draft=draft, revision=2, text="mine: 1")
        assert conflict.value.current.text == "theirs: 1\n"
        assert conflict.value.mine["text"] == "mine: 1\n"

    def test_not_while_it_is_in_review(self, sent, editor):
        with pytest.raises(Refused, match="“In review”: you cannot change its text"):
            actions.save_draft(by=editor, draft=sent, revision=3, text="a: 1")

    def test_not_once_it_is_gone(self, draft, editor):
        actions.discard_draft(by=editor, draft=draft)
        with pytest.raises(Refused, match="not at the desk any more"):
            actions.save_draft(by=editor, draft=draft, revision=2, text="a: 1")

    def test_not_by_approvers(self, draft, approver):
        with pytest.raises(PermissionDenied):
            actions.save_draft(by=approver, draft=draft, revision=2, text="a: 1")


class TestSubmitting:
    def test_hands_it_to_the_approvers(self, sent):
        sent.refresh_from_db()
        assert (sent.state, sent.note) == ("in-review", "It says what to do in doubt.")

    def test_not_with_a_fault(self, editor):
        draft = actions.import_draft(by=editor, text="slug: poked")
        with pytest.raises(Refused, match=r"The gate finds \d+ faults"):
            actions.submit_draft(by=editor, draft=draft, note="New.")

    def test_not_as_another_guide(self, draft, editor):
        other = dump_yaml(definition("friend-request"))
        actions.save_draft(by=editor, draft=draft, revision=2, text=other)
        assert (
            "write slug: worried-about-whereabouts"
            in review(draft_now(draft)).report.faults[0].message
        )
        with pytest.raises(Refused, match="The gate finds 1 fault"):
            actions.submit_draft(by=editor, draft=draft, note="Other.")

    def test_not_unchanged(self, editor):
        draft = actions.start_draft(by=editor, guide=live().guide)
        with pytest.raises(Refused, match="Nothing has changed yet"):
            actions.submit_draft(by=editor, draft=draft, note="Same.")

    @pytest.mark.parametrize(("note", "says"), [(" ", "Say what changed"), ("n" * 5001, "Shorten")])
    def test_not_without_saying_why(self, draft, editor, note, says):
        with pytest.raises(Refused, match=says):
            actions.submit_draft(by=editor, draft=draft, note=note)

    def test_not_twice(self, sent, editor):
        with pytest.raises(Refused, match="cannot submit it"):
            actions.submit_draft(by=editor, draft=sent, note="Again.")


class TestReturningAndDiscarding:
    def test_an_editor_may_mend_what_was_returned(self, sent, editor, approver):
        actions.return_draft(by=approver, draft=sent, review_note="Say who.")
        now = draft_now(sent)
        assert (now.state, now.review_note) == ("returned", "Say who.")
        actions.submit_draft(by=editor, draft=now, note="It says who.")

    def test_not_without_a_reason_nor_before_it_is_sent(self, sent, draft_of_another, approver):
        with pytest.raises(Refused, match="Say what has to change"):
            actions.return_draft(by=approver, draft=sent, review_note="")
        with pytest.raises(Refused, match="cannot return it"):
            actions.return_draft(by=approver, draft=draft_of_another, review_note="Why")

    def test_a_discarded_draft_leaves_its_trail(self, draft, editor):
        actions.discard_draft(by=editor, draft=GuideDraft.objects.get(pk=draft.pk))
        assert not GuideDraft.objects.exists()
        assert last_step(draft).action == "guide-draft.discard"
        actions.start_draft(by=editor, guide=live().guide)

    def test_not_while_it_is_in_review(self, sent, editor):
        with pytest.raises(Refused, match="cannot discard it"):
            actions.discard_draft(by=editor, draft=sent)

    @pytest.fixture
    def draft_of_another(self, editor):
        return changed_guide("own-mobile", by=editor)


def draft_now(draft: GuideDraft) -> GuideDraft:
    return GuideDraft.objects.get(pk=draft.pk)
