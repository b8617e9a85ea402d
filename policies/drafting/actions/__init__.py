from policies.drafting.actions.clauses import (
    add_clause,
    edit_clause,
    remove_clause,
    restore_clause,
)
from policies.drafting.actions.flags import confirm_flag
from policies.drafting.actions.publishing import publish, take_back
from policies.drafting.actions.review import approve, return_for_changes
from policies.drafting.actions.versions import discard, start_draft, submit

__all__ = [
    "add_clause",
    "approve",
    "confirm_flag",
    "discard",
    "edit_clause",
    "publish",
    "remove_clause",
    "restore_clause",
    "return_for_changes",
    "start_draft",
    "submit",
    "take_back",
]
