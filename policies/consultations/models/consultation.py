"""A question to the person who may answer it, and the record that remains."""

import uuid
from datetime import datetime
from functools import reduce
from operator import or_

import pgtrigger
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.expressions import OrderBy
from django.db.models.functions import JSONObject
from django.utils import timezone

from policies.consultations.models.consultation_type import ConsultationType, Kind
from policies.consultations.models.state import (
    CLOCK_RUNS,
    FINISHED,
    HOLDERS_TURN,
    OPEN,
    REQUESTERS_TURN,
    State,
)
from policies.consultations.models.visibility import ways_to_read
from policies.guides.models import GuideRun
from policies.library.models import Citation, Clause
from policies.roles.models import Appointment, JobRole, PolicySet, Team
from portal.models import LockedModel, User, frozen, lock_trigger
from portal.permissions import Permission

# What was asked, when and by whom: fixed from the moment of submission.
_ASKED = (
    "reference",
    "kind",
    "type_id",
    "details",
    "evidence",
    "reopens_id",
    "topic",
    "requester_id",
    "requester_role_id",
    "team_id",
    "policy_set_id",
    "case_reference",
    "question",
    "urgent",
    "guide_run_id",
    "clause_id",
    "advice_given",
    "submitted_at",
)


class ConsultationQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> "ConsultationQuerySet":
        """The records this person may read; every list, search, export and page starts here.

        Their own; those they have or once acted on, so those referred up to them; what those they
        have reopen; those whose advice they are asked to countersign; those of the team they lead,
        but for its reports, which may be about the leader; for records officers those of their
        organisation. What was never submitted is its requester's alone.
        """
        ways = (w if isinstance(w, Q) else Q(pk__in=w) for w in ways_to_read(user))
        return self.filter(reduce(or_, ways)).sent_or_of(user)

    def visible_part_to(self, user: User) -> "ConsultationQuerySet":
        """The same records, found by each way by itself: for long lists of which a person may read little.

        The database would else look at every record, since no index serves all the ways at once.
        """
        if user.may(Permission.CONSULTATION_READ_ALL):
            return self.visible_to(user)
        records = Consultation.objects.order_by()
        first, *others = (
            records.filter(way).values("pk") if isinstance(way, Q) else way
            for way in ways_to_read(user)
        )
        return self.filter(pk__in=first.union(*others)).sent_or_of(user)

    def sent_or_of(self, user: User) -> "ConsultationQuerySet":
        """Without what was never submitted, unless it is this person's own."""
        return self.filter(Q(requester=user) | Q(submitted_at__isnull=False))

    def asked_by(self, user: User) -> "ConsultationQuerySet":
        return self.filter(requester=user)

    def held_by(self, user: User) -> "ConsultationQuerySet":
        return self.filter(assigned_to=user)

    def of_team(self, team: Team) -> "ConsultationQuerySet":
        """What a team has asked; drafts are not the team's."""
        return self.filter(team=team, submitted_at__isnull=False)

    def late(self, now: datetime) -> "ConsultationQuerySet":
        """Whose clock runs and whose time has passed, here or elsewhere, since the last look at it."""
        by_day = Q(due_at=None, due__lte=timezone.localdate(now))
        by_hour = Q(due_at__lte=now)
        looked_at = Q(due_at=None, escalated_at__date__gt=F("due"))
        looked_at |= Q(escalated_at__gte=F("due_at"))
        return self.filter(
            by_day | by_hour, Q(escalated_at=None) | ~looked_at, state__in=CLOCK_RUNS
        ).order_by("pk")

    def with_people(self) -> "ConsultationQuerySet":
        """With the people, the team and what it was raised from, as its page shows them.

        `holder_job` is the job title of who has it when it is read, and the key of that person.
        """
        held = Appointment.objects.current().filter(user=OuterRef("assigned_to"))
        facts = held.values(facts=JSONObject(person="user", title="job_role__title"))
        return self.annotate(holder_job=Subquery(facts[:1])).select_related(
            "requester",
            "requester_role",
            "assigned_to",
            "team__area__organisation",
            "policy_set",
            "clause",
            "type__ring",
            "reopens",
        )

    def with_replaced(self) -> "ConsultationQuerySet":
        """Annotate `is_replaced`: some of the text that a record was pinned to says something else since."""
        cited = Citation.objects.filter(
            source_type=ContentType.objects.get_for_model(Consultation), source_id=OuterRef("pk")
        )
        return self.annotate(is_replaced=Exists(cited.with_current().filter(is_suspect=True)))

    def waiting_for(self, user: User) -> "ConsultationQuerySet":
        """Records that this person asked or holds and that are not finished; drafts included."""
        return self.filter(
            Q(requester=user, state__in=(State.DRAFT, *OPEN)) | Q(assigned_to=user, state__in=OPEN)
        )

    def unfinished(self) -> "ConsultationQuerySet":
        """Everything not closed or withdrawn, drafts included."""
        return self.exclude(state__in=FINISHED)

    def open(self) -> "ConsultationQuerySet":
        """Submitted and not yet closed or withdrawn."""
        return self.filter(state__in=OPEN)

    def finished(self) -> "ConsultationQuerySet":
        return self.filter(state__in=FINISHED)

    def due_first(self) -> "ConsultationQuerySet":
        """By due date; after them those whose clock stands or whose answer has been given."""
        return self.order_by(_late(~Q(state__in=CLOCK_RUNS)), F("due").asc(nulls_last=True), "pk")

    def needing_first(self, user: User) -> "ConsultationQuerySet":
        """Those whose next step is this person's first, then as `due_first`."""
        asked = Q(requester=user, state__in=REQUESTERS_TURN)
        holds = Q(assigned_to=user, state__in=HOLDERS_TURN)
        return self.order_by(
            _late(~(asked | holds)),
            _late(~Q(state__in=CLOCK_RUNS)),
            F("due").asc(nulls_last=True),
            "pk",
        )

    def latest_first(self) -> "ConsultationQuerySet":
        return self.order_by("-pk")


