from policies.tasks.actions.calendar import make_link, reader_of, revoke_link
from policies.tasks.actions.reminding import remind
from policies.tasks.actions.tasks import NotYours, complete, give, reopen

__all__ = [
    "NotYours",
    "complete",
    "give",
    "make_link",
    "reader_of",
    "remind",
    "reopen",
    "revoke_link",
]
