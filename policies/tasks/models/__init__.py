from policies.tasks.models.role_task import RoleTask
from policies.tasks.models.task import Task

__all__ = ["RoleTask", "Task"]
