"""Invented teams of the sample's department, for the generated records to be of."""

from dataclasses import dataclass
from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from policies.roles.models import Appointment, Area, JobRole, Team
from portal.models import User

A_TEAM = 8  # who ask, besides whoever leads
TEAMS_AN_AREA = 10
MADE = "made-"


@dataclass(frozen=True)
class Staff:
    """One team: who leads it, who asks, and their job titles."""

    team: Team
    leader: User
    workers: list[User]
    leader_role: JobRole
    worker_role: JobRole


def make(count: int) -> list[Staff]:
    """`count` teams, the first of them the sample's own in the North with its people, filled up.

    Teams and people that were made before are taken again.
    """
    leads, asks = (JobRole.objects.get(key=key) for key in ("yj-team-leader", "yj-case-manager"))
    north = Team.objects.select_related("area__organisation", "policy_set").get(
        key="north-area-team"
    )
    found = [_staff(north, "yj.leader", ["yj.worker"], "000", leads, asks)]
    for number in range(1, count):
        name = f"{number:03}"
        team = _team(number, north)
        found.append(_staff(team, f"{MADE}{name}-leader", [], name, leads, asks))
    return found


def _staff(
    team: Team, leader: str, workers: list[str], number: str, leads: JobRole, asks: JobRole
) -> Staff:
    names = [*workers, *(f"{MADE}{number}-{n}" for n in range(len(workers), A_TEAM))]
    return Staff(
        team,
        _person(leader, "reviewer", team, leads),
        [_person(name, "staff", team, asks) for name in names],
        leads,
        asks,
    )


def _team(number: int, north: Team) -> Team:
    area, _ = Area.objects.get_or_create(
        key=f"{MADE}area-{number // TEAMS_AN_AREA}",
        defaults={
            "name": f"Area {number // TEAMS_AN_AREA}",
            "organisation": north.area.organisation,
        },
    )
    team, _ = Team.objects.select_related("policy_set").get_or_create(
        key=f"{MADE}team-{number:03}",
        defaults={"name": f"Team {number}", "area": area, "policy_set": north.policy_set},
    )
    return team


def _person(username: str, role: str, team: Team, job_role: JobRole) -> User:
    user = User.objects.filter(username=username).first()
    if user is None:
        user = User(username=username, name=username.capitalize(), access_roles=["staff", role])
        user.set_unusable_password()
        user.save()
        held = DateRange(date(2020, 1, 1), None)
        Appointment.objects.create(user=user, job_role=job_role, team=team, held=held)
    return user
