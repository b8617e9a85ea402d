"""For whom somebody may say that they are away, and who could answer for them."""

from django.db.models import QuerySet

from policies.roles.models import Absence, Appointment
from portal.models import User
from portal.permissions import ROLES, Permission

_ADVISERS = [key for key, held in ROLES.items() if Permission.CONSULTATION_ADVISE in held]


def people_of(user: User) -> list[User]:
    """The person, and everybody in the team they lead, by name."""
    held = Appointment.objects.held_by(user)
    others = User.objects.none()
    if held and held.job_role.leads_team:
        members = Appointment.objects.current().filter(team=held.team_id).values("user")
        others = User.objects.filter(pk__in=members).exclude(pk=user.pk).order_by("name")
    return [user, *others]


def possible_deputies(person: User) -> QuerySet[User]:
    """Who gives advice in the person's organisation, by name; not the person."""
    return deputies_around(person).exclude(pk=person.pk)


def deputies_around(person: User) -> QuerySet[User]:
    """Who gives advice in the person's organisation, by name."""
    held = Appointment.objects.held_by(person)
    if held is None:
        return User.objects.none()
    organisation = held.job_role.policy_set.organisation_id
    jobs = Appointment.objects.current().filter(team__area__organisation=organisation)
    advisers = User.objects.filter(is_active=True, access_roles__overlap=_ADVISERS)
    return advisers.filter(pk__in=jobs.values("user")).order_by("name")


def absences_of(people: list[User]) -> QuerySet[Absence]:
    """What is not over of these people's absences, with who answers."""
    found = Absence.objects.not_over().filter(person__in=people)
    return found.select_related("person", "deputy")
