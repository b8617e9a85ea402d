from policies.tasks.views.calendar import calendar_link, calendar_revoke
from policies.tasks.views.roles import role_detail, role_list
from policies.tasks.views.standing import (
    role_task_add,
    role_task_edit,
    role_task_manage,
    role_task_remove,
)
from policies.tasks.views.tasks import task_complete, task_list, task_reopen

__all__ = [
    "calendar_link",
    "calendar_revoke",
    "role_detail",
    "role_list",
    "role_task_add",
    "role_task_edit",
    "role_task_manage",
    "role_task_remove",
    "task_complete",
    "task_list",
    "task_reopen",
]
