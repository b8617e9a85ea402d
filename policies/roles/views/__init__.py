from policies.roles.views.absences import absence_end, absence_list
from policies.roles.views.jobs import job_role_add, job_role_edit, job_role_manage

__all__ = ["absence_end", "absence_list", "job_role_add", "job_role_edit", "job_role_manage"]
