"""The form of a related document, a piece of legislation or a resource."""

from django import forms

from policies.library.models import Policy, Reference
from portal.forms import Lines, LockedForm, Text


class ReferenceForm(LockedForm):
    """`clauses` are short ids, one a line."""

    title = Text(label="Title", max_length=300, missing="Enter the title.")
    kind = forms.ChoiceField(
        choices=Reference.Kind.choices,
        label="Kind",
        error_messages={"required": "Choose what it is."},
    )
    as_printed = Text(
        label="As the document prints it (optional)",
        max_length=300,
        required=False,
        help_text="The address or name, where it differs.",
    )
    note = Text(rows=3, required=False, max_length=2000, label="Note (optional)")
    clauses = Lines(
        longest=40,
        label="Clauses that name it (optional)",
        help_text="Short ids such as yj-069, one a line: the end of a clause’s address.",
    )


class AddReferenceForm(ReferenceForm):
    policy = forms.ModelChoiceField(
        Policy.objects.order_by("title"),
        label="Which policy names it?",
        empty_label="Choose",
        error_messages={"required": "Choose the policy."},
    )
    field_order = ["revision", "policy"]


def reference_initial(reference: Reference) -> dict[str, object]:
    """A reference as the form shows it."""
    names = [name for name in ReferenceForm.base_fields if name != "clauses"]
    clauses = reference.clauses.order_by("short_id").values_list("short_id", flat=True)
    return {name: getattr(reference, name) for name in names} | {"clauses": list(clauses)}
