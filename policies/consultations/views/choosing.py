"""Which type of consultation: the reader's own types, and those a guide's outcome points to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from policies.consultations import kinds
from policies.consultations.models import ConsultationType, Kind
from policies.roles.models import Appointment

TEMPLATE = "policies/consultations/consultation_choose.html"
# What it is raised from is kept from page to page.
KEPT = ("run", "clause")


@dataclass(frozen=True)
class Choice:
    """A type to choose, and the address of its form."""

    title: str
    summary: str
    url: str


@dataclass(frozen=True)
class Group:
    """The types of one kind."""

    words: kinds.Words
    choices: Sequence[Choice]


def types_for(request: HttpRequest) -> list[ConsultationType]:
    """The types that serve the reader's policy set, in order; none without a job."""
    held = Appointment.objects.held_by(request.user)
    if held is None:
        return []
    return list(ConsultationType.objects.serving(held.job_role.policy_set).with_route())


def is_still_to_choose(request: HttpRequest) -> bool:
    """Whether the reader comes without a source and has not said what it is, or asks to choose."""
    given = request.GET.get("type")
    return request.method != "POST" and (
        given == "" or (given is None and not any(name in request.GET for name in KEPT))
    )


def chosen(request: HttpRequest, types: Iterable[ConsultationType]) -> ConsultationType | None:
    """The type asked for, else 404; without a word the first type of advice, if there is one."""
    key = request.GET.get("type")
    if key:
        found = next((one for one in types if one.key == key), None)
        if found is None:
            raise Http404("Not a type that serves this person")
        return found
    return next((one for one in types if one.kind == Kind.ADVICE), None)


def choose(
    request: HttpRequest, types: Sequence[ConsultationType], fitting: Sequence[Choice]
) -> HttpResponse:
    groups = [
        Group(kinds.words_of(kind), found)
        for kind in Kind
        if (found := [choice(request, one) for one in types if one.kind == kind])
    ]
    return render(request, TEMPLATE, {"groups": groups, "fitting": fitting})


def choice(request: HttpRequest, kind: ConsultationType) -> Choice:
    query = {"type": kind.key} | _kept(request)
    return Choice(kind.title, kind.summary, f"{reverse('consultation_new')}?{urlencode(query)}")


def url_to_choose(request: HttpRequest) -> str:
    query = {"type": ""} | _kept(request)
    return f"{reverse('consultation_new')}?{urlencode(query)}"


def fitting_types(
    request: HttpRequest, types: Iterable[ConsultationType], outcome: dict | None
) -> list[Choice]:
    """Approvals and reports whose contacts the outcome names to approve or to be told."""
    named = {
        contact["key"]
        for contact in (outcome or {}).get("contacts", ())
        if contact["why"] in ("Get approval from", "Tell")
    }
    return [
        choice(request, one)
        for one in types
        if one.kind != Kind.ADVICE and one.ring and one.ring.key in named
    ]


def _kept(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET[name] for name in KEPT if name in request.GET}
