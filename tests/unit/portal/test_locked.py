import pytest
from django.apps import apps

from policies.consultations.models import Consultation, ConsultationType
from policies.directory.models import Contact
from policies.drafting.models import PolicyImport
from policies.guides.models import GuideDraft
from policies.library.models import ClauseVersion, Definition, Policy, Reference
from policies.matters.models import Matter, MatterCell
from policies.registers.models import OfficialAccount, OfficialPost, Representative
from policies.roles.models import JobRole
from policies.search.models import Synonym
from policies.tasks.models import RoleTask
from portal.models import Conflict, LockedModel, User
from tests.factories import ConsultationFactory, GuideDraftFactory
from tests.support.desk import draft
from tests.support.sql import refused, update

pytestmark = pytest.mark.django_db


def an_import() -> PolicyImport:
    """A document that waits to be read."""
    return PolicyImport.objects.create(
        policy=Policy.objects.first(),
        file_name="policy.docx",
        sha256="0" * 64,
        by=User.objects.get(username="editor"),
    )


MAKE = {
    ClauseVersion: lambda: draft().clauses.get(clause__short_id="yj-069"),
    Consultation: lambda: ConsultationFactory(state="draft"),
    ConsultationType: ConsultationType.objects.first,
    Contact: Contact.objects.first,
    Definition: Definition.objects.first,
    GuideDraft: GuideDraftFactory,
    JobRole: JobRole.objects.first,
    Matter: Matter.objects.first,
    MatterCell: MatterCell.objects.first,
    OfficialAccount: OfficialAccount.objects.first,
    OfficialPost: OfficialPost.objects.first,
    PolicyImport: an_import,
    Reference: Reference.objects.first,
    Representative: Representative.objects.first,
    RoleTask: RoleTask.objects.first,
    Synonym: lambda: Synonym.objects.create(word="rung", means=["telephoned"]),
}


def test_every_locked_model_is_tried():
    assert set(MAKE) == {m for m in apps.get_models() if issubclass(m, LockedModel)}


@pytest.mark.parametrize("model", MAKE, ids=lambda model: model.__name__)
class TestNoWriteSkipsTheLock:
    @pytest.mark.parametrize("step", ["revision", "revision + 2", "revision - 1", "0"])
    def test_by_hand(self, model, step):
        with refused("revision must step from 1 to 2"):
            update(MAKE[model](), f"revision = {step}")

    def test_by_saving_the_row(self, model):
        row = MAKE[model]()
        with refused("revision must step"):
            row.save()


class TestSavingOver:
    @pytest.fixture
    def record(self):
        return ConsultationFactory(state="draft")

    def test_writes_and_steps(self, record):
        record.save_over(1, topic="New")
        assert (record.topic, record.revision) == ("New", 2)
        stored = Consultation.objects.get()
        assert (stored.topic, stored.revision) == ("New", 2)

    def test_again_and_again(self, record):
        for revision in range(1, 5):
            record.save_over(revision, topic=str(revision))
        assert Consultation.objects.get().topic == "4"

    def test_the_second_gets_both_texts_and_changes_nothing(self, record):
        Consultation.objects.get().save_over(1, topic="Theirs")
        with pytest.raises(Conflict) as caught:
            record.save_over(1, topic="Mine", question="Mine?")
        assert caught.value.current.topic == "Theirs"
        assert caught.value.mine == {"topic": "Mine", "question": "Mine?"}
        assert (record.revision, record.topic == "Mine") == (1, False)
        assert Consultation.objects.get().topic == "Theirs"

    def test_a_revision_to_come_is_no_key(self, record):
        with pytest.raises(Conflict):
            record.save_over(2, topic="Mine")
