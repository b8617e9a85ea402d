"""What is typed about a job."""

from django import forms

from policies.roles.models import JobRole, PolicySet
from portal.forms import LockedForm, Text


class JobRoleForm(LockedForm):
    title = Text(
        label="Title",
        max_length=200,
        missing="Enter the title of the job.",
        help_text="As the documents name it. Records keep the title that held when they were made.",
    )
    ladder = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=99,
        label="Place in the order of consultation (optional)",
        help_text="1 is asked first. Empty: not asked.",
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), "Enter a whole number from 1 to 99, or nothing."
        ),
    )
    leads_team = forms.BooleanField(required=False, label="Leads a team")


class AddJobRoleForm(JobRoleForm):
    policy_set = forms.ModelChoiceField(
        PolicySet.objects.all(),
        label="Whose job is it?",
        empty_label="Choose",
        error_messages={"required": "Choose the group of staff."},
    )
    field_order = ["revision", "policy_set"]


def job_role_initial(role: JobRole) -> dict[str, object]:
    """A job as the form shows it."""
    return {name: getattr(role, name) for name in JobRoleForm.base_fields}
