"""A draft of a guide on its pages: written by one person, signed for by another."""

import pytest

from policies.guides.models import GuideDraft, GuideSignature
from policies.guides.reading.review import review
from policies.guides.views import drafts
from tests.support.desk import amend
from tests.support.guides import changed_guide, sign_all
from tests.support.html import links, page, under, words
from tests.unit.policies.guides.published import D04, live


@pytest.fixture
def editor(as_user):
    return as_user("editor")


@pytest.fixture
def approver(as_user):
    return as_user("approver")


@pytest.fixture
def draft(person):
    return changed_guide(D04, by=person("editor"))


@pytest.fixture
def sent(person):
    return changed_guide(D04, by=person("editor"), submitted=True)


def at(draft: GuideDraft, step: str = "") -> str:
    return f"/manage/guides/drafts/{draft.pk}/{step}"


def boxes(response) -> list[str]:
    """What can be ticked."""
    return [box["value"] for box in page(response).find_all("input", {"name": "sign"})]


class TestWriting:
    def test_what_the_gate_says_with_its_lines(self, editor, draft):
        text = draft.text.replace("to: 'guide:police-and-profiles'", "to: nowhere")
        response = editor.post(at(draft), {"revision": 2, "text": text}, follow=True)
        said = under(page(response), "What the gate says")
        assert "Refuses" in said
        line = text.split("\n").index("  - key: need") + 1
        assert f"Line {line} · rule “targets” · at “need”" in said
        assert f"#line-{line}" in links(response)
        assert "key: need" in words(page(response).find(id=f"line-{line}"))
        assert "Submit for approval" not in words(response)

    def test_a_draft_that_passes_says_what_changes(self, editor, draft):
        text = words(editor.get(at(draft)))
        assert "Passes 7 questions, 11 outcomes, 34 paths, each of them walked." in text
        assert "31 of 34 paths end otherwise than in version 1." in text

    def test_text_that_is_no_yaml_is_kept(self, editor, draft):
        response = editor.post(at(draft), {"revision": 2, "text": "a: [\r\n"}, follow=True)
        assert "This is not YAML" in words(response)
        assert page(response).find("textarea", {"name": "text"}).text.strip() == "a: ["

    def test_the_second_writer_gets_both_texts(self, editor, as_user, draft):
        theirs, mine = f"# theirs\n{draft.text}", f"# mine\n{draft.text}"
        as_user("admin").post(at(draft), {"revision": 2, "text": theirs})
        response = editor.post(at(draft), {"revision": 2, "text": mine})
        assert response.status_code == 409
        assert "Somebody saved this draft first" in words(response)
        assert words(page(response).find("del")) == "# theirs"
        assert words(page(response).find("ins")) == "# mine"
        form = page(response).find("form")
        assert form.textarea.text.strip() == mine.strip()
        assert form.find("input", {"name": "revision"})["value"] == "3"

    def test_nothing_is_lost_where_it_is_refused(self, editor, sent):
        response = editor.post(at(sent), {"revision": 3, "text": "a: 1"})
        assert (response.status_code, "In review" in words(response)) == (409, True)

    @pytest.mark.parametrize("data", [{}, {"revision": "x", "text": "a: 1"}, {"revision": 2}])
    def test_a_form_that_lacks_something(self, editor, draft, data):
        assert editor.post(at(draft), data).status_code == 400
        draft.refresh_from_db()
        assert draft.revision == 2

    def test_approvers_read_and_do_not_write(self, approver, draft):
        response = approver.get(at(draft))
        assert page(response).find("textarea") is None
        assert "slug: worried-about-whereabouts" in words(page(response).find(id="line-1"))
        assert approver.post(at(draft), {"revision": 2, "text": "a: 1"}).status_code == 404

    def test_a_text_too_long_to_be_numbered_says_so(self, approver, draft, monkeypatch):
        monkeypatch.setattr(drafts, "MOST_NUMBERED", 10)
        assert "too long to be set out line by line" in words(approver.get(at(draft)))


