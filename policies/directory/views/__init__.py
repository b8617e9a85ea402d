from policies.directory.views.clauses import contact_clauses
from policies.directory.views.managing import (
    contact_add,
    contact_edit,
    contact_manage,
    contact_verify,
    report_settle,
)
from policies.directory.views.reading import (
    contact_card,
    contact_detail,
    contact_list,
    contact_report,
    unit_detail,
    unit_list,
)

__all__ = [
    "contact_add",
    "contact_card",
    "contact_clauses",
    "contact_detail",
    "contact_edit",
    "contact_list",
    "contact_manage",
    "contact_report",
    "contact_verify",
    "report_settle",
    "unit_detail",
    "unit_list",
]
