"""Signing for a draft and publishing it, and each reason why the desk says no."""

import pytest
from django.core.exceptions import PermissionDenied

from policies.guides import actions
from policies.guides.actions import GateRefused, NotSigned, Refused
from policies.guides.dumping import dump_yaml
from policies.guides.loading import load_yaml
from policies.guides.models import GuideDraft, GuideSignature
from policies.guides.reading.review import review
from portal.models import AuditEvent
from tests.support.desk import amend
from tests.support.guides import changed_guide, publish_guide, say_more, sign_all
from tests.unit.policies.guides.published import D04, definition, live, named

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


class TestSigning:
    def test_each_change_by_name(self, sent, approver):
        found = review(sent)
        [item] = actions.sign(by=approver, draft=sent, seen=found.hash, ids=[found.items[0].id])
        signature = GuideSignature.objects.get()
        assert (signature.slug, signature.hash, signature.by) == (D04, found.hash, approver)
        assert (signature.kind, signature.what) == ("changed", item.what)
        assert last_step(sent).data["signed"] == [item.id]

    def test_twice_is_once(self, sent, approver):
        sign_all(sent, by=approver)
        before = list(GuideSignature.objects.values())
        sign_all(sent, by=approver)
        assert list(GuideSignature.objects.values()) == before

    def test_not_by_a_writer(self, person):
        both = person("admin")
        draft = changed_guide(D04, by=both, submitted=True)
        with pytest.raises(Refused, match="somebody else has to sign"):
            sign_all(draft, by=both)

    def test_not_by_somebody_who_only_saved_once(self, editor, person):
        draft = changed_guide(D04, by=editor)
        helper = person("admin")
        actions.save_draft(by=helper, draft=draft, revision=2, text=f"# Mended\n{draft.text}")
        sent = actions.submit_draft(by=editor, draft=draft, note="Both of us.")
        with pytest.raises(Refused, match="You worked on this draft"):
            sign_all(sent, by=helper)

    @pytest.mark.parametrize(
        ("seen", "ids", "says"),
        [
            ("0" * 64, None, "changed after you opened"),
            (None, ["none"], "Tick what"),
            (None, [], "Tick"),
        ],
    )
    def test_not_unread_nor_nothing(self, sent, approver, seen, ids, says):
        found = review(sent)
        ids = [item.id for item in found.items] if ids is None else ids
        with pytest.raises(Refused, match=says):
            actions.sign(by=approver, draft=sent, seen=seen or found.hash, ids=ids)
        assert not GuideSignature.objects.exists()

    def test_not_before_it_is_submitted_nor_by_editors(self, draft, editor, approver):
        with pytest.raises(Refused, match="cannot sign for it"):
            sign_all(draft, by=approver)
        with pytest.raises(PermissionDenied):
            sign_all(draft, by=editor)


class TestPublishing:
    def test_once_all_is_signed(self, sent, editor, approver):
        version = actions.publish_draft(by=approver, draft=sent, seen=sign_all(sent, by=approver))
        assert (version, version.number, version.by) == (live(), 2, approver)
        assert version.report["written"] == {"by": editor.name, "note": sent.note}
        assert not GuideDraft.objects.exists()

    def test_not_with_one_signature_missing(self, sent, approver):
        found = review(sent)
        rest = [item.id for item in found.items[1:]]
        actions.sign(by=approver, draft=sent, seen=found.hash, ids=rest)
        with pytest.raises(NotSigned) as refused:
            actions.publish_draft(by=approver, draft=sent, seen=found.hash)
        assert [item.key for item in refused.value.missing] == [found.items[0].key]
        assert live().number == 1

    def test_not_by_its_writer(self, person, approver):
        both = person("admin")
        draft = changed_guide(D04, by=both, submitted=True)
        seen = sign_all(draft, by=approver)
        with pytest.raises(Refused, match="somebody else has to sign and publish"):
            actions.publish_draft(by=both, draft=draft, seen=seen)

    def test_not_unread(self, sent, approver):
        sign_all(sent, by=approver)
        with pytest.raises(Refused, match="changed after you opened"):
            actions.publish_draft(by=approver, draft=sent, seen="")

    def test_not_once_a_clause_has_gone(self, sent, approver):
        seen = sign_all(sent, by=approver)
        amend({}, without=["yj-095"])
        with pytest.raises(GateRefused, match="'yj-095'"):
            actions.publish_draft(by=approver, draft=sent, seen=seen)

    def test_not_where_another_version_went_live_meanwhile(self, sent, approver):
        seen = sign_all(sent, by=approver)
        other = definition()
        named(other["outcomes"], "not-met")["answer"] = "Not met."
        actions.publish(by=None, definition=other, reviewed_as_file=True)
        with pytest.raises(NotSigned):
            actions.publish_draft(by=approver, draft=sent, seen=seen)

    def test_a_new_guide(self, editor, approver):
        new = definition("own-mobile") | {"slug": "poked"}
        draft = actions.import_draft(by=editor, text=dump_yaml(new))
        actions.submit_draft(by=editor, draft=draft, note="New.")
        found = review(draft)
        assert (found.items, found.changes, found.ok) == ([], None, True)
        version = actions.publish_draft(by=approver, draft=draft, seen=found.hash)
        assert (version.number, version.guide.slug) == (1, "poked")

    def test_the_next_draft_starts_from_it(self, editor):
        publish_guide(D04)
        draft = actions.start_draft(by=editor, guide=live().guide)
        expected = definition()
        assert load_yaml(draft.text)[0] == expected
        say_more(expected)
        assert expected["outcomes"][0]["answer"].count("Ask if you are not sure.") == 2
