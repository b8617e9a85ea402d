"""Rows for tests that the sample does not have, made without going through the actions.

A test of a rule goes through its action; these are for volume, and for rows whose making is not
the point.
"""

import factory
from django.contrib.contenttypes.models import ContentType
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from factory.django import DjangoModelFactory

from policies.consultations.models import (
    Advice,
    Consultation,
    ConsultationEvent,
    Countersignature,
    Decision,
    State,
)
from policies.guides.models import (
    GuideDraft,
    GuideRun,
    GuideSignature,
    GuideVersion,
    ProhibitionWaiver,
)
from policies.library.models import (
    Citation,
    CitationConfirmation,
    Clause,
    ClauseVersion,
    Kind,
    Policy,
    PolicyVersion,
)
from policies.roles.models import Appointment, PolicySet
from policies.tasks.models import Task
from portal.models import User


def _person(username: str) -> factory.LazyFunction:
    return factory.LazyFunction(lambda: User.objects.get(username=username))


class GuideRunFactory(DjangoModelFactory):
    """A run that yj.worker kept: D04, up to "look only"."""

    class Meta:
        model = GuideRun

    person = _person("yj.worker")
    version = factory.LazyFunction(
        lambda: GuideVersion.objects.get(guide__slug="worried-about-whereabouts", state="published")
    )
    policy_set = factory.LazyAttribute(lambda run: _appointment(run.person).job_role.policy_set)
    answers = factory.LazyFunction(
        lambda: [
            ["concern", "whereabouts"],
            ["threshold", "yes"],
            ["open-and-hidden", "yes"],
            ["client-and-privacy", "yes"],
            ["need", "look"],
        ]
    )
    outcome = "look-only"
    kept = True


class ProhibitionWaiverFactory(DjangoModelFactory):
    """What the approver signed for words that the clause no longer has."""

    class Meta:
        model = ProhibitionWaiver

    clause = factory.LazyFunction(lambda: Clause.objects.get(short_id="yj-069"))
    words = "0" * 64
    reason = "No guide needs to lead to it."
    signed_by = _person("approver")
    signed_on = factory.LazyFunction(timezone.localdate)


class ConsultationFactory(DjangoModelFactory):
    """What yj.worker asked and yj.leader has; as it stands just after it was sent."""

    class Meta:
        model = Consultation

    reference = factory.Sequence(lambda n: f"C-2020-{n:06}")
    state = State.SUBMITTED
    topic = factory.Sequence(lambda n: f"Question {n}")
    requester = _person("yj.worker")
    requester_role = factory.LazyAttribute(lambda c: _appointment(c.requester).job_role)
    team = factory.LazyAttribute(lambda c: _appointment(c.requester).team)
    policy_set = factory.LazyAttribute(lambda c: c.requester_role.policy_set)
    case_reference = "AB-1234"
    question = "May I look at the public profile?"
    assigned_to = _person("yj.leader")
    due = factory.LazyFunction(timezone.localdate)
    submitted_at = factory.LazyFunction(timezone.now)


class ConsultationEventFactory(DjangoModelFactory):
    class Meta:
        model = ConsultationEvent

    consultation = factory.SubFactory(ConsultationFactory)
    chain = factory.LazyAttribute(lambda event: event.consultation.reference)
    by = factory.LazyAttribute(lambda event: event.consultation.requester)
    action = "consultation.submit"
    from_state = State.DRAFT
    to_state = State.SUBMITTED
    by_title = "Youth justice case manager"
    text = "Sent."


class DecisionFactory(DjangoModelFactory):
    class Meta:
        model = Decision

    consultation = factory.SubFactory(ConsultationFactory)
    result = Decision.Result.CONDITIONS
    conditions = "Together with me."
    reasons = "The safeguards hold."
    by = factory.LazyAttribute(lambda decision: decision.consultation.assigned_to)
    by_title = "Team leader / team manager"


class AdviceFactory(DjangoModelFactory):
    class Meta:
        model = Advice

    consultation = factory.SubFactory(ConsultationFactory)
    text = "Look together with me."
    given_on = factory.LazyFunction(timezone.localdate)
    by = factory.LazyAttribute(lambda advice: advice.consultation.assigned_to)
    by_title = "Team leader / team manager"


class CountersignatureFactory(DjangoModelFactory):
    class Meta:
        model = Countersignature

    advice = factory.SubFactory(AdviceFactory)
    agrees = True
    by = _person("yj.director")
    by_title = "Assistant Director / Manager Individual and Family Support"


class TaskFactory(DjangoModelFactory):
    """Something that yj.worker has to do, from a guide."""

    class Meta:
        model = Task

    person = _person("yj.worker")
    what = factory.Sequence(lambda n: f"Do thing {n}")
    due = factory.LazyFunction(timezone.localdate)
    origin = factory.SubFactory(GuideRunFactory)
    origin_type = factory.LazyAttribute(lambda t: ContentType.objects.get_for_model(t.origin))
    origin_id = factory.LazyAttribute(lambda task: task.origin.pk)
    origin_label = "A guide"
    origin_url = factory.LazyAttribute(lambda task: task.origin.get_absolute_url())


class CitationConfirmationFactory(DjangoModelFactory):
    """The editor confirmed what a guide says about a clause, whose words are the same as before."""

    class Meta:
        model = CitationConfirmation

    citation = factory.LazyFunction(lambda: Citation.objects.live().first())
    old = factory.LazyAttribute(lambda confirmation: confirmation.citation.pinned)
    new = factory.LazyAttribute(lambda confirmation: confirmation.citation.pinned)
    by = _person("editor")


class GuideDraftFactory(DjangoModelFactory):
    """A new guide that the editor has begun to write."""

    class Meta:
        model = GuideDraft

    slug = factory.Sequence(lambda n: f"new-guide-{n}")
    text = factory.LazyAttribute(lambda draft: f"slug: {draft.slug}\n")
    author = _person("editor")


class GuideSignatureFactory(DjangoModelFactory):
    """The approver signed for a change in what is now published."""

    class Meta:
        model = GuideSignature

    slug = "friend-request"
    hash = factory.LazyFunction(
        lambda: GuideVersion.objects.get(guide__slug="friend-request", state="published").hash
    )
    kind = GuideSignature.Kind.CHANGED
    key = factory.Sequence(lambda n: f"1:YJ:change-{n}")
    what = "YJ: one path ends otherwise."
    by = _person("approver")


def _appointment(user: User) -> Appointment:
    return Appointment.objects.current().get(user=user)


def publish_policy(code: str, clauses: int = 3) -> Policy:
    """A policy that binds youth justice staff, with one published version."""
    policy = Policy.objects.create(code=code, title=f"Policy {code}", kind=Policy.Kind.POLICY)
    policy.bindings.create(policy_set=PolicySet.objects.get(code="YJ"), order=99)
    version = policy.versions.create(number=1, approver=User.objects.get(username="approver"))
    for n in range(1, clauses + 1):
        words = f"Facebook rule {n} of {code}."
        ClauseVersion.objects.create(
            clause=policy.clauses.create(short_id=f"{code}-{n}"),
            version=version,
            path=[n],
            number=str(n),
            heading=words,
            hash=f"{n:064}",
            kind=Kind.DUTY,
        )
    PolicyVersion.objects.filter(pk=version.pk).update(
        state=PolicyVersion.State.PUBLISHED,
        effective=DateRange(timezone.localdate(), None),
        published_at=timezone.now(),
        content_hash=f"{0:064}",
    )
    return policy
