from policies.drafting.actions.afterwards import read_after, withdraw
from policies.drafting.actions.clauses import (
    add_clause,
    edit_clause,
    remove_clause,
    restore_clause,
)
from policies.drafting.actions.comments import answer, comment, settle
from policies.drafting.actions.flags import confirm_flag, move_flag
from policies.drafting.actions.import_draft import draft_import
from policies.drafting.actions.imports import (
    confirm_clauses,
    discard_import,
    last_words,
    match_again,
    read_waiting,
    settle_clause,
    settle_clauses,
    start_import,
)
from policies.drafting.actions.publishing import publish, publish_at_once, publish_due, take_back
from policies.drafting.actions.references import add_reference, edit_reference
from policies.drafting.actions.review import approve, return_for_changes
from policies.drafting.actions.shaping import merge_clauses, move_clause, split_clause
from policies.drafting.actions.versions import discard, start_draft, submit
from policies.drafting.actions.wording import seal
from policies.drafting.actions.writing import drop_words, keep_words, see

__all__ = [
    "add_clause",
    "add_reference",
    "answer",
    "approve",
    "comment",
    "confirm_clauses",
    "confirm_flag",
    "discard",
    "discard_import",
    "draft_import",
    "drop_words",
    "edit_clause",
    "edit_reference",
    "keep_words",
    "last_words",
    "match_again",
    "merge_clauses",
    "move_clause",
    "move_flag",
    "publish",
    "publish_at_once",
    "publish_due",
    "read_after",
    "read_waiting",
    "remove_clause",
    "restore_clause",
    "return_for_changes",
    "seal",
    "see",
    "settle",
    "settle_clause",
    "settle_clauses",
    "split_clause",
    "start_draft",
    "start_import",
    "submit",
    "take_back",
    "withdraw",
]
