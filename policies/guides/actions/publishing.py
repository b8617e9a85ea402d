"""Publishing a guide, through the gate."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from policies.guides import checks, gate
from policies.guides.actions.errors import GateRefused, NotSigned
from policies.guides.actions.signing import unsigned
from policies.guides.compiling import compiled, definition_hash
from policies.guides.differing import Changes, ToSign, to_sign
from policies.guides.models import Guide, GuideVersion
from policies.guides.reading.review import compared
from policies.library.actions import cite, retire_citations
from policies.library.models import ClauseVersion
from policies.roles.models import JobRole, PolicySet
from portal import audit
from portal.models import User


@transaction.atomic
def publish(
    *,
    by: User | None,
    definition: Mapping,
    context: checks.Context | None = None,
    order: int | None = None,
    at: datetime | None = None,
    reviewed_as_file: bool = False,
    written: Mapping[str, str] | None = None,
) -> GuideVersion:
    """Publish `definition` as the next version of its guide, through the gate.

    Somebody must have signed (`sign`), for exactly this definition, each outcome that it changes and each finding that
    the gate leaves to a person. Files of the house are read and signed for in version control instead:
    `reviewed_as_file` says that this one was, and the report then keeps what was to be signed.

    The same definition published again changes nothing. `context` spares reading it again where many guides are
    loaded. Without `order` a guide keeps its place in the list, and a new one goes last. `at` publishes as of an
    earlier moment. `written` goes into the report: who wrote it (`by`) and why (`note`).
    Raises GateRefused, NotSigned, and ValueError where `at` lies before the version in force.
    """
    live = _live(definition)
    report = _through_the_gate(definition, live, context)
    if live and live.hash == definition_hash(definition):
        return _published_already(live, order)
    changes = compared(report, definition, live)
    items = to_sign(report, changes, live.number if live else 0)
    if not reviewed_as_file:
        _require_signatures(definition, items)
    kept = report.as_dict() | _summary(changes) | ({"written": dict(written)} if written else {})
    if reviewed_as_file:
        kept["reviewed_as_file"] = [{"kind": item.kind, "what": item.what} for item in items]
    guide = _guide(definition, live, order)
    return _put_in_force(guide, definition, kept, live=live, at=at or timezone.now(), by=by)


def _through_the_gate(
    definition: Mapping, live: GuideVersion | None, context: checks.Context | None
) -> checks.Report:
    report = checks.check(
        definition,
        context or gate.context(coming=[definition]),
        live=live.definition if live else None,
        most_enumerated=gate.WALKED,
    )
    if not report.ok:
        raise GateRefused(report)
    return report


def _require_signatures(definition: Mapping, items: list[ToSign]) -> None:
    missing = unsigned(definition["slug"], definition_hash(definition), items)
    if missing:
        raise NotSigned(missing)


def _put_in_force(
    guide: Guide,
    definition: Mapping,
    report: dict[str, object],
    *,
    live: GuideVersion | None,
    at: datetime,
    by: User | None,
) -> GuideVersion:
    """The guide's next version, from `at`, in place of `live`."""
    if live:
        _supersede(live, at)
    version = GuideVersion.objects.create(
        guide=guide,
        number=guide.versions.count() + 1,
        definition=definition,
        hash=definition_hash(definition),
        state=GuideVersion.State.PUBLISHED,
        report=report,
        published_at=at,
        by=by,
    )
    _cite(version)
    audit.record(by=by, action="guide.publish", on=guide, version=version.number, hash=version.hash)
    return version


def _live(definition: object) -> GuideVersion | None:
    """What `definition` would replace, held so that no two replace it at once."""
    slug = definition.get("slug") if isinstance(definition, Mapping) else None
    if not isinstance(slug, str) or "\x00" in slug:
        return None
    Guide.objects.select_for_update().filter(slug=slug).first()
    return GuideVersion.objects.live().with_guide().filter(guide__slug=slug).first()


def _published_already(live: GuideVersion, order: int | None) -> GuideVersion:
    if order is not None:
        Guide.objects.filter(pk=live.guide_id).update(order=order)
    return live


def _summary(changes: Changes | None) -> dict[str, object]:
    """How much a version changed, as its report keeps it."""
    if changes is None:
        return {}
    return {
        "changed": {
            "paths": changes.paths,
            "changed": changes.changed,
            "groups": len(changes.groups),
            "not_compared": changes.not_compared,
        }
    }


def _guide(definition: Mapping, live: GuideVersion | None, order: int | None) -> Guide:
    decision = definition.get("decision")
    values = {
        "title": definition["title"],
        "summary": definition.get("summary") or "",
        "topic": definition["topic"],
        "owner": JobRole.objects.filter(key=definition.get("owner") or "").first(),
        "people_say": "\n".join(_people_say(definition, live)),
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


def _people_say(definition: Mapping, live: GuideVersion | None) -> list[str]:
    """The words of the new version, with what owners of the guide added since the last, and without what they took."""
    new = list(definition.get("people_say") or ())
    if live is None:
        return new
    printed = {word.lower() for word in live.definition.get("people_say") or ()}
    kept = [word for word in live.guide.people_say.split("\n") if word]
    taken = printed - {word.lower() for word in kept}
    words = [word for word in new if word.lower() not in taken]
    words += [word for word in kept if word.lower() not in printed]
    return list({word.lower(): word for word in reversed(words)}.values())[::-1]


def _supersede(version: GuideVersion, at: datetime) -> None:
    if at <= version.published_at:
        raise ValueError("A version cannot come before the one that it replaces.")
    retire_citations(thing=version)
    GuideVersion.objects.filter(pk=version.pk).update(
        state=GuideVersion.State.SUPERSEDED, superseded_at=at
    )


def _cite(version: GuideVersion) -> None:
    """Pin each outcome to the exact words it rests on: those in force when it was published."""
    guide = compiled(version)
    wanted = {short_id for outcome in guide.outcomes.values() for short_id in outcome.cites}
    words = {
        c.clause.short_id: c
        for c in ClauseVersion.objects.in_force(timezone.localdate(version.published_at))
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
