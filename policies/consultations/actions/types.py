"""Changing what a type of consultation asks for and whom it goes to. Records keep what it was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from policies.consultations.models import ConsultationRoute, ConsultationType
from policies.consultations.transitions import NotYours
from policies.roles.models import JobRole, PolicySet
from portal import audit
from portal.models import User
from portal.permissions import Permission


@dataclass(frozen=True)
class Level:
    """One level of a route."""

    job_role: JobRole
    needs_agreement: bool = False

    @property
    def words(self) -> str:
        return f"{self.job_role.title}{' (by agreement)' if self.needs_agreement else ''}"


@transaction.atomic
def change_type(
    *,
    by: User,
    kind: ConsultationType,
    revision: int,
    values: Mapping[str, object],
    policy_sets: Sequence[PolicySet],
    route: Sequence[Level],
) -> None:
    """Write the columns `values`, whom it serves and its route, if it stands at `revision`.

    What was and what is goes into the audit trail. Raises NotYours, and Conflict where somebody
    else saved first.
    """
    if not by.may(Permission.CONSULTATION_TYPES):
        raise NotYours("types are changed at the desk")
    before = as_it_stands(kind)
    kind.save_over(revision, **values)
    kind.policy_sets.set(policy_sets)
    kind.levels.all().delete()
    ConsultationRoute.objects.bulk_create(
        ConsultationRoute(
            type=kind, level=n, job_role=one.job_role, needs_agreement=one.needs_agreement
        )
        for n, one in enumerate(route, 1)
    )
    after = as_it_stands(kind)
    changed = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    audit.record(by=by, action="consultation-type.change", on=kind, changed=changed)


def as_it_stands(kind: ConsultationType) -> dict[str, object]:
    """Everything the desk can change, as plain data."""
    levels = kind.levels.select_related("job_role").order_by("level")
    return {
        "title": kind.title,
        "summary": kind.summary,
        "sets": sorted(kind.policy_sets.values_list("code", flat=True)),
        "asks": kind.asks,
        "evidence": list(kind.evidence),
        "route": [Level(one.job_role, one.needs_agreement).words for one in levels],
        "ring": kind.ring.key if kind.ring else "",
        "also_tell": list(kind.also_tell),
        "working_days": kind.working_days,
        "urgent_hours": kind.urgent_hours,
        "grants": kind.grants,
        "cites": list(kind.cites),
    }
