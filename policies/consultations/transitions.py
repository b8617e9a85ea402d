"""What can happen to a consultation: one table, and who may do what in it.

draft → submitted → accepted ⇄ more information needed → advice recorded → decided → acknowledged
→ closed. Referred up, it goes back to submitted with the next person up. The person who asked can
withdraw until advice is recorded.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, StrEnum

from policies.consultations.models import Consultation, Decision, Kind, State
from policies.roles.models import Appointment
from portal.models import User
from portal.permissions import Permission


class NotYours(Exception):
    """This step is somebody else's."""


class WrongState(Exception):
    """The record stands where this step is not possible."""


class Who(Enum):
    """Who may take a step. Nobody answers their own question: the first excludes the others."""

    REQUESTER = "the person who asked"
    HOLDER = "the person who has it"
    LEADER = "whoever leads the team that asked"


class Text(StrEnum):
    """What a person writes with a step."""

    NONE = "none"
    OPTIONAL = "optional"
    REQUIRED = "required"


@dataclass(frozen=True)
class Transition:
    """One row of the table: `button` and `said` are its words on a button and in the history.

    `own_page` is false for a step taken through another step's form.
    """

    action: str
    states: tuple[State, ...]
    to: State
    who: tuple[Who, ...]
    button: str
    said: str
    text: Text = Text.NONE
    own_page: bool = True

    def is_open_to(self, user: User, consultation: Consultation) -> bool:
        """Whether this step could be this person's in some state of the record."""
        if user.pk == consultation.requester_id:
            return Who.REQUESTER in self.who and user.may(Permission.CONSULTATION_RAISE)
        answers = Who.HOLDER in self.who or Who.LEADER in self.who
        return answers and user.may(Permission.CONSULTATION_ADVISE)

    def is_of(self, user: User, consultation: Consultation) -> bool:
        """Whether this person may take this step as the record stands, whatever its state."""
        return self.is_open_to(user, consultation) and any(
            _IS[who](user, consultation) for who in self.who
        )


def _is_requester(user: User, consultation: Consultation) -> bool:
    return user.pk == consultation.requester_id


def _is_holder(user: User, consultation: Consultation) -> bool:
    return user.pk == consultation.assigned_to_id and user.pk != consultation.requester_id


def is_leader(user: User, consultation: Consultation) -> bool:
    """Leads the team that asked for advice: approvals and reports are for others.

    What was referred up, or went up because its time passed, is above the team: it is not taken
    back.
    """
    gone_up = consultation.escalated_at and consultation.level > 1
    if consultation.kind != Kind.ADVICE or gone_up:
        return False
    held = Appointment.objects.held_by(user)
    return (
        held is not None
        and held.job_role.leads_team
        and held.team_id == consultation.team_id
        and user.pk != consultation.requester_id
        and not consultation.decisions.filter(result=Decision.Result.REFERRED_UP).exists()
    )


_IS: dict[Who, Callable[[User, Consultation], bool]] = {
    Who.REQUESTER: _is_requester,
    Who.HOLDER: _is_holder,
    Who.LEADER: is_leader,
}

# In each state the first step that is yours is the one the record proposes.
TABLE = (
    Transition(
        action="submit",
        states=(State.DRAFT,),
        to=State.SUBMITTED,
        who=(Who.REQUESTER,),
        button="Submit",
        said="submitted it",
    ),
    Transition(
        action="revise",
        states=(State.DRAFT,),
        to=State.DRAFT,
        who=(Who.REQUESTER,),
        button="Edit the draft",
        said="changed the draft",
        own_page=False,
    ),
    Transition(
        action="accept",
        states=(State.SUBMITTED,),
        to=State.ACCEPTED,
        who=(Who.HOLDER, Who.LEADER),
        button="Accept",
        said="accepted it",
    ),
    Transition(
        action="advise",
        states=(State.ACCEPTED,),
        to=State.ADVISED,
        who=(Who.HOLDER,),
        button="Record advice",
        said="recorded advice",
        text=Text.REQUIRED,
    ),
    Transition(
        action="ask",
        states=(State.ACCEPTED,),
        to=State.MORE_INFORMATION,
        who=(Who.HOLDER,),
        button="Ask for more information",
        said="asked for more information",
        text=Text.REQUIRED,
    ),
    Transition(
        action="reply",
        states=(State.MORE_INFORMATION,),
        to=State.ACCEPTED,
        who=(Who.REQUESTER,),
        button="Reply",
        said="replied",
        text=Text.REQUIRED,
    ),
    Transition(
        action="decide",
        states=(State.ADVISED,),
        to=State.DECIDED,
        who=(Who.HOLDER,),
        button="Decide",
        said="decided",
        text=Text.REQUIRED,
    ),
    Transition(
        action="refer-up",
        states=(State.ADVISED,),
        to=State.SUBMITTED,
        who=(Who.HOLDER,),
        button="Refer up",
        said="referred it up",
        text=Text.REQUIRED,
        own_page=False,
    ),
    Transition(
        action="acknowledge",
        states=(State.DECIDED,),
        to=State.ACKNOWLEDGED,
        who=(Who.REQUESTER,),
        button="Acknowledge",
        said="acknowledged the decision",
    ),
    Transition(
        action="close",
        states=(State.ACKNOWLEDGED,),
        to=State.CLOSED,
        who=(Who.HOLDER, Who.REQUESTER),
        button="Close",
        said="closed the record",
        text=Text.OPTIONAL,
    ),
    Transition(
        action="withdraw",
        states=(State.DRAFT, State.SUBMITTED, State.ACCEPTED, State.MORE_INFORMATION),
        to=State.WITHDRAWN,
        who=(Who.REQUESTER,),
        button="Withdraw",
        said="withdrew it",
        text=Text.OPTIONAL,
    ),
)
BY_ACTION = {transition.action: transition for transition in TABLE}
# The first event of a record; it comes from no state, so it is not a row of the table.
START = "start"
START_SAID = "started a draft"
# What nobody takes: when the time of a record has passed the worker gives it to the next level, or
# notes that nobody is next.
ESCALATE, OVERDUE = "escalate", "overdue"
# Entries that leave the state as it is, and their words in the history.
ADD_ADVICE, COUNTERSIGN, REASSIGN = "add-advice", "countersign", "reassign"
# Of those, what puts no earlier notice out of date.
BESIDE = (ADD_ADVICE, COUNTERSIGN)


def guard(action: str, *, by: User, consultation: Consultation) -> Transition:
    """The transition, if `by` may take it as the record stands.

    Raises NotYours for everybody else, and WrongState where the record stands elsewhere.
    """
    transition = BY_ACTION[action]
    if not transition.is_of(by, consultation):
        raise NotYours(f"{action} is for {' or '.join(who.value for who in transition.who)}")
    if consultation.state not in transition.states:
        raise WrongState(f"{action} is not possible from {consultation.state}")
    return transition


def open_steps(user: User, consultation: Consultation) -> list[Transition]:
    """The steps this person can take now, the proposed one first."""
    return [
        transition
        for transition in TABLE
        if consultation.state in transition.states and transition.is_of(user, consultation)
    ]
