from policies.library.actions.citing import (
    NothingToConfirm,
    carry_over,
    cite,
    confirm_citation,
    retire_citations,
)
from policies.library.actions.definitions import (
    add_definition,
    edit_definition,
    remove_definition,
)
from policies.library.actions.hashing import SAID, clause_hash, says_the_same
from policies.library.actions.resting import Grounds, grounds, move_citation, rest_on

__all__ = [
    "SAID",
    "Grounds",
    "NothingToConfirm",
    "add_definition",
    "carry_over",
    "cite",
    "clause_hash",
    "confirm_citation",
    "edit_definition",
    "grounds",
    "move_citation",
    "remove_definition",
    "rest_on",
    "retire_citations",
    "says_the_same",
]
