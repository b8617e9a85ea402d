"""The guide desk's lists: every guide, the life of one, two versions, a new one."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from policies.guides import cards
from policies.guides.dumping import dump_yaml
from policies.guides.loading import LARGEST, load_yaml
from policies.guides.models import GuideDraft
from policies.guides.views import desk
from tests.support.desk import amend
from tests.support.guides import changed_guide, publish_guide
from tests.support.html import links, page, words
from tests.unit.policies.guides.published import D04, definition, live

NEW = "/manage/guides/new/"


@pytest.fixture
def editor(as_user):
    return as_user("editor")


@pytest.fixture
def approver(as_user):
    return as_user("approver")


def row_of(response, title: str) -> str:
    """The words of a guide's row in the table."""
    rows = page(response).find("table").find_all("tr")
    [found] = [words(row) for row in rows if title in words(row)]
    return found


def upload(client, content: bytes, **text: str):
    file = SimpleUploadedFile("guide.yaml", content)
    return client.post(NEW, {"file": file, **text})


class TestTheList:
    def test_every_guide_with_what_is_in_force(self, editor):
        row = row_of(editor.get("/manage/guides/"), live().guide.title)
        assert "DHS, DSS, GCC, PC, YJ" in row
        assert "Version 1 since " in row
        assert f"{live().report['paths']} paths" in row
        assert row.endswith("None None")

    def test_what_rests_on_words_that_changed(self, editor):
        amend({"yj-095": "Look when you must."})
        response = editor.get("/manage/guides/")
        assert "2 outcomes" in row_of(response, live().guide.title)
        assert "/manage/flags/" in links(response)

    @pytest.mark.parametrize(
        ("username", "mine"), [("editor", "Finish the draft"), ("approver", None)]
    )
    def test_drafts_by_whose_turn_it_is(self, as_user, person, username, mine):
        draft = changed_guide(D04, by=person("editor"))
        response = as_user(username).get("/manage/guides/")
        text = words(response)
        assert draft.get_absolute_url() in links(response)
        assert (f"{mine}: I am worried" in text) is bool(mine)
        assert ("With others" in text) is not bool(mine)
        assert "Open the draft" in row_of(response, live().guide.title)

    def test_what_waits_for_a_signature_waits_for_those_who_did_not_write(self, as_user, person):
        changed_guide(D04, by=person("admin"), submitted=True)
        step = "Read, sign and publish: I am worried"
        assert step in words(as_user("approver").get("/manage/guides/"))
        assert step not in words(as_user("admin").get("/manage/guides/"))

    def test_the_two_desks_lead_to_each_other(self, editor):
        assert "/manage/guides/" in links(editor.get("/manage/"))
        assert "/manage/" in links(editor.get("/manage/guides/"))

    def test_many_are_shown_page_by_page(self, editor, monkeypatch):
        monkeypatch.setattr(desk, "GUIDES_A_PAGE", 2)
        assert "Page 1 of" in words(editor.get("/manage/guides/"))


class TestOneGuide:
    def test_each_version_with_who_signed_for_what(self, approver):
        version = publish_guide(D04)
        response = approver.get(f"/manage/guides/{D04}/")
        text = words(response)
        assert "Version 2 In force since" in text
        assert "Version 1 In force from" in text
        assert "Written by Grace Kim · Published by Marcus Webb" in text
        assert version.hash in text
        assert f"Signed: {version.report['changed']['groups']}" in text
        assert "Reviewed as a file, in version control" in text
        assert "7 questions, 11 outcomes, 34 paths, each of them walked." in text

    def test_as_yaml(self, editor):
        response = editor.get(f"/manage/guides/{D04}/versions/1.yaml")
        assert response["Content-Type"] == "application/yaml; charset=utf-8"
        assert response["Content-Disposition"] == f'attachment; filename="{D04}-1.yaml"'
        assert load_yaml(response.content.decode()) == (definition(), ())

    def test_a_draft_starts_here(self, editor):
        response = editor.post(f"/manage/guides/{D04}/start/", follow=True)
        assert "What the gate says Passes" in words(response)
        again = editor.post(f"/manage/guides/{D04}/start/", follow=True)
        assert "already at the desk" in words(again)
        assert "Open the draft" in words(editor.get(f"/manage/guides/{D04}/"))

    def test_approvers_start_none(self, approver):
        assert "Start a draft" not in words(approver.get(f"/manage/guides/{D04}/"))


