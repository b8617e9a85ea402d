"""The figures of a team and of an organisation."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pgtrigger
import pytest
from django.utils import timezone

from policies.consultations import oversight
from policies.consultations.models import Consultation, Decision
from tests.factories import ConsultationFactory, DecisionFactory
from tests.unit.policies.consultations.records import text_of, user

pytestmark = pytest.mark.django_db
PAGE = "/consultations/oversight/"
MELBOURNE = ZoneInfo("Australia/Melbourne")


def last_month(day: int = 10, hour: int = 10) -> datetime:
    first = timezone.localdate().replace(day=1)
    before = first - timedelta(days=1)
    return datetime(before.year, before.month, day, hour, tzinfo=MELBOURNE)


def decided(days: int, result: str = "appropriate", **how) -> Decision:
    """A record asked last month and decided so many days later."""
    asked = last_month()
    how.setdefault("advice_given", {"guide": "I am worried"})
    record = ConsultationFactory(state="closed", submitted_at=asked, **how)
    made = DecisionFactory(consultation=record, result=result)
    with pgtrigger.ignore("policies.Decision:append_only"):
        Decision.objects.filter(pk=made.pk).update(at=asked + timedelta(days=days))
    return made


def figures(username: str) -> oversight.Oversight:
    scope, records = oversight.records_for(user(username))
    return oversight.oversight(scope, records, "AU-VIC")


def bars(username: str, key: str) -> list[tuple[str, int]]:
    (chart,) = [chart for chart in figures(username).charts if chart.key == key]
    return [(bar.label, bar.count) for bar in chart.bars]


def test_how_many_how_quick_on_what_and_how():
    for _ in range(6):
        decided(0)
    for _ in range(7):
        decided(1, "conditions", advice_given={"guide": "A request"})
    seen = figures("yj.leader")
    assert seen.scope == "North area team"
    assert sum(count for _, count in bars("yj.leader", "asked")) == 13
    assert bars("yj.leader", "about") == [("A request", 7), ("I am worried", 6)]
    assert bars("yj.leader", "results") == [("Appropriate with conditions", 7), ("Appropriate", 6)]
    assert sum(count for _, count in bars("yj.leader", "quick")) == 13


def test_only_whole_months_and_no_more_than_twelve():
    for _ in range(5):
        decided(0)
    ConsultationFactory.create_batch(5, submitted_at=timezone.now())
    long_ago = timezone.now() - timedelta(days=500)
    ConsultationFactory.create_batch(5, submitted_at=long_ago)
    assert sum(count for _, count in bars("yj.leader", "asked")) == 5


def test_a_leader_sees_the_team_and_a_records_officer_the_organisation():
    for _ in range(5):
        decided(0)
    other = user("yj.leader2").appointments.get().team
    for _ in range(6):
        decided(0, team=other)
    assert sum(count for _, count in bars("yj.leader", "asked")) == 5
    assert sum(count for _, count in bars("records", "asked")) == 11


def test_fewer_than_five_are_not_shown(as_user):
    for _ in range(4):
        decided(0)
    seen = figures("yj.leader")
    assert seen.median_days is None
    assert not any(chart.bars for chart in seen.charts)
    assert "Fewer than five" in text_of(as_user("yj.leader").get(PAGE))


def test_names_nobody_and_no_word_of_a_case(as_user):
    for _ in range(9):
        decided(2, topic="Anna at the station", advice_given=None)
    page = as_user("yj.leader").get(PAGE).content.decode().partition("<main")[2]
    for word in ("Amara", "Nwosu", "Anna", "station", "AB-1234", "C-2020"):
        assert word not in page
    assert "Asked from no guide and no clause" in page


def test_every_chart_has_its_table(as_user):
    for _ in range(9):
        decided(2)
    page = as_user("yj.leader").get(PAGE).content.decode()
    assert page.count('<svg class="chart__bar"') == page.count('<tr role="row">') - 4
    assert page.count("<table") == 4


def test_a_team_that_reports_its_leader_is_not_counted_for_the_leader():
    for _ in range(5):
        decided(0, kind="report")
    assert bars("yj.leader", "asked") == []
    assert Consultation.objects.count() == 5


@pytest.mark.parametrize("username", ["yj.worker", "yj.advisor", "admin", "editor", "gcc.worker"])
def test_everybody_else_has_no_figures(username, as_user):
    assert as_user(username).get(PAGE).status_code == 404


def test_the_page_shows_each_reader_their_own(as_user):
    for _ in range(6):
        decided(0)
    scopes = {
        "yj.leader": "North area team",
        "yj.leader2": "West area team",
        "records": "Department of Human Services",
        "gcc.manager": "Safeguarding team",
    }
    for username, scope in scopes.items():
        page = text_of(as_user(username).get(PAGE))
        assert f"{scope}, " in page
        nothing = "Fewer than five" in page
        assert nothing == (username in ("yj.leader2", "gcc.manager"))
