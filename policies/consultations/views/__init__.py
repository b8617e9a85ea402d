from policies.consultations.views.asking import consultation_edit, consultation_new
from policies.consultations.views.queue import consultation_list
from policies.consultations.views.record import consultation_act, consultation_detail

__all__ = [
    "consultation_act",
    "consultation_detail",
    "consultation_edit",
    "consultation_list",
    "consultation_new",
]
