"""Giving a task from a record."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone

from policies.consultations import actions
from policies.consultations.forms import PlainText
from policies.consultations.reading import RecordPage
from policies.consultations.transitions import WrongState
from policies.consultations.views.common import page_or_form, participant, show, visible_record
from portal.models import User


class TaskForm(forms.Form):
    """What is to be done, by whom and by when; `people` are those who may be given it."""

    what = PlainText(
        what="what is to be done",
        most=500,
        label="What is to be done",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One thing, verb first. Leave out names: the record says which case it is.",
        error_messages={"required": "Write what is to be done."},
    )
    person = forms.TypedChoiceField(
        label="Who does it",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            name: "Choose who does it." for name in ("required", "invalid", "invalid_choice")
        },
    )
    due = forms.DateField(
        label="Due (optional)",
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text="A reminder comes on the working day before, and on the day.",
        error_messages={"invalid": "Enter the date as in 2026-03-14."},
    )

    def __init__(self, people: list[User], by: User, data: QueryDict | None = None):
        super().__init__(data)
        field = self.fields["person"]
        field.choices = [(p.pk, "Yourself" if p == by else p.name) for p in people]
        if len(people) == 1:
            field.initial, field.widget = people[0].pk, forms.HiddenInput()

    def clean_due(self):
        due = self.cleaned_data["due"]
        if due and due < timezone.localdate():
            raise forms.ValidationError("Choose today or a day to come.")
        return due


@participant
@page_or_form
def consultation_give_task(request: HttpRequest, reference: str) -> HttpResponse:
    """The form of a task, and giving it. Where nobody may be given one: no such page."""
    record = visible_record(request, reference)
    people = {person.pk: person for person in actions.receivers(request.user, record)}
    if not people:
        raise Http404("No tasks are given from here by this person")
    form = TaskForm(list(people.values()), request.user, request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = 400 if form.errors else 200
        page = RecordPage(record, request.user)
        return show(request, "consultation_give_task.html", page, status=status, form=form)
    person = people[form.cleaned_data["person"]]
    given = form.cleaned_data | {"person": person}
    try:
        is_new = actions.give_task(by=request.user, consultation=record, **given)
    except WrongState as problem:
        raise Http404("The record is finished") from problem
    who = "your list" if person == request.user else f"{person.name}’s list"
    messages.success(request, f"The task is on {who}{'' if is_new else ' already'}.")
    return redirect(record)
