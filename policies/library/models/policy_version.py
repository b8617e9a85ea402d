"""One version of a policy's text, from draft to superseded."""

from datetime import date

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils import timezone

from policies.library.models.policy import Binding, Policy
from portal.models import frozen

# A published version never changes. What may still happen to it: the next version ends its range, or it is
# withdrawn; both touch only the columns left out here.
_FROZEN = [
    "policy_id",
    "number",
    "change_class",
    "note",
    "author_id",
    "approver_id",
    "content_hash",
    "published_at",
    "based_on_id",
    "emergency_reason",
]


class PolicyVersionQuerySet(models.QuerySet):
    def in_force(self, on: date | None = None) -> "PolicyVersionQuerySet":
        """The published versions whose range holds `on` (today if None): at most one a policy."""
        return self.filter(
            state=PolicyVersion.State.PUBLISHED, effective__contains=on or timezone.localdate()
        )

    def with_policy(self) -> "PolicyVersionQuerySet":
        """With the policy and whom it binds, in one query more."""
        return self.select_related("policy").prefetch_related(
            models.Prefetch("policy__bindings", Binding.objects.select_related("policy_set"))
        )

    def published(self) -> "PolicyVersionQuerySet":
        """All versions that are or were in force or will be, newest first."""
        return self.filter(state=PolicyVersion.State.PUBLISHED).order_by("-number")

    def at_the_desk(self) -> "PolicyVersionQuerySet":
        """Versions that somebody still works on, latest change first."""
        return (
            self.filter(state__in=PolicyVersion.WORKING)
            .select_related("policy", "author", "approver")
            .order_by("policy__title", "-number")
        )


class PolicyVersion(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        IN_REVIEW = "in-review", "In review"
        RETURNED = "returned", "Changes requested"
        APPROVED = "approved", "Approved"
        SCHEDULED = "scheduled", "Scheduled"
        PUBLISHED = "published", "Published"
        WITHDRAWN = "withdrawn", "Withdrawn"
        DISCARDED = "discarded", "Discarded"

    class ChangeClass(models.TextChoices):
        MATERIAL = "material", "Material: what staff must do or may do changes"
        MINOR = "minor", "Minor: wording only"

    WORKING = (State.DRAFT, State.IN_REVIEW, State.RETURNED, State.APPROVED, State.SCHEDULED)
    EDITABLE = (State.DRAFT, State.RETURNED)

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    effective = DateRangeField(
        null=True, blank=True, help_text="First day in force to the day after the last."
    )
    change_class = models.CharField(
        max_length=20, choices=ChangeClass.choices, default=ChangeClass.MATERIAL
    )
    note = models.TextField(blank=True, help_text="What changed and why, for readers.")
    review_note = models.TextField(blank=True, help_text="What the approver asked for.")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    based_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    content_hash = models.CharField(max_length=64, blank=True)
    scheduled_for = models.DateField(
        null=True, blank=True, help_text="The first day in force, once it is settled."
    )
    emergency_reason = models.TextField(
        blank=True, help_text="Why it was published before a second person read it."
    )
    reviewed_after_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reviewed_after_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True, help_text="What readers are told.")
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = PolicyVersionQuerySet.as_manager()

    class Meta:
        ordering = ["policy", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "number"], name="policy_version_number_once"),
            ExclusionConstraint(
                name="policy_version_one_in_force",
                expressions=[
                    ("policy", RangeOperators.EQUAL),
                    ("effective", RangeOperators.OVERLAPS),
                ],
                condition=models.Q(state="published"),
                violation_error_message="Another version is in force in that time.",
            ),
            models.CheckConstraint(
                condition=models.Q(approver__isnull=True)
                | models.Q(author__isnull=True)
                | ~models.Q(approver=models.F("author")),
                name="policy_version_approver_not_author",
            ),
            models.CheckConstraint(
                condition=models.Q(reviewed_after_by__isnull=True)
                | models.Q(author__isnull=True)
                | ~models.Q(reviewed_after_by=models.F("author")),
                name="policy_version_second_reader_not_author",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="published")
                | (
                    models.Q(effective__isnull=False, published_at__isnull=False)
                    & ~models.Q(content_hash="")
                ),
                name="policy_version_published_is_complete",
            ),
            models.UniqueConstraint(
                fields=["policy"],
                condition=models.Q(
                    state__in=["draft", "in-review", "returned", "approved", "scheduled"]
                ),
                name="policy_version_one_draft",
                violation_error_message="This policy already has a version at the desk.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="published_never_deleted",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__state__in=["published", "withdrawn"]),
            ),
            frozen(
                "published_never_changes",
                columns=_FROZEN,
                once="OLD.state IN ('published', 'withdrawn')",
            ),
            pgtrigger.Protect(
                name="published_stays_public",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state="published")
                & ~pgtrigger.Q(new__state__in=["published", "withdrawn"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.policy.title}, version {self.number}"

    @property
    def is_editable(self) -> bool:
        return self.state in self.EDITABLE
