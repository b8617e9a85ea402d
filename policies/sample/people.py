"""Organisations, policy sets, teams, job roles and people from a YAML file such as fixtures/roles.yaml.

The same file can be loaded again after it was edited: what it names is made or brought up to date, nothing is removed.
"""

from collections.abc import Mapping
from datetime import date

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Model

from policies.roles.models import (
    Appointment,
    Area,
    JobRole,
    LocalAgreement,
    Organisation,
    PolicySet,
    Team,
)
from portal.models import LockedModel, User

PASSWORD = "portal-demo"  # noqa: S105 - the sample's published password

# Each list of the file: its model, what identifies a row, and which names in a row stand for other rows.
_LISTS: dict[str, tuple[type[Model], str, dict[str, str]]] = {
    "organisations": (Organisation, "code", {}),
    "policy_sets": (PolicySet, "code", {"organisation": "organisations"}),
    "areas": (Area, "key", {"organisation": "organisations"}),
    "teams": (Team, "key", {"area": "areas", "policy_set": "policy_sets"}),
    "job_roles": (JobRole, "key", {"policy_set": "policy_sets"}),
}


@transaction.atomic
def load(data: Mapping, *, password: str | None = None) -> None:
    """Make or update everything in `data`. New people get `password`, or can only sign in with a work account.

    Raises KeyError, naming it, where a row names something the file does not have.
    """
    found: dict[str, dict[str, Model]] = {}
    for name, (model, identity, links) in _LISTS.items():
        found[name] = {
            row[identity]: _kept(
                model, identity, row | {field: found[of][row[field]] for field, of in links.items()}
            )
            for row in data.get(name) or ()
        }
    # Once for all: hashing is slow on purpose.
    hashed = make_password(password)
    for row in data.get("people") or ():
        user = _person(row, hashed)
        _appoint(
            user, found["job_roles"][row["job_role"]], found["teams"][row["team"]], row["from"]
        )
    for row in data.get("local_agreements") or ():
        first, second = (found["job_roles"][key] for key in row["between"])
        LocalAgreement.objects.update_or_create(
            area=found["areas"][row["area"]],
            first_role=first,
            second_role=second,
            defaults={"held": DateRange(row["from"], row["to"]), "note": row.get("note") or ""},
        )


def _kept(model: type[Model], identity: str, values: Mapping) -> Model:
    """The row with this identity, made or brought to `values`; one that several people edit steps its revision."""
    known = model.objects.filter(**{identity: values[identity]}).first()
    if known is None:
        return model.objects.create(**values)
    changed = {name: value for name, value in values.items() if getattr(known, name) != value}
    if changed and isinstance(known, LockedModel):
        known.save_over(known.revision, **changed)
    elif changed:
        model.objects.filter(pk=known.pk).update(**changed)
        known.refresh_from_db()
    return known


def _person(row: Mapping, hashed: str) -> User:
    values = {name: row[name] for name in ("name", "email", "access_roles")}
    user, _ = User.objects.update_or_create(
        username=row["username"], defaults=values, create_defaults=values | {"password": hashed}
    )
    return user


def _appoint(user: User, job_role: JobRole, team: Team, start: date) -> None:
    """Give the person this job from `start`; another job held until then ends on that day."""
    if Appointment.objects.filter(user=user, job_role=job_role, team=team, held__upper_inf=True):
        return
    for held in Appointment.objects.filter(user=user, held__upper_inf=True):
        held.held = DateRange(held.held.lower, start)
        held.save(update_fields=["held"])
    Appointment.objects.create(user=user, job_role=job_role, team=team, held=DateRange(start, None))
