from policies.roles.actions.absences import NotTheirs, end_absence, enter_absence
from policies.roles.actions.jobs import add_job_role, edit_job_role

__all__ = ["NotTheirs", "add_job_role", "edit_job_role", "end_absence", "enter_absence"]
