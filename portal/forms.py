"""What the forms for reference data share. Field names are the models'; errors say what to do."""

import re
from collections.abc import Mapping

from django import forms

_control = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class Text(forms.CharField):
    """Words on one line, or with `rows` on several, without the control characters of a paste."""

    def __init__(self, *, rows: int = 0, missing: str = "", **kwargs):
        if rows:
            kwargs["widget"] = forms.Textarea(attrs={"rows": rows})
        super().__init__(**kwargs)
        self.rows = rows
        self.error_messages["required"] = missing

    def to_python(self, value: object) -> str:
        if isinstance(value, str):
            value = _control.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
            value = value if self.rows else " ".join(value.split())
        return super().to_python(value)


class Lines(Text):
    """A list, one item a line."""

    def __init__(self, *, longest: int, **kwargs):
        super().__init__(**{"rows": 3, "required": False} | kwargs)
        self.longest = longest

    def prepare_value(self, value: object) -> object:
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def clean(self, value: object) -> list[str]:
        lines = [" ".join(line.split()) for line in super().clean(value).split("\n")]
        if any(len(line) > self.longest for line in lines):
            raise forms.ValidationError(f"Shorten each line to {self.longest} characters.")
        return list(dict.fromkeys(line for line in lines if line))


class LockedForm(forms.Form):
    """`revision` says which text of the row the person saw."""

    revision = forms.IntegerField(
        required=False, min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput
    )

    def seen(self) -> int:
        """The revision that was read; 0, which never is, where the page did not say."""
        return self.cleaned_data["revision"] or 0

    def values(self) -> dict[str, object]:
        """What was typed, by field."""
        return {name: v for name, v in self.cleaned_data.items() if name != "revision"}

    def against(self, theirs: Mapping[str, object]) -> list[dict[str, str]]:
        """Each field in which this valid form and what stands now differ: label, theirs, mine."""
        return [
            {
                "label": self.fields[name].label.removesuffix(" (optional)"),
                "theirs": _shown(theirs[name]),
                "mine": _shown(mine),
            }
            for name, mine in self.values().items()
            if name in theirs and _shown(theirs[name]) != _shown(mine)
        ]


def revision_of(data: Mapping[str, str]) -> int:
    """The revision that a form of one button sends; 0, which no row has, where it sends none."""
    sent = data.get("revision", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 9 else 0


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if hasattr(value, "__iter__") and not isinstance(value, str):
        return "\n".join(sorted(map(str, value))) or "(empty)"
    return str(value if value is not None else "") or "(empty)"
