"""Publishing guides and going through them."""

import hashlib
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from policies.guides import checks, engine, gate
from policies.guides.models import Guide, GuideRun, GuideVersion
from policies.library.actions import cite, retire_citations
from policies.library.models import ClauseVersion
from policies.roles.models import JobRole, PolicySet
from portal import audit
from portal.models import User
from portal.models.chained import canonical

_compiled: dict[str, engine.CompiledGuide] = {}


class GateRefused(Exception):
    """The publish gate found faults; `report` names each of them."""

    def __init__(self, report: checks.Report):
        super().__init__("\n".join(f"{f.rule}, {f.node}: {f.message}" for f in report.faults))
        self.report = report


class NotFinished(Exception):
    """The run has not reached an outcome yet."""


def compiled(version: GuideVersion) -> engine.CompiledGuide:
    """The version's guide, compiled once a process: a published definition never changes."""
    if version.hash not in _compiled:
        _compiled[version.hash] = engine.compile_guide(version.definition)
    return _compiled[version.hash]


def replay(run: GuideRun) -> engine.Replay:
    """Where the run's answers have led."""
    return engine.replay(compiled(run.version), run.policy_set.code, dict(run.answers))


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
    if live:
        _supersede(live)
    version = GuideVersion.objects.create(
        guide=guide,
        number=guide.versions.count() + 1,
        definition=definition,
        hash=digest,
        state=GuideVersion.State.PUBLISHED,
        report=report.as_dict(),
        published_at=timezone.now(),
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


def _supersede(version: GuideVersion) -> None:
    retire_citations(thing=version)
    GuideVersion.objects.filter(pk=version.pk).update(
        state=GuideVersion.State.SUPERSEDED, superseded_at=timezone.now()
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


@transaction.atomic
def start(*, by: User, version: GuideVersion, policy_set: PolicySet) -> GuideRun:
    """Begin a run of this version. Raises engine.UnknownPolicySet where it does not serve the set."""
    guide = compiled(version)
    outcome = engine.replay(guide, policy_set.code, {}).outcome
    return GuideRun.objects.create(
        person=by, version=version, policy_set=policy_set, outcome=outcome.key if outcome else ""
    )


@transaction.atomic
def answer(*, by: User, run: GuideRun, question: str, option: str | list[str]) -> GuideRun:
    """Give or change one answer; all others are kept. Raises engine.InvalidAnswer.

    The run is its reader's own: raises GuideRun.DoesNotExist for somebody else's.
    """
    locked = GuideRun.objects.select_for_update(of=("self",)).with_guide().of(by).get(pk=run.pk)
    guide = compiled(locked.version)
    answers = engine.answer(guide, locked.policy_set.code, dict(locked.answers), question, option)
    outcome = engine.replay(guide, locked.policy_set.code, answers).outcome
    locked.answers = [list(pair) for pair in answers.items()]
    locked.outcome = outcome.key if outcome else ""
    locked.save(update_fields=["answers", "outcome", "changed_at"])
    return locked


@transaction.atomic
def keep(*, by: User, run: GuideRun) -> None:
    """Keep a finished run, so that it is not purged. Raises NotFinished."""
    if not run.outcome:
        raise NotFinished("Answer the remaining questions first.")
    if GuideRun.objects.of(by).filter(pk=run.pk, kept=False).update(kept=True):
        audit.record(by=by, action="guide-run.keep", on=run)


attach = keep


def purge() -> int:
    """Delete runs nobody kept, 30 days after their last answer. Returns how many."""
    deleted, _ = GuideRun.objects.expired().delete()
    return deleted
