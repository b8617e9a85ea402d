"""Whom to ring, and what about."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models

from policies.directory.models.unit import Position, Unit
from policies.roles.models import JobRole, PolicySet
from portal.models import LockedModel, lock_trigger


class ContactQuerySet(models.QuerySet):
    def serving(self, policy_set: PolicySet) -> "ContactQuerySet":
        """The contacts that staff of this set may ring; another set's numbers never appear unmarked."""
        return self.filter(policy_sets=policy_set)

    def numbers_first(self) -> "ContactQuerySet":
        """Those that can be rung before those that stand for a job role."""
        no_number = models.Q(phone="") & ~models.Q(through__phone__gt="")
        return self.order_by(models.Case(models.When(no_number, then=1), default=0), "name")

    def with_unit(self) -> "ContactQuerySet":
        return self.select_related("unit__organisation", "position", "job_role", "through").defer(
            "search", "through__search"
        )

    def with_number(self, number: str) -> "ContactQuerySet":
        """Those for which the documents themselves print this number."""
        return self.filter(phone=number) if number else self.none()


class Contact(LockedModel):
    """A named way to reach somebody. With a job role and no number it is resolved to the person appointed."""

    key = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="contacts"
    )
    position = models.ForeignKey(
        Position, on_delete=models.PROTECT, null=True, blank=True, related_name="contacts"
    )
    job_role = models.ForeignKey(
        JobRole, on_delete=models.PROTECT, null=True, blank=True, related_name="contacts"
    )
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    web = models.CharField(max_length=200, blank=True)
    hours = models.CharField(max_length=200, blank=True)
    opens = models.TimeField(null=True, blank=True, help_text="In its own time zone.")
    closes = models.TimeField(null=True, blank=True)
    open_days = ArrayField(
        models.PositiveSmallIntegerField(), default=list, blank=True, help_text="0 is Monday."
    )
    purpose = models.CharField(max_length=300, help_text="What to call about.")
    jurisdiction = models.CharField(max_length=10, blank=True)
    former_names = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    note = models.TextField(blank=True)
    people_say = models.TextField(blank=True, help_text="Words people search with, one a line.")
    policy_sets = models.ManyToManyField(PolicySet, related_name="contacts")
    deputy = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True)
    through = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reaches",
        help_text="Whose number it is reached by, where it has none of its own.",
    )
    verified_on = models.DateField(null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    source = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    search = models.GeneratedField(
        expression=SearchVector("name", config="english", weight="A")
        + SearchVector("people_say", config="english", weight="B")
        + SearchVector("purpose", config="english", weight="C"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    kept_by = "job_role"
    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        triggers = [lock_trigger()]
        indexes = [GinIndex(fields=["search"], name="contact_search")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(
                    phone="", email="", web="", note="", job_role__isnull=True, through__isnull=True
                ),
                name="contact_reaches_somebody",
                violation_error_message="Give a number, an address, a job role, or a note that says how.",
            ),
            models.CheckConstraint(
                condition=models.Q(through=None) | models.Q(phone=""),
                name="contact_one_number",
                violation_error_message="Give its own number, or whose number it is: not both.",
            ),
            models.CheckConstraint(
                condition=models.Q(opens=None, closes=None)
                | models.Q(closes__isnull=False, opens__lt=models.F("closes")),
                name="contact_opens_before_it_closes",
                violation_error_message="Give both hours, the opening before the closing.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def number(self) -> str:
        """The number to ring: its own, else that of the contact it is reached through; or none."""
        return self.phone or (self.through.phone if self.through else "")
