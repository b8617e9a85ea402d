"""What can be asked, reported or put up for approval: data, edited at the desk."""

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.fields import ArrayField
from django.db import models

from policies.directory.models import Contact
from policies.roles.models import JobRole, PolicySet
from portal.models import LockedModel, lock_trigger


class Kind(models.TextChoices):
    ADVICE = "advice", "Case consultation"
    APPROVAL = "approval", "Approval"
    REPORT = "report", "Report"


class ConsultationTypeQuerySet(models.QuerySet):
    def serving(self, policy_set: PolicySet) -> "ConsultationTypeQuerySet":
        """What staff of this set can ask, put up or report."""
        return self.filter(policy_sets=policy_set)

    def with_route(self) -> "ConsultationTypeQuerySet":
        """Each with its contact and `route_titles`, the job titles of its levels in order."""
        titles = ArrayAgg(
            "levels__job_role__title",
            filter=models.Q(levels__isnull=False),
            order_by="levels__level",
            default=models.Value([]),
        )
        return self.select_related("ring").defer("ring__search").annotate(route_titles=titles)


class ConsultationType(LockedModel):
    """`asks` lists what the form asks for; `evidence` what has to be named by title and record number."""

    class Grants(models.TextChoices):
        NOTHING = "", "Nothing"
        REPRESENTATIVE = "representative", "An entry among the authorised representatives"
        ACCOUNT = "account", "An entry among the official accounts"

    key = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    title = models.CharField(max_length=200)
    summary = models.CharField(max_length=300, blank=True)
    policy_sets = models.ManyToManyField(PolicySet, related_name="consultation_types")
    asks = models.JSONField(default=list, blank=True)
    evidence = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    route = models.ManyToManyField(
        JobRole, through="ConsultationRoute", related_name="consultation_types"
    )
    ring = models.ForeignKey(
        Contact, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    also_tell = ArrayField(
        models.CharField(max_length=80),
        default=list,
        blank=True,
        help_text="Keys of contacts to ring or write to besides, the most urgent first.",
    )
    working_days = models.PositiveSmallIntegerField(default=5)
    urgent_hours = models.PositiveSmallIntegerField(default=8)
    grants = models.CharField(max_length=20, choices=Grants.choices, blank=True)
    cites = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    source = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    is_offered = models.BooleanField(default=True)

    objects = ConsultationTypeQuerySet.as_manager()

    class Meta:
        ordering = ["order", "title"]
        triggers = [lock_trigger()]

    def __str__(self) -> str:
        return self.title


class ConsultationRoute(models.Model):
    """One level of a type's route: whom it goes to first, and whom when a deadline passes."""

    type = models.ForeignKey(ConsultationType, on_delete=models.CASCADE, related_name="levels")
    level = models.PositiveSmallIntegerField()
    job_role = models.ForeignKey(JobRole, on_delete=models.PROTECT, related_name="+")
    needs_agreement = models.BooleanField(
        default=False, help_text="Only where behaviour is high risk and a local agreement says so."
    )

    class Meta:
        ordering = ["type", "level"]
        constraints = [
            models.UniqueConstraint(fields=["type", "level"], name="consultation_route_level_once")
        ]

    def __str__(self) -> str:
        return f"{self.type}, level {self.level}"
