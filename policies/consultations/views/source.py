"""What a new consultation is raised from: a guide's outcome, a clause, and its type."""

import re
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from policies.consultations.models import ConsultationType
from policies.consultations.views import choosing
from policies.guides.models import GuideRun
from policies.guides.presenters import outcome_snapshot
from policies.library.models import ClauseVersion
from policies.roles.models import Appointment

_SHORT_ID = re.compile(r"[a-z0-9-]{1,40}")


@dataclass(frozen=True)
class Source:
    """`outcome` is that of the run, as a record would keep it; `types` those the reader has."""

    run: GuideRun | None
    words: ClauseVersion | None
    kind: ConsultationType | None
    types: list[ConsultationType]
    outcome: dict | None

    @property
    def others(self) -> list[ConsultationType]:
        """The types but for the one that was chosen."""
        return [one for one in self.types if one != self.kind]

    @property
    def topic(self) -> str:
        if self.run:
            return self.run.version.guide.title
        if self.words:
            return f"Clause {self.words.number} {self.words.heading}".strip()[:200]
        return ""


def source_of(request: HttpRequest) -> Source:
    """What the address says; 404 for a run or type that is not this person's, or no clause."""
    run, words = _run(request), _clause(request)
    types = choosing.types_for(request)
    held = Appointment.objects.held_by(request.user)
    outcome = outcome_snapshot(run, held.team if held else None) if run else None
    return Source(run, words, choosing.chosen(request, types), types, outcome)


def _run(request: HttpRequest) -> GuideRun | None:
    """The run it is raised from: the person's own, with an outcome, else 404."""
    key = request.GET.get("run")
    if key is None:
        return None
    try:
        key = UUID(key)
    except ValueError:
        raise Http404("Not the key of a run") from None
    runs = GuideRun.objects.of(request.user).with_guide().exclude(outcome="")
    return get_object_or_404(runs, key=key)


def _clause(request: HttpRequest) -> ClauseVersion | None:
    """The words in force of the clause it is raised from, else 404; a run goes before it."""
    short_id = request.GET.get("clause")
    if short_id is None or "run" in request.GET:
        return None
    if not _SHORT_ID.fullmatch(short_id):
        raise Http404("Not the short id of a clause")
    words = ClauseVersion.objects.in_force().with_place()
    return get_object_or_404(words, clause__short_id=short_id)
