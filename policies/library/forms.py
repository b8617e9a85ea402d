"""What a reader may ask of the library."""

from django import forms
from django.http import QueryDict

from policies.library.models import PolicyVersion

_NOT_A_NUMBER = {
    "required": "Choose a version.",
    "invalid": "Choose one of the versions.",
    "min_value": "Choose one of the versions.",
}


class CompareForm(forms.Form):
    """`?from=1&to=2`: two version numbers; `view=side` sets them side by side."""

    to = forms.IntegerField(min_value=1, error_messages=_NOT_A_NUMBER)
    view = forms.CharField(required=False, max_length=10)

    def __init__(self, data: QueryDict | None = None):
        super().__init__(data)
        self.fields["from"] = forms.IntegerField(min_value=1, error_messages=_NOT_A_NUMBER)

    @property
    def numbers(self) -> tuple[int, int]:
        return self.cleaned_data["from"], self.cleaned_data["to"]

    @property
    def side_by_side(self) -> bool:
        return self.cleaned_data.get("view") == "side"


def choices(versions: list[PolicyVersion], chosen: tuple[int, int] | None = None) -> dict:
    """What templates/policies/library/_choose.html offers: by itself, the last change."""
    if chosen is None and len(versions) > 1:
        chosen = versions[1].number, versions[0].number
    return {"versions": versions, "from": chosen and chosen[0], "to": chosen and chosen[1]}
