"""Every step from every state by everybody: only what the table says is possible."""

import pytest

from policies.consultations import actions, transitions
from policies.consultations.models import Consultation, State
from policies.consultations.transitions import BY_ACTION, TABLE, NotYours, Who, WrongState
from tests.unit.policies.consultations.records import anew, ask, record_in, referred_up, take, user

pytestmark = pytest.mark.django_db

PEOPLE = ["yj.worker", "yj.leader", "yj.director", "yj.worker2", "yj.leader2", "dss.employee"]
WORDS = {
    "revise": {"asked": actions.Asked(topic="Another", question="May I?")},
    "ask": {"text": "When?"},
    "reply": {"text": "Today."},
    "advise": {"text": "Look together."},
    "decide": {"result": "appropriate", "reasons": "Safe."},
    "refer-up": {"result": "referred-up", "reasons": "Not mine."},
}
# Who holds these roles towards a record of yj.worker that yj.leader has.
HOLDS = {Who.REQUESTER: "yj.worker", Who.HOLDER: "yj.leader", Who.LEADER: "yj.leader"}
NAMES = {"refer-up": "decide"}


def attempt(action: str, username: str, record: Consultation) -> None:
    step = getattr(actions, NAMES.get(action, action))
    step(by=user(username), consultation=record, **WORDS.get(action, {}))


@pytest.mark.parametrize("action", BY_ACTION)
@pytest.mark.parametrize("state", State.values)
def test_only_what_the_table_says(action, state):
    record = record_in(state)
    transition = BY_ACTION[action]
    held = record.assigned_to_id is not None
    entitled = {HOLDS[who] for who in transition.who if held or who is not Who.HOLDER}
    for username in PEOPLE:
        fresh, before = anew(record), record.events.count()
        if username not in entitled:
            with pytest.raises(NotYours):
                attempt(action, username, fresh)
        elif state not in transition.states:
            with pytest.raises(WrongState):
                attempt(action, username, fresh)
        else:
            continue
        assert (anew(record).state, record.events.count()) == (state, before)


@pytest.mark.parametrize("transition", TABLE, ids=lambda transition: transition.action)
def test_a_step_leads_where_the_table_says_and_is_kept(transition):
    for state in transition.states:
        record = record_in(state)
        username = HOLDS[transition.who[0]]
        revision = record.revision
        attempt(transition.action, username, anew(record))
        after, event = anew(record), record.events.last()
        assert after.state == transition.to
        assert (event.action, event.from_state, event.to_state) == (
            transition.action,
            state,
            transition.to,
        )
        assert event.by.username == username
        assert event.by_title == user(username).appointments.get().job_role.title
        assert event.sequence == after.revision == revision + 1


def test_every_state_can_be_left_or_is_an_end():
    ends = {State.CLOSED, State.WITHDRAWN}
    left = {state for transition in TABLE for state in transition.states}
    assert left == set(State) - ends
    assert {transition.to for transition in TABLE} == set(State)


def test_nobody_answers_their_own_question():
    """A leader who asks is told so even where the table would let a leader act."""
    record = ask("yj.leader", submit_now=True)
    assert record.assigned_to.username == "yj.director"
    for action in ("accept", "advise", "decide"):
        with pytest.raises(NotYours):
            attempt(action, "yj.leader", anew(record))


def test_a_leader_takes_over_what_another_leader_has(person):
    """The team's leader may accept though the record was assigned to somebody else."""
    record = record_in("submitted")
    record.save_over(record.revision, assigned_to=person("yj.leader2"))
    after = take(record, "accept", "yj.leader")
    assert after.assigned_to == person("yj.leader")
    with pytest.raises(NotYours):
        take(after, "advise", "yj.leader2", text="Mine?")


def test_what_was_referred_up_is_not_taken_back():
    record = referred_up()
    with pytest.raises(NotYours):
        take(record, "accept", "yj.leader")
    assert take(record, "accept", "yj.director").state == "accepted"


def test_without_the_permission_nobody_advises(person):
    record = record_in("submitted")
    leader = person("yj.leader")
    leader.access_roles = ["staff"]
    leader.save()
    with pytest.raises(NotYours):
        take(record, "accept", "yj.leader")


def test_the_proposed_step_comes_first():
    proposed = {
        ("draft", "yj.worker"): "submit",
        ("submitted", "yj.worker"): "withdraw",
        ("submitted", "yj.leader"): "accept",
        ("accepted", "yj.leader"): "advise",
        ("more-information", "yj.worker"): "reply",
        ("advised", "yj.leader"): "decide",
        ("decided", "yj.worker"): "acknowledge",
        ("acknowledged", "yj.leader"): "close",
    }
    for (state, username), action in proposed.items():
        steps = transitions.open_steps(user(username), record_in(state))
        assert steps[0].action == action, state
    assert transitions.open_steps(user("yj.worker"), record_in("advised")) == []
