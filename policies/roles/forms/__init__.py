from policies.roles.forms.absences import AbsenceForm
from policies.roles.forms.jobs import AddJobRoleForm, JobRoleForm, job_role_initial

__all__ = ["AbsenceForm", "AddJobRoleForm", "JobRoleForm", "job_role_initial"]