class TestToTheApprover:
    def test_submitted_with_a_note(self, editor, approver, draft):
        editor.post(at(draft, "submit/"), {"note": "Kinder."})
        assert under(page(approver.get(at(draft, "changes/"))), "What the editor says") == "Kinder."

    def test_not_without_a_note(self, editor, draft):
        response = editor.post(at(draft, "submit/"), {"note": ""})
        assert (response.status_code, "Say what changed" in words(response)) == (400, True)

    def test_not_with_faults(self, editor, draft):
        editor.post(at(draft), {"revision": 2, "text": "slug: worried-about-whereabouts"})
        response = editor.post(at(draft, "submit/"), {"note": "Soon."})
        assert (response.status_code, "The gate finds" in words(response)) == (409, True)

    def test_returned_with_what_has_to_change(self, editor, approver, sent):
        empty = approver.post(at(sent, "return/"), {"review_note": ""})
        assert (empty.status_code, "Say what has to change" in words(empty)) == (400, True)
        approver.post(at(sent, "return/"), {"review_note": "Say who."})
        assert under(page(editor.get(at(sent))), "What the approver asked for") == "Say who."
        assert approver.post(at(sent, "return/"), {"review_note": "Twice."}).status_code == 409

    def test_discarded(self, editor, draft):
        assert "Discard this draft?" in words(editor.get(at(draft, "discard/")))
        response = editor.post(at(draft, "discard/"), follow=True)
        assert "The draft is discarded" in response.content.decode()
        assert not GuideDraft.objects.exists()

    def test_not_discarded_while_it_is_in_review(self, editor, sent):
        response = editor.post(at(sent, "discard/"))
        assert (response.status_code, GuideDraft.objects.count()) == (409, 1)


class TestSigningAndPublishing:
    def test_tick_sign_publish(self, approver, sent):
        response = approver.get(at(sent, "changes/"))
        ids, seen = boxes(response), review(sent).hash
        assert len(ids) == 11
        assert "11 are still without a signature" in words(response)
        address = at(sent, "sign/")
        one = approver.post(address, {"seen": seen, "sign": ids[0]}, follow=True)
        assert boxes(one) == ids[1:]
        assert "Signed: Approver, Marcus Webb" in words(one)
        assert 'button class="btn btn-primary" type="submit">Publish' not in one.content.decode()
        approver.post(address, {"seen": seen, "sign": ids[1:]})
        done = approver.post(at(sent, "publish/"), {"seen": seen}, follow=True)
        assert "Published as version 2" in done.content.decode()
        assert live().number == 2

    def test_an_unsigned_change_stops_it_and_is_named(self, approver, sent):
        response = approver.post(at(sent, "publish/"), {"seen": review(sent).hash})
        assert response.status_code == 409
        assert "Nobody has signed for: " in words(response)
        assert live().number == 1

    @pytest.mark.parametrize("step", ["sign/", "publish/"])
    def test_its_writer_is_told_that_somebody_else_has_to(self, as_user, person, step):
        draft = changed_guide(D04, by=person("admin"), submitted=True)
        both = as_user("admin")
        shown = both.get(at(draft, "changes/"))
        assert boxes(shown) == []
        assert "You worked on this draft, so another approver has to" in words(shown)
        data = {"seen": review(draft).hash, "sign": [item.id for item in review(draft).items]}
        response = both.post(at(draft, step), data)
        assert (response.status_code, "somebody else has to" in words(response)) == (409, True)
        assert not GuideSignature.objects.exists()

    @pytest.mark.parametrize("data", [{}, {"seen": "x" * 65}, {"seen": "0" * 64, "sign": "none"}])
    @pytest.mark.parametrize("step", ["sign/", "publish/"])
    def test_made_up_forms_change_nothing(self, approver, sent, step, data):
        assert approver.post(at(sent, step), data).status_code == 409
        assert (live().number, GuideSignature.objects.count()) == (1, 0)

    def test_what_the_gate_refuses_by_now_is_named(self, approver, person, sent):
        seen = sign_all(sent, by=person("approver"))
        amend({}, without=["yj-095"])
        response = approver.post(at(sent, "publish/"), {"seen": seen})
        assert (response.status_code, "'yj-095'" in words(response)) == (409, True)
        assert "The gate refuses this draft as it stands" in words(response)

    def test_many_are_shown_page_by_page_and_signed_so(self, approver, sent, monkeypatch):
        monkeypatch.setattr(drafts, "CARDS_A_PAGE", 6)
        second = approver.get(at(sent, "changes/?page=2"))
        assert (len(boxes(second)), "Page 2 of 2" in words(second)) == (5, True)
        action = page(second).find("form", action=lambda a: "sign" in a)["action"]
        data = {"seen": review(sent).hash, "sign": boxes(second)}
        signed = approver.post(action, data)
        assert signed.url == at(sent, "changes/?page=2")
        assert "6 are still without a signature" in words(approver.get(signed.url))

    def test_editors_read_what_is_signed_for(self, editor, sent):
        response = editor.get(at(sent, "changes/"))
        assert boxes(response) == []
        assert "An approver who did not work on this draft." in words(response)
