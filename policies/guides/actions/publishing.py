"""Publishing a guide, through the gate."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from policies.guides import checks, gate
from policies.guides.actions.compiling import compiled
from policies.guides.models import Guide, GuideVersion
from policies.library.actions import cite, retire_citations
from policies.library.models import ClauseVersion
from policies.roles.models import JobRole, PolicySet
from portal import audit
from portal.models import User
from portal.models.chained import canonical


class GateRefused(Exception):
    """The publish gate found faults; `report` names each of them."""

    def __init__(self, report: checks.Report):
        super().__init__("\n".join(f"{f.rule}, {f.node}: {f.message}" for f in report.faults))
        self.report = report


@transaction.atomic
def publish(
    *,
    by: User | None,
    definition: Mapping,
    context: checks.Context | None = None,
    order: int | None = None,
) -> GuideVersion:
    """Publish `definition` as the next version of its guide, through the gate.

    Raises GateRefused. The same definition published again changes nothing. `context` spares reading it again where
    many guides are loaded together. Without `order` a guide keeps its place in the list, and a new one goes last.
    """
    report = checks.check(definition, context or gate.context(), most_enumerated=gate.WALKED)
    if not report.ok:
        raise GateRefused(report)
    guide = _guide(definition, order)
    digest = hashlib.sha256(canonical(dict(definition)).encode()).hexdigest()
    live = guide.versions.filter(state=GuideVersion.State.PUBLISHED).first()
    if live and live.hash == digest:
        return live
    now = timezone.now()
    if live:
        _supersede(live, now)
    version = GuideVersion.objects.create(
        guide=guide,
        number=guide.versions.count() + 1,
        definition=definition,
        hash=digest,
        state=GuideVersion.State.PUBLISHED,
        report=report.as_dict(),
        published_at=now,
        by=by,
    )
    _cite(version)
    audit.record(by=by, action="guide.publish", on=guide, version=version.number, hash=digest)
    return version


def _guide(definition: Mapping, order: int | None) -> Guide:
    decision = definition.get("decision")
    values = {
        "title": definition["title"],
        "summary": definition.get("summary") or "",
        "topic": definition["topic"],
        "owner": JobRole.objects.filter(key=definition.get("owner") or "").first(),
        "people_say": "\n".join(definition.get("people_say") or ()),
        "source": [decision] if decision else [],
    }
    place = {} if order is None else {"order": order}
    guide, _ = Guide.objects.update_or_create(
        slug=definition["slug"],
        defaults=values | place,
        create_defaults={"order": Guide.objects.count() + 1} | values | place,
    )
    guide.policy_sets.set(PolicySet.objects.filter(code__in=definition["sets"]))
    return guide


def _supersede(version: GuideVersion, at: datetime) -> None:
    retire_citations(thing=version)
    GuideVersion.objects.filter(pk=version.pk).update(
        state=GuideVersion.State.SUPERSEDED, superseded_at=at
    )


def _cite(version: GuideVersion) -> None:
    """Pin each outcome to the exact words it rests on."""
    guide = compiled(version)
    wanted = {short_id for outcome in guide.outcomes.values() for short_id in outcome.cites}
    words = {
        c.clause.short_id: c
        for c in ClauseVersion.objects.in_force()
        .filter(clause__short_id__in=wanted)
        .select_related("clause")
    }
    for outcome in guide.outcomes.values():
        cite(
            thing=version,
            part=outcome.key,
            label=f"{guide.title}: {outcome.answer}"[:300],
            url=f"/guides/{guide.slug}/",
            clause_versions=[words[short_id] for short_id in dict.fromkeys(outcome.cites)],
        )
