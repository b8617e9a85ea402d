"""What is typed about a contact."""

from django import forms

from policies.directory.models import Contact, Unit
from policies.library.citing import CitingForm, ShortIds
from policies.roles.models import JobRole, PolicySet
from portal.forms import Lines, LockedForm, Text


class ContactForm(LockedForm):
    name = Text(label="Name", max_length=200, missing="Enter the name of the contact.")
    purpose = Text(
        label="What to call about",
        max_length=300,
        missing="Say what to call about, in a few words.",
    )
    phone = Text(label="Number (optional)", max_length=40, required=False)
    email = forms.EmailField(
        label="E-mail (optional)",
        required=False,
        error_messages={"invalid": "Enter an e-mail address such as name@example.org."},
    )
    web = Text(label="Page or form (optional)", max_length=200, required=False)
    hours = Text(label="Hours (optional)", max_length=200, required=False)
    job_role = forms.ModelChoiceField(
        JobRole.objects.none(),
        required=False,
        label="Stands for a job (optional)",
        help_text="Without a number, staff are shown who holds this job in their area.",
        empty_label="None",
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(), required=False, label="Unit (optional)", empty_label="None"
    )
    deputy = forms.ModelChoiceField(
        Contact.objects.none(),
        required=False,
        label="Who stands in (optional)",
        empty_label="Nobody",
    )
    former_names = Lines(
        longest=200,
        label="Former names (optional)",
        help_text="One a line. Documents may still print them.",
    )
    note = Text(rows=3, required=False, max_length=2000, label="Note (optional)")
    policy_sets = forms.ModelMultipleChoiceField(
        PolicySet.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        label="Who may ring",
        error_messages={"required": "Choose at least one group of staff who may ring."},
    )

    def __init__(self, *args, contact: Contact | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["job_role"].queryset = JobRole.objects.order_by("title")
        self.fields["unit"].queryset = Unit.objects.all()
        others = Contact.objects.exclude(pk=contact.pk) if contact else Contact.objects.all()
        self.fields["deputy"].queryset = others
        self.fields["policy_sets"].queryset = PolicySet.objects.all()


class ContactClausesForm(CitingForm):
    clauses = ShortIds(
        rows=6,
        label="Clauses that name it",
        help_text="Short ids such as yj-069, one a line: the end of a clause’s address.",
    )


def contact_initial(contact: Contact) -> dict[str, object]:
    """A contact as the form shows it."""
    names = [name for name in ContactForm.base_fields if name != "policy_sets"]
    return {name: getattr(contact, name) for name in names} | {
        "policy_sets": list(contact.policy_sets.all())
    }
