"""The pages on which owners add words."""

import pytest

from policies.library.models import Clause
from policies.search import actions
from policies.search.models import SearchMiss, Synonym
from tests.support.html import links, page, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(as_user):
    return as_user("editor")


@pytest.fixture
def synonym(person):
    return actions.add_synonym(by=person("editor"), word="gizmo", means=["camera", "film"])


class TestSynonyms:
    def test_are_listed(self, editor, synonym, django_assert_max_num_queries):
        with django_assert_max_num_queries(10):
            response = editor.get("/manage/synonyms/")
        assert f"/manage/synonyms/{synonym.pk}/" in links(response)
        assert "camera, film" in words(response)

    def test_are_added(self, editor):
        response = editor.post(
            "/manage/synonyms/add/", {"word": "Gadget", "means": "camera\nfilm, phone"}
        )
        assert response["Location"] == "/manage/synonyms/"
        assert Synonym.objects.get(word="gadget").means == ["camera", "film", "phone"]

    def test_begin_with_the_word_that_was_missed(self, editor):
        main = page(editor.get("/manage/synonyms/add/?word=zebra"))
        assert main.find("input", {"name": "word"})["value"] == "zebra"

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            ({}, "Enter the word that people type."),
            ({"word": "pic"}, "Enter at least one word"),
            ({"word": "gizmo", "means": "x"}, "There is an entry for “gizmo” already."),
            ({"word": "a\x00b" * 90, "means": "x"}, "Shorten the word"),
        ],
    )
    def test_that_cannot_be_kept_come_back_with_what_to_do(self, editor, synonym, data, said):
        response = editor.post("/manage/synonyms/add/", data)
        assert response.status_code == 400
        assert said in words(response)

    def test_are_edited(self, editor, synonym):
        response = editor.post(
            f"/manage/synonyms/{synonym.pk}/", {"revision": 1, "word": "gizmo", "means": "lens"}
        )
        assert response.status_code == 302
        assert Synonym.objects.get(pk=synonym.pk).means == ["lens"]

    @pytest.mark.parametrize("revision", ["0", "7", "", "9" * 30])
    def test_edited_by_somebody_else_meanwhile_show_both(self, editor, synonym, revision):
        response = editor.post(
            f"/manage/synonyms/{synonym.pk}/",
            {"revision": revision, "word": "gizmo", "means": "lens"},
        )
        assert response.status_code == 409
        assert "camera, film" in words(response)
        main = page(response)
        assert main.find("textarea").get_text().strip() == "lens"
        assert {i["value"] for i in main.find_all("input", {"name": "revision"})} == {"1"}
        assert Synonym.objects.get(pk=synonym.pk).means == ["camera", "film"]

    def test_are_removed(self, editor, synonym):
        assert (
            editor.post(f"/manage/synonyms/{synonym.pk}/remove/", {"revision": 1}).status_code
            == 302
        )
        assert not Synonym.objects.filter(pk=synonym.pk).exists()

    @pytest.mark.parametrize("revision", ["", "2", "x", "٣"])
    def test_edited_meanwhile_are_not_removed(self, editor, synonym, revision):
        response = editor.post(f"/manage/synonyms/{synonym.pk}/remove/", {"revision": revision})
        assert response.status_code == 409
        assert Synonym.objects.filter(pk=synonym.pk).exists()


class TestWordsPeopleUse:
    @pytest.mark.parametrize(
        ("path", "page_of_it"),
        [
            ("clause/yj-070", "/c/yj-070/"),
            ("contact/web-design-services", "/contacts/web-design-services/"),
            ("guide/friend-request", "/guides/friend-request/"),
        ],
    )
    def test_are_added(self, editor, path, page_of_it, look):
        main = page(editor.get(f"/manage/words/{path}/"))
        seen = main.find("input", {"name": "seen"})["value"]
        response = editor.post(
            f"/manage/words/{path}/", {"seen": seen, "people_say": "zebracorn\nzebra crossing"}
        )
        assert response["Location"] == page_of_it
        assert len(look("zebracorn").found.first.hits) == 1

    def test_added_by_somebody_else_meanwhile_are_shown_beside(self, editor):
        Clause.objects.filter(short_id="yj-070").update(people_say="theirs")
        response = editor.post(
            "/manage/words/clause/yj-070/", {"seen": "0" * 16, "people_say": "mine"}
        )
        assert response.status_code == 409
        main = page(response)
        assert "theirs" in words(main.find(id="theirs").parent)
        assert main.find("textarea").get_text().strip() == "mine"
        seen = main.find("input", {"name": "seen"})["value"]
        editor.post("/manage/words/clause/yj-070/", {"seen": seen, "people_say": "mine\ntheirs"})
        assert Clause.objects.get(short_id="yj-070").people_say == "mine\ntheirs"

    def test_that_are_too_long_come_back(self, editor):
        seen = actions.seal(Clause.objects.get(short_id="yj-070"))
        response = editor.post(
            "/manage/words/clause/yj-070/", {"seen": seen, "people_say": "x" * 200}
        )
        assert response.status_code == 400
        assert "Shorten each line to 100 characters." in words(response)

    @pytest.mark.parametrize("path", ["clause/none", "contact/none", "guide/none", "task/x", "x/y"])
    def test_of_what_there_is_not(self, editor, path):
        assert editor.get(f"/manage/words/{path}/").status_code == 404

    def test_the_pages_of_it_lead_there_for_owners_only(self, editor, as_user):
        reader = as_user("yj.worker")
        for path, at in (
            ("/c/yj-070/", "/manage/words/clause/yj-070/"),
            ("/contacts/web-design-services/", "/manage/words/contact/web-design-services/"),
        ):
            assert at in links(editor.get(path))
            assert at not in links(reader.get(path))


class TestSearchesThatFoundNothing:
    @pytest.fixture
    def miss(self, as_user):
        as_user("yj.worker").get("/search/", {"q": "zebra & crossing"})
        return SearchMiss.objects.get()

    def test_are_listed_with_what_to_do(self, editor, miss, django_assert_max_num_queries):
        with django_assert_max_num_queries(10):
            response = editor.get("/manage/missed-searches/")
        assert "zebra & crossing" in words(response)
        assert {
            "/search/?q=zebra+%26+crossing&set=YJ",
            "/manage/synonyms/add/?word=zebra+%26+crossing",
        } <= set(links(response))

    def test_are_settled(self, editor, miss):
        response = editor.post(f"/manage/missed-searches/{miss.pk}/settle/", follow=True)
        assert "Every search that found nothing is settled." in words(response)

    def test_name_nobody(self, editor, miss, person):
        assert person("yj.worker").name not in words(editor.get("/manage/missed-searches/"))

    def test_are_reached_from_the_desk(self, editor, as_user):
        assert {"/manage/missed-searches/", "/manage/synonyms/"} <= set(
            links(editor.get("/manage/"))
        )
        assert "/manage/synonyms/" not in links(as_user("approver").get("/manage/"))


@pytest.mark.parametrize("username", ["yj.worker", "approver", "records"])
def test_all_of_it_is_for_owners(as_user, synonym, username):
    client = as_user(username)
    for path in (
        "/manage/synonyms/",
        "/manage/synonyms/add/",
        f"/manage/synonyms/{synonym.pk}/",
        "/manage/words/clause/yj-070/",
        "/manage/missed-searches/",
    ):
        assert client.get(path).status_code == 404
        assert client.post(path).status_code == 404
    for path in (f"/manage/synonyms/{synonym.pk}/remove/", "/manage/missed-searches/1/settle/"):
        assert client.post(path).status_code == 404