class TestTwoVersions:
    address = "/manage/guides/friend-request/compare/"

    def test_what_changed_for_whom(self, as_user):
        text = words(as_user("yj.worker").get(self.address))
        assert "What changed from version 1 to 2" in text
        assert "4 of 8 paths end otherwise, or with other words." in text
        assert (
            "GCC Which account did it reach? – A professional account or identity 1 path Before "
            "Ask first Do not reply until your manager has approved it. Now You may, if …" in text
        )
        assert "Has management approved online contact from that account? Yes" in text

    def test_backwards_says_so(self, as_user):
        text = words(as_user("yj.worker").get(f"{self.address}?from=2&to=1"))
        assert "You are reading backwards" in text

    @pytest.mark.parametrize("query", ["?from=1&to=9", "?from=9&to=1"])
    def test_a_version_that_is_not_there(self, as_user, query):
        response = as_user("yj.worker").get(f"{self.address}{query}")
        assert response.status_code == 404
        assert "This guide has no such version" in words(response)

    @pytest.mark.parametrize("query", ["?from=x&to=", "?from=-1&to=99999999999999999999"])
    def test_garbage_is_the_last_change(self, as_user, query):
        response = as_user("yj.worker").get(f"{self.address}{query}")
        assert "What changed from version 1 to 2" in words(response)

    def test_one_version_only(self, as_user):
        text = words(as_user("yj.worker").get(f"/manage/guides/{D04}/compare/"))
        assert "There is one version only" in text

    def test_many_changes_are_shown_page_by_page(self, as_user, monkeypatch):
        monkeypatch.setattr(desk, "CARDS_A_PAGE", 2)
        client = as_user("yj.worker")
        first, second = (client.get(f"{self.address}?page={n}") for n in (1, 2))
        assert "Page 1 of 2" in words(first)
        assert [len(page(r).find_all("article")) for r in (first, second)] == [2, 1]
        assert cards.CARDS_A_PAGE == 200


@pytest.mark.usefixtures("db")
class TestANewGuide:
    def test_from_a_file(self, editor):
        text = dump_yaml(definition() | {"slug": "poked"})
        response = upload(editor, b"\xef\xbb\xbf" + text.encode())
        draft = GuideDraft.objects.get()
        assert response.url == f"/manage/guides/drafts/{draft.pk}/"
        assert (draft.slug, draft.text) == ("poked", text)
        assert "This is a new guide" in words(editor.get(response.url))

    def test_from_pasted_text(self, editor):
        response = editor.post(NEW, {"text": "slug: poked"}, follow=True)
        assert "Refuses" in words(response)

    @pytest.mark.parametrize(
        ("content", "says"),
        [
            (b"\xff\xfes\x00", "Save the file as UTF-8"),
            (b"slug: po\x00ked", "characters that no guide can show"),
            (b"", "The file is empty"),
            (b"x" * (LARGEST + 1), "at most 1,000,000 bytes"),
        ],
        ids=["bytes", "nul", "empty", "large"],
    )
    def test_a_file_that_is_no_text(self, editor, content, says):
        response = upload(editor, content, text="slug: kept")
        assert response.status_code == 400
        assert says in words(response)
        assert "slug: kept" in page(response).textarea.text
        assert not GuideDraft.objects.exists()

    @pytest.mark.parametrize(
        "text",
        [
            "slug: <script>alert(1)</script>",
            "!!python/object/apply:os.system [ls]",
            "a: &a [b]\nc: [*a, *a]",
            "a: [" * 200,
        ],
        ids=["script", "object", "alias", "deep"],
    )
    def test_hostile_text_is_refused_and_kept_to_be_mended(self, editor, text):
        for response in (upload(editor, text.encode()), editor.post(NEW, {"text": text})):
            assert response.status_code == 400
            assert "There is a problem" in words(response)
            assert page(response).textarea.text.strip() == text
            assert page(response).find("script") is None
        assert not GuideDraft.objects.exists()

    def test_nothing_at_all(self, editor):
        response = editor.post(NEW, {})
        assert (response.status_code, "Choose a file or paste" in words(response)) == (400, True)

    def test_one_that_is_at_the_desk(self, editor, person):
        draft = changed_guide(D04, by=person("editor"))
        response = editor.post(NEW, {"text": f"slug: {D04}"})
        assert response.status_code == 409
        assert draft.get_absolute_url() in links(response)
        assert page(response).textarea.text.strip() == f"slug: {D04}"
