from policies.directory.actions.keeping import (
    add_contact,
    edit_contact,
    label,
    name_contact_in,
    verify_contact,
)
from policies.directory.actions.reminding import REPORTED, remind_keepers, to_look_after, unchecked
from policies.directory.actions.reporting import keepers, report, settle

__all__ = [
    "REPORTED",
    "add_contact",
    "edit_contact",
    "keepers",
    "label",
    "name_contact_in",
    "remind_keepers",
    "report",
    "settle",
    "to_look_after",
    "unchecked",
    "verify_contact",
]
