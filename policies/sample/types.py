"""Types of consultations from fixtures/consultation_types.yaml.

The same file can be loaded again after it was edited: what it names is made or brought up to date,
nothing is removed. What was edited at the desk since is overwritten.
"""

from collections.abc import Mapping

from django.db import transaction

from policies.consultations import asks
from policies.consultations.models import ConsultationRoute, ConsultationType
from policies.directory.models import Contact
from policies.library.models import ClauseVersion
from policies.roles.models import JobRole, PolicySet

_PLAIN = ("kind", "title", "summary", "working_days", "urgent_hours", "grants", "source")


@transaction.atomic
def load(data: Mapping) -> int:
    """Create or update the types of `data`; returns how many.

    Raises KeyError, naming it, for a set, job role, contact or clause in force that does not exist,
    and ValueError for asks that no form could show.
    """
    roles = {r.key: r for r in JobRole.objects.all()}
    contacts = {c.key: c for c in Contact.objects.defer("search")}
    sets = {s.code: s for s in PolicySet.objects.all()}
    in_force = set(ClauseVersion.objects.in_force().values_list("clause__short_id", flat=True))
    for order, row in enumerate(data["types"], 1):
        for short_id in row["cites"]:
            if short_id not in in_force:
                raise KeyError(short_id)
        kind = _save(
            row["key"],
            order=order,
            asks=[ask.as_dict() for ask in asks.read(row["asks"])],
            evidence=row["evidence"],
            also_tell=[contacts[key].key for key in row["also_tell"]],
            ring=contacts[row["ring"]] if row["ring"] else None,
            cites=row["cites"],
            **{name: row[name] for name in _PLAIN},
        )
        kind.policy_sets.set([sets[code] for code in row["sets"]])
        _route(kind, row["route"], roles)
    return len(data["types"])


def _save(key: str, **values) -> ConsultationType:
    kind, made = ConsultationType.objects.get_or_create(key=key, defaults=values)
    if not made:
        kind.save_over(kind.revision, **values)
    return kind


def _route(kind: ConsultationType, rows: list[Mapping], roles: Mapping[str, JobRole]) -> None:
    kind.levels.all().delete()
    ConsultationRoute.objects.bulk_create(
        ConsultationRoute(
            type=kind,
            level=level,
            job_role=roles[row["role"]],
            needs_agreement=row.get("agreement", False),
        )
        for level, row in enumerate(rows, 1)
    )
