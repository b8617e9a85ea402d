"""What may change, and what the database keeps as it is, whoever asks."""

from collections.abc import Callable
from enum import Enum

import pytest
from django.apps import apps
from django.db import Error, models, transaction
from django.test.utils import isolate_apps

from policies.consultations.models import (
    Advice,
    Consultation,
    ConsultationEvent,
    Countersignature,
    Decision,
)
from policies.guides.models import GuideSignature, GuideVersion, ProhibitionWaiver
from policies.library.models import (
    CitationConfirmation,
    Clause,
    ClauseSuccession,
    ClauseVersion,
    PolicyVersion,
)
from portal import audit
from portal.models import AuditEvent, User
from tests import factories
from tests.support.desk import amend


class Change(Enum):
    """What the life of a row allows."""

    FREE = "may be edited and deleted, under the constraints of its table"
    FREE_WITH_HISTORY = "may be edited; what pinned its old words keeps them in rows of its own"
    FROZEN = "does not change in substance, nor go, once it is published, sent or given out"
    APPEND_ONLY = "neither changes nor goes, from the moment it is written"


LIFE = {
    Change.APPEND_ONLY: {
        "portal.AuditEvent",
        "policies.Advice",
        "policies.ConsultationEvent",
        "policies.Countersignature",
        "policies.Decision",
        "policies.CitationConfirmation",
        "policies.GuideSignature",
    },
    Change.FROZEN: {
        "policies.PolicyVersion",
        "policies.Clause",
        "policies.ClauseVersion",
        "policies.ClauseSuccession",
        "policies.GuideVersion",
        "policies.ProhibitionWaiver",
        "policies.Consultation",
    },
    Change.FREE_WITH_HISTORY: {
        "policies.Citation",
        "policies.ConsultationRoute",
        "policies.ConsultationType",
        "policies.Guide",
        "policies.GuideRun",
        "policies.OfficialAccount",
        "policies.OfficialPost",
        "policies.Representative",
    },
    Change.FREE: {
        "portal.User",
        "policies.Absence",
        "policies.Appointment",
        "policies.Area",
        "policies.Binding",
        "policies.CalendarLink",
        "policies.ClauseWriting",
        "policies.Contact",
        "policies.Definition",
        "policies.Digest",
        "policies.GuideDraft",
        "policies.JobRole",
        "policies.LocalAgreement",
        "policies.Matter",
        "policies.MatterCell",
        "policies.Notice",
        "policies.NoticeChoice",
        "policies.NumberReport",
        "policies.Organisation",
        "policies.Policy",
        "policies.PolicyImport",
        "policies.PolicySet",
        "policies.Position",
        "policies.Reference",
        "policies.ReviewComment",
        "policies.RoleTask",
        "policies.SavedFilter",
        "policies.SearchMiss",
        "policies.SearchWord",
        "policies.Synonym",
        "policies.Task",
        "policies.Team",
        "policies.Unit",
    },
}


def unclassified(found: list[type[models.Model]]) -> set[str]:
    """The models that the table above does not name exactly once."""
    named = [label for labels in LIFE.values() for label in labels]
    return {model._meta.label for model in found if named.count(model._meta.label) != 1}


def own_models() -> list[type[models.Model]]:
    return [m for app in ("portal", "policies") for m in apps.get_app_config(app).get_models()]


def test_every_model_is_classified():
    assert unclassified(own_models()) == set()
    labels = {model._meta.label for model in own_models()}
    assert {label for group in LIFE.values() for label in group} <= labels


@isolate_apps("policies")
def test_an_unclassified_model_is_noticed():
    class Novelty(models.Model):
        class Meta:
            app_label = "policies"

        def __str__(self) -> str:
            return "a novelty"

    assert unclassified([*own_models(), Novelty]) == {"policies.Novelty"}


def audit_event() -> AuditEvent:
    user = User.objects.get(username="yj.worker")
    audit.record(by=user, action="test.read", on=user)
    return AuditEvent.objects.latest("pk")


def a_published(model: type[models.Model], **which: object) -> Callable[[], models.Model]:
    return lambda: model.objects.filter(**which).first()


def a_succession() -> models.Model:
    amend({}, without=["yj-069"])
    return ClauseSuccession.objects.latest("pk")


APPENDED = {
    AuditEvent: (audit_event, {"action": "test.other"}),
    ConsultationEvent: (factories.ConsultationEventFactory, {"text": "Something else."}),
    Decision: (factories.DecisionFactory, {"reasons": "Something else."}),
    Advice: (factories.AdviceFactory, {"text": "Something else."}),
    Countersignature: (factories.CountersignatureFactory, {"text": "Something else."}),
    CitationConfirmation: (factories.CitationConfirmationFactory, {"note": "Something else."}),
    GuideSignature: (factories.GuideSignatureFactory, {"what": "Something else."}),
}
PUBLISHED = {
    PolicyVersion: (a_published(PolicyVersion, state="published"), {"note": "Something else."}),
    Clause: (a_published(Clause), {"short_id": "something-else"}),
    ClauseVersion: (
        a_published(ClauseVersion, version__state="published"),
        {"body": "<p>Something else.</p>", "revision": models.F("revision") + 1},
    ),
    ClauseSuccession: (a_succession, {"reason": "Something else."}),
    GuideVersion: (a_published(GuideVersion, state="published"), {"definition": {}}),
    ProhibitionWaiver: (factories.ProhibitionWaiverFactory, {"reason": "Something else."}),
    Consultation: (
        factories.ConsultationFactory,
        {"question": "Something else?", "revision": models.F("revision") + 1},
    ),
}


def test_every_kept_model_is_tried():
    assert {model._meta.label for model in APPENDED} == LIFE[Change.APPEND_ONLY]
    assert {model._meta.label for model in PUBLISHED} == LIFE[Change.FROZEN]


@pytest.mark.django_db
@pytest.mark.parametrize("model", [*APPENDED, *PUBLISHED], ids=lambda model: model.__name__)
class TestTheDatabaseRefuses:
    @pytest.fixture
    def row(self, model):
        """One row of the model, as a queryset: the shortest way past every rule in Python."""
        make, _ = (APPENDED | PUBLISHED)[model]
        return model.objects.filter(pk=make().pk)

    def test_an_update(self, model, row):
        _, changes = (APPENDED | PUBLISHED)[model]
        before = row.values().get()
        with pytest.raises(Error), transaction.atomic():
            row.update(**changes)
        assert row.values().get() == before

    def test_a_delete(self, model, row):
        with pytest.raises(Error), transaction.atomic():
            row._raw_delete(row.db)
        assert row.exists()
