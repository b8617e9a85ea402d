from policies.tasks.actions.calendar import make_link, reader_of, revoke_link
from policies.tasks.actions.reminding import remind
from policies.tasks.actions.standing import add_role_task, edit_role_task, remove_role_task
from policies.tasks.actions.tasks import NotYours, complete, give, reopen

__all__ = [
    "NotYours",
    "add_role_task",
    "complete",
    "edit_role_task",
    "give",
    "make_link",
    "reader_of",
    "remind",
    "remove_role_task",
    "reopen",
    "revoke_link",
]
