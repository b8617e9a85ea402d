"""One question of a guide."""

from django import forms

from policies.guides import engine
from policies.guides.engine import Question

_CHOOSE = {
    "required": "Choose an answer.",
    "invalid_choice": "Choose one of the answers shown.",
}


class BandField(forms.CharField):
    """A number or a date that is typed; only the band it falls into goes on, so nothing typed is kept."""

    def __init__(self, question: Question, **kwargs):
        self.question = question
        kind = "date" if question.kind == "date" else "text"
        widget = forms.TextInput(attrs={"type": kind, "autocomplete": "off"})
        super().__init__(widget=widget, error_messages={"required": "Give an answer."}, **kwargs)

    def clean(self, value: str) -> str:
        typed = super().clean(value)
        try:
            return engine.band(self.question, typed)
        except engine.InvalidAnswer as error:
            raise forms.ValidationError(str(error)) from error


def _field(question: Question) -> forms.Field:
    """The field that fits the kind of question."""
    words = {"label": question.text, "help_text": question.hint}
    choices = [(option.key, option.label) for option in question.options]
    if question.kind in ("number", "date"):
        return BandField(question, **words)
    if question.kind == "multiple":
        return forms.MultipleChoiceField(
            choices=choices, widget=forms.CheckboxSelectMultiple, error_messages=_CHOOSE, **words
        )
    return forms.ChoiceField(
        choices=choices, widget=forms.RadioSelect, error_messages=_CHOOSE, **words
    )


class QuestionForm(forms.Form):
    """One question; the field is called `answer`, the question's key goes with it.

    An answer given to another question, on a page left open or in another tab, is not taken for this one.
    """

    question = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, question: Question, chosen: str | None = None, **kwargs):
        kwargs["initial"] = {"question": question.key, "answer": chosen}
        super().__init__(*args, **kwargs)
        self.asked, self.question = question.key, question
        self.fields["answer"] = _field(question)

    def clean(self) -> dict:
        if self.cleaned_data.get("question") != self.asked:
            self.data = {"question": self.asked}
            raise forms.ValidationError("That answer was for another question. Answer this one.")
        exclusive = {option.key for option in self.question.options if option.exclusive}
        chosen = self.cleaned_data.get("answer")
        if isinstance(chosen, list) and len(chosen) > 1 and exclusive & set(chosen):
            none = next(o.label for o in self.question.options if o.exclusive)
            self.add_error("answer", f"Choose “{none}” alone, or the others without it.")
        return self.cleaned_data
