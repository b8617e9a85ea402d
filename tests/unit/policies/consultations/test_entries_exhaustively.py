"""Every entry in every state by everybody of the sample: only those it is for, only where it is possible."""

from uuid import uuid4

import pytest

from policies.consultations import actions
from policies.consultations.models import OPEN, Advice, Consultation, State
from policies.consultations.transitions import NotYours, WrongState
from portal.models import User
from tests.support.page import PEOPLE
from tests.unit.policies.consultations.records import anew, record_in, user

pytestmark = pytest.mark.django_db
LEADER, SECOND, WORKER, ADMIN = "yj.leader", "yj.director", "yj.worker", "admin"
# Who may, of a record of yj.worker that yj.leader has and yj.director is asked to countersign.
ALLOWED = {
    "add": {LEADER, SECOND},
    "amend": {LEADER, SECOND},
    "countersign": {SECOND},
    "reassign": {LEADER, ADMIN},
    "reopen": {WORKER, LEADER},
}
TAKER = "yj.advisor"


def attempt(action: str, by: User, record: Consultation, advice: Advice | None) -> None:
    fresh = anew(record)
    if action in ("add", "amend"):
        entry, amends = actions.Entry("More."), advice if action == "amend" else None
        actions.add_advice(by=by, consultation=fresh, entry=entry, amends=amends)
    elif action == "countersign":
        actions.countersign(by=by, advice=Advice.objects.get(pk=advice.pk), agrees=True)
    elif action == "reassign":
        actions.reassign(by=by, consultation=fresh, to=user(TAKER), reason="Away.")
    else:
        actions.reopen(by=by, consultation=fresh, question="Again?", form_key=uuid4())


def brought_to(state: str) -> tuple[Consultation, Advice | None]:
    record = record_in(state)
    if state in OPEN:
        entry = actions.Entry("Look.", countersigner=user(SECOND))
        actions.add_advice(by=user(LEADER), consultation=anew(record), entry=entry)
    return anew(record), record.advice_entries.last()


@pytest.mark.parametrize("action", ALLOWED)
@pytest.mark.parametrize("state", State.values)
def test_only_those_it_is_for_and_only_where_it_is_possible(action, state):
    record, advice = brought_to(state)
    if advice is None and action in ("amend", "countersign"):
        return
    possible = state == State.CLOSED if action == "reopen" else state in OPEN
    for username in sorted(PEOPLE):
        if possible and username in ALLOWED[action]:
            continue
        with pytest.raises((NotYours, WrongState)):
            attempt(action, user(username), record, advice)
    assert anew(record).revision == record.revision
    assert not record.reopened_by.exists()


@pytest.mark.parametrize(
    ("action", "username"), [(action, who) for action in ALLOWED for who in sorted(ALLOWED[action])]
)
@pytest.mark.parametrize("state", State.values)
def test_those_it_is_for_do_it_there(action, username, state):
    record, advice = brought_to(state)
    possible = state == State.CLOSED if action == "reopen" else state in OPEN
    if not possible:
        return
    attempt(action, user(username), record, advice)
    stepped = anew(record).revision - record.revision
    assert stepped == (0 if action == "reopen" else 1)
