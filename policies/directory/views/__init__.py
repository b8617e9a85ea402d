from policies.directory.views.keeping import (
    contact_desk,
    contact_edit,
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
    "contact_card",
    "contact_desk",
    "contact_detail",
    "contact_edit",
    "contact_list",
    "contact_report",
    "contact_verify",
    "report_settle",
    "unit_detail",
    "unit_list",
]