def _late(condition: Q) -> OrderBy:
    """A key that sorts the rows for which `condition` holds behind the others."""
    return Case(When(condition, then=Value(1)), default=Value(0)).asc()


class Consultation(LockedModel):
    reference = models.CharField(max_length=20, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.ADVICE)
    type = models.ForeignKey(
        ConsultationType,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="consultations",
    )
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    topic = models.CharField(max_length=200)
    requester = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="consultations"
    )
    requester_role = models.ForeignKey(JobRole, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="consultations")
    policy_set = models.ForeignKey(PolicySet, on_delete=models.PROTECT, related_name="+")
    case_reference = models.CharField(max_length=40, blank=True)
    question = models.TextField()
    urgent = models.BooleanField(default=False)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assigned_consultations",
    )
    level = models.PositiveSmallIntegerField(default=1, help_text="Of its type's route.")
    due = models.DateField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True, help_text="Where the hour counts: urgent.")
    escalated_at = models.DateTimeField(null=True, blank=True)
    details = models.JSONField(default=dict, blank=True, help_text="What its type asks for.")
    evidence = models.JSONField(
        default=list, blank=True, help_text="Documents by title and record number."
    )
    reopens = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="reopened_by"
    )
    guide_run = models.ForeignKey(
        GuideRun, on_delete=models.PROTECT, null=True, blank=True, related_name="consultations"
    )
    clause = models.ForeignKey(
        Clause,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The clause it was raised from, if it was not raised from a guide.",
    )
    advice_given = models.JSONField(
        null=True, blank=True, help_text="The guide's outcome as it was shown: words and contacts."
    )
    form_key = models.UUIDField(
        default=uuid.uuid4,
        help_text="Given with the form, so that a second submit finds the first.",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    submitted_at = models.DateTimeField(null=True, blank=True)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["requester", "form_key"], name="consultation_once"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"])
                | Q(submitted_at__isnull=False, assigned_to__isnull=False, due__isnull=False),
                name="consultation_submitted_has_somebody",
            ),
            models.CheckConstraint(
                condition=Q(assigned_to__isnull=True) | ~Q(assigned_to=F("requester")),
                name="consultation_never_with_who_asked",
            ),
        ]
        indexes = [
            models.Index(fields=["assigned_to", "state", "due"]),
            models.Index(fields=["team", "state", "due"]),
            models.Index(
                fields=["due"],
                condition=~Q(state__in=["closed", "withdrawn"]),
                # What lists and counts of open records look at, so that they read the index alone.
                include=[
                    "id",
                    "state",
                    "assigned_to",
                    "requester",
                    "team",
                    "submitted_at",
                    "kind",
                    "due_at",
                    "urgent",
                ],
                name="consultation_unfinished",
            ),
            GinIndex(
                SearchVector("topic", "question", config="english"), name="consultation_words"
            ),
        ]
        triggers = [
            lock_trigger(),
            pgtrigger.Protect(
                name="record_never_deleted",
                operation=pgtrigger.Delete,
                condition=~pgtrigger.Q(old__state="draft"),
            ),
            frozen("asked_never_changes", columns=_ASKED, once="OLD.state <> 'draft'"),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return f"/consultations/{self.reference}/"

    @property
    def is_overdue(self) -> bool:
        """Open, past its due date or hour, and not waiting for the person who asked."""
        if self.due is None or self.state not in CLOCK_RUNS:
            return False
        if self.due_at:
            return self.due_at <= timezone.now()
        return self.due < timezone.localdate()
