from datetime import date

import pytest
from django.utils import timezone

from policies.directory.models import Contact
from policies.directory.presenters import cards, contact_cards
from policies.roles.models import Appointment, Team

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return lambda key: Team.objects.get(key=key)


class TestWhoIsMeant:
    @pytest.mark.parametrize(
        ("team_key", "who"),
        [
            ("north-area-team", "Priya Raman, North area team"),
            ("west-area-team", "Tomasz Zielinski, West area team"),
            ("north-area-office", "Priya Raman, North area team"),
        ],
    )
    def test_an_internal_contact_is_the_person_in_the_readers_area(self, team, team_key, who):
        [card] = contact_cards(["yj-team-leader"], team=team(team_key))
        assert card.person == who

    def test_with_their_address(self, team):
        [card] = contact_cards(["yj-team-leader"], team=team("west-area-team"))
        assert (card.email, card.phone) == ("yj.leader2@example.org", "")

    def test_the_readers_own_team_leader_goes_before_another_of_the_area(self, team, person):
        other = Team.objects.create(
            key="north-second",
            name="North second team",
            area=team("north-area-team").area,
            policy_set=team("north-area-team").policy_set,
        )
        Appointment.objects.filter(user=person("yj.leader2")).update(team=other)
        names = {
            t.key: contact_cards(["yj-team-leader"], team=t)[0].person
            for t in (other, team("north-area-team"))
        }
        assert names == {
            "north-second": "Tomasz Zielinski, North second team",
            "north-area-team": "Priya Raman, North area team",
        }

    def test_nobody_where_nobody_holds_the_job(self, team):
        [card] = contact_cards(["yj-assistant-director"], team=team("west-area-team"))
        assert (card.name, card.person, card.email) == (
            "Assistant Director / Manager Individual and Family Support",
            "",
            "",
        )

    def test_somebody_who_has_left_is_not_named(self, team, person):
        person("yj.leader").appointments.update(held=(date(2025, 7, 1), timezone.localdate()))
        [card] = contact_cards(["yj-team-leader"], team=team("north-area-team"))
        assert card.person == ""

    def test_an_account_that_is_closed_is_not_named(self, team, person):
        leader = person("yj.leader")
        leader.is_active = False
        leader.save()
        [card] = contact_cards(["yj-team-leader"], team=team("north-area-team"))
        assert card.person == ""

    def test_for_a_reader_without_a_team_it_stays_a_title(self):
        [card] = contact_cards(["yj-team-leader"])
        assert (card.name, card.person) == ("Team leader / team manager", "")

    def test_one_with_a_number_is_rung_not_resolved(self, team):
        [card] = contact_cards(["web-design-services"], team=team("dhs-communications"))
        assert (card.phone, card.person) == ("9096 0779", "")


class TestTheCards:
    def test_come_in_the_order_asked_for_each_once(self, team):
        keys = ["yj-team-leader", "web-design-services", "gone", "yj-team-leader"]
        assert [card.key for card in contact_cards(keys, team=team("north-area-team"))] == [
            "yj-team-leader",
            "web-design-services",
        ]

    def test_no_keys_no_cards_and_no_query(self, django_assert_num_queries):
        with django_assert_num_queries(0):
            assert contact_cards([]) == []

    def test_all_contacts_cost_two_queries(self, team, django_assert_max_num_queries):
        north = team("north-area-team")
        with django_assert_max_num_queries(2):
            found = cards(Contact.objects.with_unit(), team=north)
        assert len(found) == Contact.objects.count() > 20

    def test_the_number_can_be_dialled(self):
        [card] = contact_cards(["web-design-services"])
        assert (card.phone, card.phone_href) == ("9096 0779", "90960779")
        Contact.objects.get(key=card.key).save_over(1, phone="+61 (3) 9096-0779")
        assert contact_cards([card.key])[0].phone_href == "+61390960779"

    def test_the_day_it_was_checked_is_said_in_words(self):
        checked = Contact.objects.get(key="web-design-services")
        checked.save_over(1, verified_on=date(2026, 3, 4))
        assert contact_cards(["web-design-services"])[0].verified == "4 March 2026"

    def test_as_a_record_keeps_it(self, team):
        [card] = contact_cards(["yj-team-leader"], team=team("north-area-team"))
        kept = card.as_dict()
        assert kept["person"] == "Priya Raman, North area team"
        assert set(map(type, kept.values())) == {str}
        assert type(card)(**kept) == card
