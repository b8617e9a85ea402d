"""The list of what one was told, and the choices."""

import pytest

from policies.notices.models import Notice, NoticeKind
from tests.support.forms import shown_values
from tests.support.html import links, page, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_work")]


@pytest.fixture
def worker(as_user):
    return as_user("yj.worker")


def header(response) -> str:
    text = response.content.decode()
    return words(text[text.index("<header") : text.index("</header>")])


class TestTheList:
    def test_nothing_yet(self, worker):
        response = worker.get("/notices/")
        assert "You have not been told of anything yet." in words(response)
        assert "unread" not in header(response)

    def test_newest_first_with_the_way_there(self, worker, told):
        told("first", url="/c/yj-069/")
        told("second", url="/c/yj-092/")
        response = worker.get("/notices/")
        text = words(response)
        assert text.index("About second.") < text.index("About first.")
        assert {"/c/yj-069/", "/c/yj-092/"} <= set(links(response))
        assert "Today, 10:00 am" in text

    def test_the_header_counts_what_is_unread_on_every_page(self, worker, told):
        told("one")
        told("two")
        told("theirs", person="yj.leader")
        assert "Notices 2 unread" in header(worker.get("/tasks/"))

    def test_a_hundred_and_more_are_not_counted(self, worker, told, person):
        Notice.objects.bulk_create(
            Notice(
                person=person("yj.worker"),
                key=str(n),
                kind="task",
                title="x",
                url="/",
                mail="none",
                not_before="2031-01-01T00:00Z",
            )
            for n in range(120)
        )
        assert "Notices 99+ unread" in header(worker.get("/tasks/"))
        first, last = worker.get("/notices/"), worker.get("/notices/?page=5")
        assert "Page 1 of 5" in words(first)
        assert len(page(last).find_all("li", class_="tasks__item")) == 20

    def test_what_it_says_is_escaped(self, worker, told):
        told(title="<script>alert(1)</script>")
        assert "<script>alert" not in worker.get("/notices/").content.decode()

    def test_others_see_none_of_it(self, as_user, told):
        told()
        assert "About a-key." not in words(as_user("yj.leader").get("/notices/"))


class TestReading:
    def test_marking_one(self, worker, told):
        notice = told()
        told("other")
        answer = worker.post(f"/notices/{notice.pk}/read/", follow=True)
        assert "Notices 1 unread" in header(answer)
        unread = words(worker.get("/notices/?show=unread"))
        assert "About other." in unread
        assert "About a-key." not in unread

    def test_marking_all_leaves_what_came_since(self, worker, told):
        told("seen")
        until = shown_values(worker.get("/notices/"))["until"]
        told("since")
        answer = worker.post("/notices/read/", {"until": until}, follow=True)
        assert "1 notice marked as read." in words(answer)
        assert [n.key for n in Notice.objects.unread()] == ["since"]

    @pytest.mark.parametrize("until", ["", "x", "-1", "9" * 40, "²"])
    def test_nonsense_marks_nothing(self, worker, told, until):
        told()
        assert worker.post("/notices/read/", {"until": until}).status_code == 302
        assert Notice.objects.unread().count() == 1

    def test_another_persons_is_not_there(self, as_user, told):
        notice = told()
        assert as_user("yj.leader").post(f"/notices/{notice.pk}/read/").status_code == 404
        assert Notice.objects.unread().count() == 1


class TestTheChoices:
    def test_all_but_what_everybody_is_told_comes_at_once_until_somebody_chooses(self, worker):
        shown = shown_values(worker.get("/me/notices/"))
        at_once = {kind for kind in NoticeKind if shown[kind] == "each"}
        assert at_once == set(NoticeKind) - {NoticeKind.PUBLICATION}
        assert shown[NoticeKind.PUBLICATION] == "digest"

    def test_they_are_kept(self, worker, told):
        ways = dict.fromkeys(NoticeKind, "digest") | {"task": "none"}
        answer = worker.post("/me/notices/", ways, follow=True)
        assert "Saved." in words(answer)
        shown = shown_values(answer)
        assert {kind: shown[kind] for kind in ways} == ways
        assert told().mail == "none"

    def test_nonsense_is_refused_and_the_rest_stays_as_typed(self, worker):
        ways = dict.fromkeys(NoticeKind, "digest") | {"task": "pigeon"}
        answer = worker.post("/me/notices/", ways)
        assert answer.status_code == 400
        assert "Choose how you are told: a task given to you, or due." in words(answer)
        assert shown_values(answer)["contact"] == "digest"

    def test_without_an_address_it_says_so(self, as_user, person):
        worker = person("yj.worker")
        worker.email = ""
        worker.save()
        assert "No mail address is known for you" in words(as_user("yj.worker").get("/me/notices/"))
