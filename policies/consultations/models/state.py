"""The states of a record, and whose step is the next one."""

from django.db import models


class State(models.TextChoices):
    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
    ACCEPTED = "accepted", "Accepted"
    MORE_INFORMATION = "more-information", "More information needed"
    ADVISED = "advised", "Advice recorded"
    DECIDED = "decided", "Decided"
    ACKNOWLEDGED = "acknowledged", "Acknowledged"
    CLOSED = "closed", "Closed"
    WITHDRAWN = "withdrawn", "Withdrawn"


OPEN = (
    State.SUBMITTED,
    State.ACCEPTED,
    State.MORE_INFORMATION,
    State.ADVISED,
    State.DECIDED,
    State.ACKNOWLEDGED,
)

FINISHED = (State.CLOSED, State.WITHDRAWN)
CLOCK_RUNS = (State.SUBMITTED, State.ACCEPTED, State.ADVISED)
# Whose step is the next one.
HOLDERS_TURN = (*CLOCK_RUNS, State.ACKNOWLEDGED)
REQUESTERS_TURN = (State.DRAFT, State.MORE_INFORMATION, State.DECIDED)
