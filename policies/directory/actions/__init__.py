from policies.directory.actions.keeping import add_contact, edit_contact, label, verify_contact
from policies.directory.actions.reminding import remind_keepers, unchecked
from policies.directory.actions.reporting import keepers, report, settle

__all__ = [
    "add_contact",
    "edit_contact",
    "keepers",
    "label",
    "remind_keepers",
    "report",
    "settle",
    "unchecked",
    "verify_contact",
]
