from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from policies.roles.models import Appointment, JobRole, LocalAgreement, Team
from tests.support.sql import refused, update

pytestmark = pytest.mark.django_db


@pytest.fixture
def appointment(person):
    return Appointment.objects.get(user=person("yj.worker"))


def hold(appointment: Appointment, first: int | None, after: int | None) -> None:
    """Let the appointment hold from so many days after today to so many, the last not included."""
    today = timezone.localdate()
    ends = [day if day is None else today + timedelta(days=day) for day in (first, after)]
    appointment.held = DateRange(*ends)
    appointment.save()


class TestWhoHoldsAJobToday:
    @pytest.mark.parametrize(
        ("first", "after", "holds"),
        [
            (-5, None, True),
            (0, None, True),
            (1, None, False),
            (-5, 0, False),
            (-5, 1, True),
            (None, None, True),
        ],
    )
    def test_the_first_day_counts_and_the_day_after_the_last_does_not(
        self, appointment, person, first, after, holds
    ):
        hold(appointment, first, after)
        held = Appointment.objects.held_by(person("yj.worker"))
        assert held == (appointment if holds else None)

    def test_a_closed_account_holds_none(self, appointment, person):
        user = person("yj.worker")
        user.is_active = False
        user.save()
        assert Appointment.objects.held_by(user) is None

    def test_it_is_looked_up_once_a_person(self, person, django_assert_num_queries):
        user = person("yj.worker")
        with django_assert_num_queries(1):
            first = Appointment.objects.held_by(user)
            assert Appointment.objects.held_by(user) is first
            assert first.job_role.policy_set.code == "YJ"
            assert first.team.area.key == "north"

    def test_having_none_is_looked_up_once_as_well(self, appointment, person):
        hold(appointment, 1, None)
        user = person("yj.worker")
        assert Appointment.objects.held_by(user) is None
        hold(appointment, -1, None)
        assert Appointment.objects.held_by(user) is None
        assert Appointment.objects.held_by(person("yj.worker")) == appointment


class TestTheDatabaseRefuses:
    def test_two_jobs_at_once(self, appointment):
        with refused("appointment_one_current_per_person"):
            Appointment.objects.create(
                user=appointment.user,
                job_role=JobRole.objects.get(key="yj-team-leader"),
                team=appointment.team,
                held=DateRange(timezone.localdate(), None),
            )

    def test_but_not_one_after_the_other(self, appointment):
        hold(appointment, -5, 3)
        today = timezone.localdate()
        after = Appointment.objects.create(
            user=appointment.user,
            job_role=JobRole.objects.get(key="yj-team-leader"),
            team=appointment.team,
            held=DateRange(today + timedelta(days=3), None),
        )
        assert appointment.user.appointments.count() == 2
        assert after.pk

    def test_an_agreement_of_a_role_with_itself(self):
        with refused("local_agreement_two_roles"):
            update(LocalAgreement.objects.get(), "second_role_id = first_role_id")


class TestTeams:
    def test_who_leads(self, person):
        leading = Appointment.objects.leading
        assert [a.user for a in leading(Team.objects.get(key="north-area-team"))] == [
            person("yj.leader")
        ]
        assert not leading(Team.objects.get(key="dss-services")).exists()

    def test_the_people_of_an_area_stand_in_the_order_they_are_asked(self):
        area = Team.objects.get(key="north-area-team").area_id
        people = [a.user.username for a in Appointment.objects.in_area(area)]
        assert people == ["yj.leader", "yj.director", "yj.advisor", "yj.worker"]

    def test_an_agreement_holds_in_its_area_alone(self):
        north, west = (
            Team.objects.get(key=key).area for key in ("north-area-team", "west-area-team")
        )
        assert LocalAgreement.objects.in_force(north).count() == 1
        assert not LocalAgreement.objects.in_force(west).exists()

    def test_one_that_is_over_holds_no_more(self):
        agreement = LocalAgreement.objects.get()
        agreement.held = DateRange(agreement.held.lower, timezone.localdate())
        agreement.save()
        assert not LocalAgreement.objects.in_force(agreement.area).exists()
