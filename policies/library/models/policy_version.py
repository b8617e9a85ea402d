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
    "scheduled_for",
]
_WITHDRAWAL = ["state", "effective", "withdrawn_at", "withdrawn_reason"]
_SECOND_READING = ["reviewed_after_by_id", "reviewed_after_at"]


class PolicyVersionQuerySet(models.QuerySet):
    def in_force(self, on: date | None = None) -> "PolicyVersionQuerySet":
        """The versions in force on `on` (today if None): at most one a policy.

        One that was withdrawn was in force until the day before; those days stay what they were.
        """
        return self.filter(
            state__in=PolicyVersion.PUBLIC, effective__contains=on or timezone.localdate()
        )

    def with_policy(self) -> "PolicyVersionQuerySet":
        """With the policy and whom it binds, in one query more."""
        return self.select_related("policy").prefetch_related(
            models.Prefetch("policy__bindings", Binding.objects.select_related("policy_set"))
        )

    def published(self) -> "PolicyVersionQuerySet":
        """All versions that are or were in force, newest first; withdrawn ones among them."""
        return self.filter(state__in=PolicyVersion.PUBLIC).order_by("-number")

    def at_the_desk(self) -> "PolicyVersionQuerySet":
        """Versions that wait for somebody at the desk: not published yet, or published unread."""
        unread = models.Q(state__in=PolicyVersion.PUBLIC, reviewed_after_at=None)
        return (
            self.filter(
                models.Q(state__in=PolicyVersion.WORKING)
                | (unread & ~models.Q(emergency_reason=""))
            )
            .select_related("policy", "author", "approver")
            .order_by("policy__title", "-number")
        )

    def due(self) -> "PolicyVersionQuerySet":
        """Scheduled versions whose day has come, the earliest first."""
        return self.filter(
            state=PolicyVersion.State.SCHEDULED, scheduled_for__lte=timezone.localdate()
        ).order_by("scheduled_for", "pk")


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
    PUBLIC = (State.PUBLISHED, State.WITHDRAWN)

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
                condition=models.Q(state__in=["published", "withdrawn"]),
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
            models.CheckConstraint(
                condition=~models.Q(state="published")
                | models.Q(author__isnull=True)
                | models.Q(approver__isnull=False)
                | ~models.Q(emergency_reason=""),
                name="policy_version_published_was_read",
                violation_error_message="A second person has to approve it first.",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="scheduled")
                | (
                    models.Q(scheduled_for__isnull=False, approver__isnull=False)
                    & ~models.Q(content_hash="")
                ),
                name="policy_version_scheduled_is_complete",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="withdrawn")
                | (
                    models.Q(effective__isnull=False, withdrawn_at__isnull=False)
                    & ~models.Q(withdrawn_reason="")
                ),
                name="policy_version_withdrawn_says_why",
            ),
            models.CheckConstraint(
                condition=models.Q(reviewed_after_by__isnull=True, reviewed_after_at__isnull=True)
                | (
                    models.Q(reviewed_after_by__isnull=False, reviewed_after_at__isnull=False)
                    & ~models.Q(emergency_reason="")
                ),
                name="policy_version_second_reading_is_whole",
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
            frozen("withdrawn_for_good", columns=_WITHDRAWAL, once="OLD.state = 'withdrawn'"),
            frozen("read_once", columns=_SECOND_READING, once="OLD.reviewed_after_at IS NOT NULL"),
        ]

    def __str__(self) -> str:
        return f"{self.policy.title}, version {self.number}"

    @property
    def is_editable(self) -> bool:
        return self.state in self.EDITABLE

    @property
    def is_unread(self) -> bool:
        """Whether it was published in an emergency and waits for a second person to read it."""
        return (
            self.state in self.PUBLIC
            and bool(self.emergency_reason)
            and self.reviewed_after_at is None
        )
