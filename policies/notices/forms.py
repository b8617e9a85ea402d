"""How somebody wants to be told."""

from django import forms
from django.http import QueryDict

from policies.notices.models import Notice, NoticeChoice, NoticeKind, unchosen
from portal.models import User


class ChoicesForm(forms.Form):
    """One field a kind of notice, named by its key; what was never chosen shows as it comes."""

    def __init__(self, person: User, data: QueryDict | None = None):
        super().__init__(data)
        chosen = dict(NoticeChoice.objects.filter(person=person).values_list("kind", "mail"))
        for kind in NoticeKind:
            self.fields[kind.value] = forms.ChoiceField(
                label=kind.label,
                choices=Notice.Mail.choices,
                initial=chosen.get(kind.value, unchosen(kind)),
                error_messages={
                    name: f"Choose how you are told: {kind.label[0].lower()}{kind.label[1:]}."
                    for name in ("required", "invalid_choice")
                },
            )
