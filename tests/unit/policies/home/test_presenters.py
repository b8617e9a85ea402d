from datetime import timedelta

import pytest
from django.utils import timezone

from policies.consultations.models import Consultation, State
from policies.drafting import actions as desk
from policies.home.presenters import needs
from policies.library.models import Policy, PolicyVersion
from policies.tasks.models import Task
from tests.factories import ConsultationFactory, TaskFactory
from tests.support.desk import draft, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(person):
    """What waits for somebody, as (task, mark) in order."""

    def for_(username: str) -> list[tuple[str, str]]:
        user = person(username)
        found = needs(
            user,
            Consultation.objects.waiting_for(user),
            Task.objects.of(user).open(),
            PolicyVersion.objects.at_the_desk(),
        )
        return [(need.task, need.state) for need in found]

    return for_


class TestConsultations:
    @pytest.mark.parametrize(
        ("state", "asker", "holder"),
        [
            (State.DRAFT, "Finish your draft", None),
            (State.SUBMITTED, None, "Accept"),
            (State.ACCEPTED, None, "Advise on"),
            (State.MORE_INFORMATION, "Answer the question about", None),
            (State.ADVISED, None, "Decide"),
            (State.DECIDED, "Read the decision on", None),
            (State.ACKNOWLEDGED, None, "Close"),
            (State.CLOSED, None, None),
            (State.WITHDRAWN, None, None),
        ],
    )
    def test_it_waits_for_the_one_whose_turn_it_is(self, waiting, state, asker, holder):
        record = ConsultationFactory(state=state)
        for username, verb in (("yj.worker", asker), ("yj.leader", holder)):
            expected = [f"{verb} {record.reference}"] if verb else []
            assert [task for task, _ in waiting(username)] == expected

    def test_nobody_else_is_asked(self, waiting):
        ConsultationFactory()
        for username in ("yj.worker2", "yj.leader2", "yj.director", "records", "admin"):
            assert waiting(username) == []

    def test_what_is_late_is_marked_and_comes_first(self, waiting):
        today = timezone.localdate()
        later = ConsultationFactory(due=today + timedelta(days=3))
        late = ConsultationFactory(due=today - timedelta(days=1), urgent=True)
        urgent = ConsultationFactory(due=today, urgent=True)
        assert waiting("yj.leader") == [
            (f"Accept {late.reference}", "Overdue"),
            (f"Accept {urgent.reference}", "Urgent"),
            (f"Accept {later.reference}", ""),
        ]

    def test_the_clock_is_not_the_askers(self, waiting):
        past = timezone.localdate() - timedelta(days=9)
        record = ConsultationFactory(state=State.MORE_INFORMATION, due=past, urgent=True)
        assert waiting("yj.worker") == [(f"Answer the question about {record.reference}", "")]


class TestTasks:
    def test_due_first_then_those_without_a_date(self, waiting):
        today = timezone.localdate()
        TaskFactory(what="Some day", due=None)
        TaskFactory(what="Later", due=today + timedelta(days=9))
        record = ConsultationFactory(state=State.DECIDED)
        TaskFactory(what="Today", due=today)
        assert [task for task, _ in waiting("yj.worker")] == [
            "Today",
            "Later",
            f"Read the decision on {record.reference}",
            "Some day",
        ]

    def test_what_is_done_waits_no_more(self, waiting):
        TaskFactory(done_at=timezone.now())
        assert waiting("yj.worker") == []


class TestTheDesk:
    @pytest.fixture
    def version(self):
        version = draft()
        write(version, "yj-069", body_markdown="Keep your own accounts out of it.")
        return version

    @pytest.fixture
    def submitted(self, version, person):
        return desk.submit(
            by=person("editor"), version=version, note="Plainer.", change_class="minor"
        )

    TITLE = "Social media procedure for youth justice staff"

    def who(self, waiting) -> dict[str, list[str]]:
        found = {name: waiting(name) for name in ("editor", "approver", "admin")}
        return {name: [task for task, _ in tasks] for name, tasks in found.items() if tasks}

    def test_a_draft_waits_for_its_author(self, waiting, version):
        assert self.who(waiting) == {"editor": [f"Finish your draft of {self.TITLE}"]}

    def test_what_is_submitted_waits_for_those_who_may_approve(self, waiting, submitted):
        review = [f"Review {self.TITLE}"]
        assert self.who(waiting) == {"approver": review, "admin": review}

    def test_what_is_returned_goes_back_to_its_author(self, waiting, submitted, person):
        desk.return_for_changes(by=person("approver"), version=submitted, review_note="Shorter.")
        assert self.who(waiting) == {"editor": [f"Mend {self.TITLE}"]}

    def test_what_is_approved_waits_to_be_published(self, waiting, submitted, person):
        desk.approve(by=person("approver"), version=submitted)
        publish = [f"Publish {self.TITLE}"]
        assert self.who(waiting) == {"approver": publish, "admin": publish}

    def test_what_waits_for_its_day_waits_for_nobody(self, waiting, submitted, person):
        desk.approve(by=person("approver"), version=submitted)
        day = timezone.localdate() + timedelta(days=3)
        desk.publish(by=person("approver"), version=submitted, effective_from=day)
        assert self.who(waiting) == {}

    def test_an_emergency_waits_at_the_desk_only(self, waiting, submitted, person):
        desk.publish_at_once(
            by=person("approver"),
            version=submitted,
            reason="Harm.",
            note="Plainer.",
            change_class="minor",
        )
        assert self.who(waiting) == {}

    def test_another_editor_who_may_not_approve_is_not_asked_to(self, waiting, person):
        version = desk.start_draft(by=person("admin"), policy=Policy.objects.get(title=self.TITLE))
        clause = version.clauses.select_related("version").get(clause__short_id="yj-069")
        desk.edit_clause(
            by=person("admin"), clause_version=clause, revision=1, body_markdown="Other words."
        )
        desk.submit(by=person("admin"), version=version, note="x", change_class="minor")
        assert self.who(waiting) == {"approver": [f"Review {self.TITLE}"]}
