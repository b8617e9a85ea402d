from policies.tasks.models.calendar_link import CalendarLink
from policies.tasks.models.role_task import RoleTask
from policies.tasks.models.task import Group, Task

__all__ = ["CalendarLink", "Group", "RoleTask", "Task"]
