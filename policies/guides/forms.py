"""One question of a guide."""

from django import forms

from policies.guides.engine import Question


class QuestionForm(forms.Form):
    """One question as radios; the field is called `answer`, the question's key goes with it.

    An answer given to another question, on a page left open or in another tab, is not taken for this one.
    """

    question = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, question: Question, chosen: str | None = None, **kwargs):
        kwargs["initial"] = {"question": question.key, "answer": chosen}
        super().__init__(*args, **kwargs)
        self.asked = question.key
        self.fields["answer"] = forms.ChoiceField(
            label=question.text,
            help_text=question.hint,
            choices=[(option.key, option.label) for option in question.options],
            widget=forms.RadioSelect,
            error_messages={
                "required": "Choose an answer.",
                "invalid_choice": "Choose one of the answers shown.",
            },
        )

    def clean(self) -> dict:
        if self.cleaned_data.get("question") != self.asked:
            self.data = {"question": self.asked}
            raise forms.ValidationError("That answer was for another question. Answer this one.")
        return self.cleaned_data
