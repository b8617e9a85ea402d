"""Everything that happens to a consultation.

Each action takes one row of transitions.TABLE, or writes an entry beside it. It steps the record's
revision by one and appends one event, so that an event's number and the revision it led to are the
same; it writes its audit row, and tells the person whose turn it is, all in one transaction.
"""

from policies.consultations.actions.advising import (
    EARLIEST,
    AlreadySigned,
    Entry,
    Unsaid,
    add_advice,
    advise,
    countersign,
    detail_of,
)
from policies.consultations.actions.answering import (
    NobodyNext,
    accept,
    acknowledge,
    ask,
    close,
    decide,
    reply,
    withdraw,
)
from policies.consultations.actions.escalating import escalate
from policies.consultations.actions.filtering import TooMany, drop_filter, keep_filter
from policies.consultations.actions.giving import give_task, receivers
from policies.consultations.actions.handing import CannotTake, reassign
from policies.consultations.actions.raising import (
    AlreadyRaised,
    Asked,
    Incomplete,
    NoAppointment,
    raise_question,
    revise,
    submit,
)
from policies.consultations.actions.reopening import AlreadyReopened, may_reopen, reopen
from policies.consultations.actions.types import Level, as_it_stands, change_type

__all__ = [
    "EARLIEST",
    "AlreadyRaised",
    "AlreadyReopened",
    "AlreadySigned",
    "Asked",
    "CannotTake",
    "Entry",
    "Incomplete",
    "Level",
    "NoAppointment",
    "NobodyNext",
    "TooMany",
    "Unsaid",
    "accept",
    "acknowledge",
    "add_advice",
    "advise",
    "as_it_stands",
    "ask",
    "change_type",
    "close",
    "countersign",
    "decide",
    "detail_of",
    "drop_filter",
    "escalate",
    "give_task",
    "keep_filter",
    "may_reopen",
    "raise_question",
    "reassign",
    "receivers",
    "reopen",
    "reply",
    "revise",
    "submit",
    "withdraw",
]
