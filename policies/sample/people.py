"""Organisations, policy sets, teams, job roles and people from fixtures/roles.yaml."""

from collections.abc import Mapping

from django.contrib.auth.hashers import make_password
from django.db.backends.postgresql.psycopg_any import DateRange

from policies.roles.models import (
    Appointment,
    Area,
    JobRole,
    LocalAgreement,
    Organisation,
    PolicySet,
    Team,
)
from portal.models import User

PASSWORD = "portal-demo"  # noqa: S105 - the sample's published password


def load(data: Mapping) -> None:
    """Create everything in `data`; only into an empty database."""
    organisations = {
        row["code"]: Organisation.objects.create(**row) for row in data["organisations"]
    }
    sets = {
        row["code"]: PolicySet.objects.create(
            **row | {"organisation": organisations[row["organisation"]]}
        )
        for row in data["policy_sets"]
    }
    areas = {
        row["key"]: Area.objects.create(
            **row | {"organisation": organisations[row["organisation"]]}
        )
        for row in data["areas"]
    }
    teams = {
        row["key"]: Team.objects.create(
            **row | {"area": areas[row["area"]], "policy_set": sets[row["policy_set"]]}
        )
        for row in data["teams"]
    }
    roles = {
        row["key"]: JobRole.objects.create(**row | {"policy_set": sets[row["policy_set"]]})
        for row in data["job_roles"]
    }
    _people(data["people"], roles, teams)
    for row in data["local_agreements"]:
        first, second = row["between"]
        LocalAgreement.objects.create(
            area=areas[row["area"]],
            first_role=roles[first],
            second_role=roles[second],
            held=DateRange(row["from"], row["to"]),
            note=row.get("note") or "",
        )


def _people(rows: list[Mapping], roles: Mapping[str, JobRole], teams: Mapping[str, Team]) -> None:
    password = make_password(PASSWORD)  # once for all: hashing is slow on purpose
    for row in rows:
        user = User.objects.create(
            username=row["username"],
            name=row["name"],
            email=row["email"],
            access_roles=row["access_roles"],
            password=password,
        )
        Appointment.objects.create(
            user=user,
            job_role=roles[row["job_role"]],
            team=teams[row["team"]],
            held=DateRange(row["from"], None),
        )
