from policies.consultations.views.advising import advice_add, advice_amend, advice_countersign
from policies.consultations.views.asking import consultation_edit, consultation_new
from policies.consultations.views.giving import consultation_give_task
from policies.consultations.views.handing import consultation_reassign, consultation_stranded
from policies.consultations.views.looking import (
    consultation_oversight,
    consultation_pdf,
    consultation_replaced,
    precedent_list,
)
from policies.consultations.views.queue import (
    consultation_csv,
    consultation_list,
    filter_drop,
    filter_keep,
)
from policies.consultations.views.record import consultation_act, consultation_detail
from policies.consultations.views.reopening import consultation_reopen
from policies.consultations.views.types import consultationtype_edit, consultationtype_list

__all__ = [
    "advice_add",
    "advice_amend",
    "advice_countersign",
    "consultation_act",
    "consultation_csv",
    "consultation_detail",
    "consultation_edit",
    "consultation_give_task",
    "consultation_list",
    "consultation_new",
    "consultation_oversight",
    "consultation_pdf",
    "consultation_reassign",
    "consultation_reopen",
    "consultation_replaced",
    "consultation_stranded",
    "consultationtype_edit",
    "consultationtype_list",
    "filter_drop",
    "filter_keep",
    "precedent_list",
]
