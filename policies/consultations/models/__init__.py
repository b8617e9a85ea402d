from policies.consultations.models.consultation import (
    CLOCK_RUNS,
    FINISHED,
    HOLDERS_TURN,
    OPEN,
    REQUESTERS_TURN,
    Consultation,
    State,
)
from policies.consultations.models.decision import Decision
from policies.consultations.models.event import ConsultationEvent

__all__ = [
    "CLOCK_RUNS",
    "FINISHED",
    "HOLDERS_TURN",
    "OPEN",
    "REQUESTERS_TURN",
    "Consultation",
    "ConsultationEvent",
    "Decision",
    "State",
]
