"""Who holds which job, when."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils import timezone

from policies.roles.models.absence import Absence
from policies.roles.models.job_role import JobRole
from policies.roles.models.team import Team
from portal.models import User


class AppointmentQuerySet(models.QuerySet):
    def current(self) -> "AppointmentQuerySet":
        """Appointments that hold today, with what pages show of them."""
        return self.filter(
            held__contains=timezone.localdate(), user__is_active=True
        ).select_related("user", "job_role__policy_set__organisation", "team__area__organisation")

    def held_by(self, user: User) -> "Appointment | None":
        """The job this person holds today, or None; read once a request, as it is kept on the user."""
        if "_appointment" not in user.__dict__:
            user.__dict__["_appointment"] = self.current().filter(user=user).first()
        return user.__dict__["_appointment"]

    def remember(self, *people: User | None) -> None:
        """Read in one query which jobs these people hold today, for `held_by` to find."""
        unread = [p for p in people if p is not None and "_appointment" not in p.__dict__]
        held = {one.user_id: one for one in self.current().filter(user__in={p.pk for p in unread})}
        for person in unread:
            person.__dict__["_appointment"] = held.get(person.pk)

    def place_of(self, user: User) -> tuple[str, str]:
        """Jurisdiction and time zone of where this person works; without a job, of the portal."""
        held = self.held_by(user)
        if held is None:
            return "", settings.TIME_ZONE
        organisation = held.job_role.policy_set.organisation
        return organisation.jurisdiction, organisation.time_zone

    def leading(self, team: Team) -> "AppointmentQuerySet":
        """Who leads this team today."""
        return self.current().filter(team=team, job_role__leads_team=True)

    def with_absence(self) -> "AppointmentQuerySet":
        """Each with `is_away` and `deputy`, the key of who answers meanwhile: as things are today."""
        today = Absence.objects.current().filter(person=models.OuterRef("user"))
        return self.annotate(
            is_away=models.Exists(today), deputy=models.Subquery(today.values("deputy")[:1])
        )

    def in_area(self, area_id: int) -> "AppointmentQuerySet":
        """Current appointments in an area, in ladder order."""
        return self.current().filter(team__area_id=area_id).order_by("job_role__ladder", "pk")


class Appointment(models.Model):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="appointments"
    )
    job_role = models.ForeignKey(JobRole, on_delete=models.PROTECT, related_name="appointments")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="appointments")
    held = DateRangeField(help_text="From the first day to the day after the last.")

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="appointment_one_current_per_person",
                expressions=[("user", RangeOperators.EQUAL), ("held", RangeOperators.OVERLAPS)],
                violation_error_message="This person already holds a job in that time.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.job_role.title}, {self.user.name}"
