from policies.roles.models.absence import Absence
from policies.roles.models.appointment import Appointment
from policies.roles.models.job_role import JobRole
from policies.roles.models.local_agreement import LocalAgreement
from policies.roles.models.organisation import Organisation
from policies.roles.models.policy_set import PolicySet
from policies.roles.models.team import Area, Team

__all__ = [
    "Absence",
    "Appointment",
    "Area",
    "JobRole",
    "LocalAgreement",
    "Organisation",
    "PolicySet",
    "Team",
]
