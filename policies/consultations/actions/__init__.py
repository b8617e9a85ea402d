"""Everything that happens to a consultation.

Each action takes one row of transitions.TABLE. It steps the record's revision by one and appends
one event, so that an event's number and the revision it led to are the same; it writes its audit
row, and tells the person whose turn it is, all in one transaction.
"""

from policies.consultations.actions.answering import (
    NobodyNext,
    accept,
    acknowledge,
    advise,
    ask,
    close,
    decide,
    reply,
    withdraw,
)
from policies.consultations.actions.raising import (
    AlreadyRaised,
    Asked,
    Incomplete,
    NoAppointment,
    raise_question,
    revise,
    submit,
)

__all__ = [
    "AlreadyRaised",
    "Asked",
    "Incomplete",
    "NoAppointment",
    "NobodyNext",
    "accept",
    "acknowledge",
    "advise",
    "ask",
    "close",
    "decide",
    "raise_question",
    "reply",
    "revise",
    "submit",
    "withdraw",
]
