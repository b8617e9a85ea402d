"""One question of a guide."""

from django import forms

from policies.guides.engine import Question


class QuestionForm(forms.Form):
    """One question as radios; the field is called `answer`, the question's key goes with it."""

    question = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, question: Question, chosen: str | None = None, **kwargs):
        kwargs["initial"] = {"question": question.key, "answer": chosen}
        super().__init__(*args, **kwargs)
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
