"""The queue: what needs me, what my team asked, what is due, what waits; and ways of looking kept by name."""

from collections.abc import Iterator

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.decorators.http import require_POST, require_safe

from policies.consultations import actions, forms, oversight, queueing
from policies.consultations.entry_forms import SaveViewForm
from policies.consultations.models import Consultation, Kind, SavedFilter, State
from policies.consultations.queueing import Queue, queue_rows
from policies.consultations.views.common import participant
from portal import audit, identifiers
from portal.models import User
from portal.permissions import Permission
from portal.spreadsheets import csv_response

A_PAGE = 25
MOST_LINES = 10_000
COLUMNS = [
    "Reference", "Kind", "Type", "Topic", "Asked by", "Team", "State", "With", "Urgent", "Submitted",
    "Due",
]  # fmt: skip


class Pages(Paginator):
    """Pages of a list whose length is known already, so that it is not counted again."""

    def __init__(self, records, length: int | None):
        super().__init__(records, A_PAGE)
        self.length = length

    @cached_property
    def count(self) -> int:
        return super().count if self.length is None else self.length


@participant
@require_safe
def consultation_list(request: HttpRequest) -> HttpResponse:
    return _show(request, Queue.read(request.user, request.GET))


def _show(
    request: HttpRequest, queue: Queue, status: int = 200, form: SaveViewForm | None = None
) -> HttpResponse:
    counts = queue.counts()
    known = None if queue.is_filtered else counts.get(f"n_{queue.view.key}")
    page = Pages(queue.records, known).get_page(request.GET.get("page"))
    rows = queue_rows(page.object_list, request.user) if page.paginator.count else []
    context = {
        "queue": queue,
        "views": [
            (view, counts.get(f"n_{view.key}"))
            for view in queueing.views_of(request.user)
            if view is not queueing.SIGN or counts[f"n_{view.key}"] or view == queue.view
        ],
        "page": page,
        "rows": rows,
        "kept": SavedFilter.objects.filter(person=request.user),
        "save_form": form or SaveViewForm(),
        "saving": form is not None,
    }
    context |= _choices(request.user) | _may(request.user)
    return render(request, "policies/consultations/consultation_list.html", context, status=status)


def _choices(user: User) -> dict:
    """What the form of filters offers."""
    sees_others = user.may(Permission.CONSULTATION_ADVISE) or user.may(
        Permission.CONSULTATION_READ_ALL
    )
    return {
        "kinds": Kind.choices,
        "states": [choice for choice in State.choices if choice[0] != State.DRAFT],
        "sorts": list(queueing.SORTS.items()),
        "holders": queueing.holders(user) if sees_others else [],
    }


def _may(user: User) -> dict:
    advises = user.may(Permission.CONSULTATION_ADVISE)
    return {
        "reviews": advises,
        "may_ask": user.may(Permission.CONSULTATION_RAISE),
        "hands_over": advises or user.may(Permission.CONSULTATION_REASSIGN),
        "sees_figures": oversight.records_for(user) is not None,
    }


@participant
@require_POST
def filter_keep(request: HttpRequest) -> HttpResponse:
    """Keep this look at the queue under a name."""
    queue = Queue.read(request.user, QueryDict(request.POST.get("query", "")[:500]))
    form = SaveViewForm(request.POST)
    if form.is_valid():
        try:
            name = form.cleaned_data["name"]
            actions.keep_filter(by=request.user, name=name, query=queue.query)
        except actions.TooMany as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, f"Kept as “{name}”.")
            return redirect(f"{reverse('consultation_list')}?{queue.query}")
    return _show(request, queue, status=400, form=form)


@participant
@require_POST
def filter_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Take out a kept look; somebody else's is missing like any other."""
    if not actions.drop_filter(by=request.user, pk=pk):
        raise Http404("No such view of this person")
    messages.success(request, "Taken out.")
    return redirect("consultation_list")


@participant
@require_safe
def consultation_csv(request: HttpRequest) -> HttpResponse:
    """The filtered list as a file for a spreadsheet; that it was taken out goes into the audit trail."""
    queue = Queue.read(request.user, request.GET)
    records = queue.records.select_related(
        "requester", "requester_role", "assigned_to", "team", "type"
    )
    audit.record(by=request.user, action="consultation.export", on=request.user, query=queue.query)
    name = f"consultations-{queue.view.key}-{timezone.localdate():%Y-%m-%d}"
    return csv_response(name, COLUMNS, _lines(records))


def _lines(records) -> Iterator[list[object]]:
    """The topics are looked through again for identifiers: a file leaves the portal."""
    published = list(forms.published_numbers())
    for number, record in enumerate(records[: MOST_LINES + 1].iterator(chunk_size=500)):
        if number == MOST_LINES:
            yield [f"Only the first {MOST_LINES:,} are listed: filter the list to get the others."]
            return
        yield _line(record, published)


def _line(record: Consultation, published: list[str]) -> list[object]:
    submitted = record.submitted_at
    return [
        record.reference,
        record.get_kind_display(),
        record.type.title if record.type else "",
        identifiers.mask(record.topic, lambda: published),
        f"{record.requester_role.title}, {record.requester.name}",
        record.team.name,
        record.get_state_display(),
        record.assigned_to.name if record.assigned_to else "",
        "Urgent" if record.urgent else "",
        timezone.localtime(submitted).strftime("%Y-%m-%d %H:%M") if submitted else "",
        record.due or "",
    ]
