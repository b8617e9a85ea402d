import pytest
from django.utils import timezone

from policies.consultations.models import State
from policies.drafting import actions as desk
from policies.guides.models import Guide
from policies.library.models import Binding, Citation
from tests.factories import ConsultationFactory, TaskFactory
from tests.support.desk import amend, draft, write
from tests.support.html import links, page, under, words

QUEUE, DESK = "Open the queue", "Open the policy desk"


@pytest.fixture
def home(as_user):
    return lambda username: as_user(username).get("/")


class TestWhatEachPersonSeesFirst:
    @pytest.mark.parametrize(
        ("username", "buttons"),
        [
            ("yj.worker", []),
            ("yj.leader", [QUEUE]),
            ("editor", [DESK]),
            ("approver", [DESK]),
            ("admin", [DESK]),
            ("records", []),
            ("dss.employee", []),
        ],
    )
    def test_the_way_to_their_work(self, home, username, buttons):
        main = page(home(username))
        assert words(main.find("h2")) == "What needs you"
        found = [words(a) for a in main.find_all("a", class_="btn-primary")]
        assert found == buttons

    def test_a_worker_what_they_have_to_answer_and_do(self, home):
        record = ConsultationFactory(state=State.MORE_INFORMATION, topic="A public profile")
        TaskFactory(what="Ring the leader")
        first = under(page(home("yj.worker")), "What needs you")
        assert f"Answer the question about {record.reference}" in first
        assert "A public profile" in first
        assert "Ring the leader" in first

    def test_a_leader_what_was_asked_of_them(self, home):
        record = ConsultationFactory()
        response = home("yj.leader")
        assert f"Accept {record.reference}" in under(page(response), "What needs you")
        assert record.get_absolute_url() in links(response)

    def test_an_editor_the_draft_and_an_approver_what_was_submitted(self, home, person):
        version = draft()
        address = f"/manage/drafts/{version.pk}/"
        assert address in links(home("editor"))
        assert address not in links(home("approver"))
        write(version, "yj-069", body_markdown="Keep your own accounts out of it.")
        desk.submit(by=person("editor"), version=version, note="x", change_class="minor")
        assert address in links(home("approver"))
        assert address not in links(home("editor"))

    def test_somebody_bound_by_nothing_in_the_library(self, home):
        Binding.objects.filter(policy_set__code="DSS").delete()
        Guide.policy_sets.through.objects.filter(policyset__code="DSS").delete()
        text = words(home("dss.employee"))
        assert "Nothing waits for you." in text
        assert "No guide serves your staff group yet." in text
        assert "None that binds you is in the library yet." in text

    def test_somebody_without_a_job(self, home, person):
        person("yj.worker").appointments.all().delete()
        response = home("yj.worker")
        assert response.status_code == 200
        assert "You are here as" not in words(response)


class TestTheRest:
    def test_guides_policies_and_who_one_is(self, home):
        response = home("yj.worker")
        assert "Good to see you, Amara" in words(response)
        assert "/guides/friend-request/" in links(response)
        assert "/policies/yj-social-media/" in links(response)
        assert "Youth justice case manager, North area team" in words(response)

    def test_what_changed_in_my_policies_is_said(self, home):
        assert "Put in plainer words." not in words(home("yj.worker"))
        amend({"yj-069": "Keep your own accounts out of it."})
        assert "Put in plainer words." in under(page(home("yj.worker")), "Your policies")

    def test_flags_are_counted_for_those_who_can_mend_them(self, home):
        assert "/manage/flags/" not in links(home("editor"))
        amend({"yj-031": "Somebody else approves."})
        flags = Citation.objects.suspect().count()
        assert f"{flags} flags: text changed under advice that relies on it" in words(
            home("editor")
        )
        assert "/manage/flags/" not in links(home("yj.leader"))

    def test_no_more_than_five_things_and_how_many_more(self, home):
        TaskFactory.create_batch(8)
        main = page(home("yj.worker"))
        assert len(main.find_all("li", class_="tasks__item")) == 5
        assert "3 more" in words(main)

    def test_it_costs_no_more_with_more_to_do(self, as_user, django_assert_max_num_queries):
        leader = as_user("yj.leader")
        ConsultationFactory.create_batch(8, due=timezone.localdate())
        with django_assert_max_num_queries(10):
            leader.get("/")

    def test_an_evil_topic_is_escaped(self, home):
        ConsultationFactory(topic="<script>alert(1)</script>")
        assert "<script>alert" not in home("yj.leader").content.decode()
