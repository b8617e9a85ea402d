from policies.tasks.actions.standing import add_role_task, edit_role_task, remove_role_task
from policies.tasks.actions.tasks import NotYours, complete, give, reopen

__all__ = [
    "NotYours",
    "add_role_task",
    "complete",
    "edit_role_task",
    "give",
    "remove_role_task",
    "reopen",
]
