"""Giving records to somebody else: one, many, and those whose holder is not there."""

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from policies.consultations import actions, answerers, integrity
from policies.consultations.models import Consultation
from policies.consultations.transitions import NotYours
from policies.notices.models import Notice
from policies.roles.models import Absence
from portal.models import Conflict, User
from tests.unit.policies.consultations.records import (
    anew,
    ask,
    record_in,
    referred_up,
    text_of,
    user,
)

pytestmark = pytest.mark.django_db
PAGE = "/consultations/reassign/"
STRANDED = "/consultations/stranded/"


def give(record: Consultation, by: str, to: str, reason: str = "On leave until Monday.") -> None:
    actions.reassign(by=user(by), consultation=anew(record), to=user(to), reason=reason)


def titles(username: str) -> str:
    return "\n".join(Notice.objects.of(user(username)).values_list("title", flat=True))


def away(username: str) -> None:
    today = timezone.localdate()
    days = DateRange(today, today + timedelta(days=3))
    Absence.objects.create(person=user(username), away=days)


def leave(username: str) -> None:
    """The job ended yesterday."""
    user(username).appointments.update(held=(None, timezone.localdate() - timedelta(days=1)))


def test_state_and_due_date_stay_and_the_history_says_why():
    record = record_in("accepted")
    give(record, "yj.leader", "yj.director")
    after = anew(record)
    assert (after.state, after.due, after.level) == (record.state, record.due, record.level)
    assert after.assigned_to.username == "yj.director"
    event = after.events.last()
    assert (event.action, event.text) == ("reassign", "On leave until Monday.")
    assert event.data["from"] == "Team leader / team manager, Priya Raman"
    assert event.data["to"].endswith("Helen Papadakis")
    assert list(integrity.problems()) == []


def test_everybody_it_concerns_is_told_and_whoever_did_it_is_not():
    record = record_in("accepted")
    give(record, "yj.leader", "yj.director")
    assert "has been given to you" in titles("yj.director")
    assert "Somebody else has your question now" in titles("yj.worker")
    assert "given to somebody else" not in titles("yj.leader")


def test_the_new_holder_goes_on_from_there():
    record = record_in("advised")
    give(record, "yj.leader", "yj.director")
    actions.decide(
        by=user("yj.director"), consultation=anew(record), result="appropriate", reasons="Safe."
    )
    assert anew(record).state == "decided"


@pytest.mark.parametrize("state", ["draft", "closed", "withdrawn"])
def test_only_an_open_record(state):
    with pytest.raises(NotYours):
        give(record_in(state), "yj.leader", "yj.director")


@pytest.mark.parametrize(
    "username", ["yj.worker", "yj.worker2", "yj.leader2", "yj.director", "records", "dhs.director"]
)
def test_only_by_its_holder_and_those_who_lead(username, as_user):
    record = record_in("accepted")
    with pytest.raises(NotYours):
        give(record, username, "yj.director")
    assert as_user(username).get(f"{PAGE}?record={record.reference}").status_code == 404


@pytest.mark.parametrize(
    "username", ["yj.worker", "yj.worker2", "yj.leader", "dhs.director", "gcc.manager", "admin"]
)
def test_only_to_somebody_else_who_may_answer_it(username):
    with pytest.raises(actions.CannotTake):
        give(record_in("accepted"), "yj.leader", username)


def test_not_to_somebody_who_is_away():
    away("yj.director")
    with pytest.raises(actions.CannotTake):
        give(record_in("accepted"), "yj.leader", "yj.director")


def test_a_team_leader_relieves_whoever_has_what_the_team_asked(person):
    record = record_in("accepted")
    record.save_over(record.revision, assigned_to=person("yj.leader2"))
    give(record, "yj.leader", "yj.leader")
    assert anew(record).assigned_to.username == "yj.leader"


def test_what_was_referred_up_is_not_taken_back_by_the_team():
    with pytest.raises(NotYours):
        give(referred_up(), "yj.leader", "yj.leader")


def test_who_left_is_relieved_by_the_leader_of_their_last_team():
    record = record_in("accepted")
    record.save_over(record.revision, assigned_to=user("yj.advisor"))
    leave("yj.advisor")
    give(record, "yj.director", "yj.director")
    assert anew(record).assigned_to.username == "yj.director"


def test_who_left_is_relieved_by_an_administrator_who_reads_nothing(as_user):
    record = referred_up()
    leave("yj.director")
    client = as_user("admin")
    page = client.get(STRANDED)
    assert record.reference in text_of(page)
    assert record.topic not in page.content.decode()
    form = client.get(f"{PAGE}?record={record.reference}")
    assert record.topic not in form.content.decode()
    assert record.get_absolute_url() + '"' not in form.content.decode()
    data = {
        "record": record.reference,
        f"seen-{record.reference}": record.revision,
        "to": user("yj.advisor").pk,
        "reason": "Helen has left.",
    }
    assert client.post(PAGE, data).status_code == 302
    assert anew(record).assigned_to.username == "yj.advisor"
    assert f"pick-{record.reference}" not in client.get(STRANDED).content.decode()


def test_an_administrator_of_another_organisation_does_not(person):
    record = referred_up()
    person("admin").appointments.update(team=person("gcc.manager").appointments.get().team)
    with pytest.raises(NotYours):
        give(record, "admin", "yj.advisor")


def test_who_is_away_has_left_or_may_not_answer_is_stranded():
    record = record_in("accepted")
    assert not answerers.stranded(user("admin")).exists()
    away("yj.leader")
    assert answerers.stranded(user("admin")).get() == record
    Absence.objects.all().delete()
    User.objects.filter(username="yj.leader").update(access_roles=["staff"])
    assert answerers.stranded(user("admin")).get() == record


def test_many_at_once_and_each_by_itself(as_user):
    records = [record_in("accepted") for _ in range(3)]
    theirs = ask("yj.worker2", submit_now=True)
    client = as_user("yj.leader")
    moved = records[2]
    data = {
        "record": [r.reference for r in (*records, theirs)],
        "to": user("yj.director").pk,
        "reason": "On leave.",
    } | {f"seen-{r.reference}": r.revision for r in records}
    actions.ask(by=user("yj.leader"), consultation=anew(moved), text="When?")
    response = client.post(PAGE, data)
    assert response.status_code == 409
    said = response.content.decode()
    assert f"{moved.reference} was not given: it has moved on" in said
    assert [anew(r).assigned_to.username for r in records] == [
        "yj.director",
        "yj.director",
        "yj.leader",
    ]
    assert anew(theirs).assigned_to.username == "yj.leader2"


def test_the_form_says_what_is_missing(as_user):
    record = record_in("accepted")
    client = as_user("yj.leader")
    response = client.post(PAGE, {"record": record.reference, "to": "", "reason": ""})
    assert "Choose who gets it." in text_of(response)
    assert "Say why it is given to somebody else." in text_of(response)
    wrong = client.post(PAGE, {"record": record.reference, "to": "1' OR 1=1", "reason": "x"})
    assert "Choose one of the people shown." in text_of(wrong)
    assert client.get(PAGE)["Location"] == "/consultations/"


def test_an_old_revision_is_refused():
    record = record_in("accepted")
    with pytest.raises(Conflict):
        actions.reassign(
            by=user("yj.leader"),
            consultation=record,
            to=user("yj.director"),
            reason="x",
            revision=record.revision - 1,
        )
