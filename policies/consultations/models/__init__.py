from policies.consultations.models.advice import Advice, Countersignature
from policies.consultations.models.consultation import Consultation
from policies.consultations.models.consultation_type import (
    ConsultationRoute,
    ConsultationType,
    Kind,
)
from policies.consultations.models.decision import Decision
from policies.consultations.models.event import ConsultationEvent
from policies.consultations.models.saved_filter import SavedFilter
from policies.consultations.models.state import (
    CLOCK_RUNS,
    FINISHED,
    HOLDERS_TURN,
    OPEN,
    REQUESTERS_TURN,
    State,
)
from policies.consultations.models.waiting import (
    also_waiting_for,
    replaced_citations,
    to_countersign,
)

__all__ = [
    "CLOCK_RUNS",
    "FINISHED",
    "HOLDERS_TURN",
    "OPEN",
    "REQUESTERS_TURN",
    "Advice",
    "Consultation",
    "ConsultationEvent",
    "ConsultationRoute",
    "ConsultationType",
    "Countersignature",
    "Decision",
    "Kind",
    "SavedFilter",
    "State",
    "also_waiting_for",
    "replaced_citations",
    "to_countersign",
]
