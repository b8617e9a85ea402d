import pytest

from policies.directory.models import Contact
from policies.library.actions import confirm_citation
from policies.library.models import Citation
from tests.factories import CitationConfirmationFactory
from tests.support.desk import amend
from tests.support.sql import delete, execute, refused, update

pytestmark = pytest.mark.django_db


@pytest.fixture
def confirmation():
    return CitationConfirmationFactory()


class TestAConfirmationIsForGood:
    @pytest.mark.parametrize("change", ["note = 'x'", "by_id = by_id + 1", "at = now()"])
    def test_it_cannot_be_changed(self, confirmation, change):
        with refused("append_only"):
            update(confirmation, change)

    def test_it_cannot_be_deleted(self, confirmation):
        with refused("append_only"):
            delete(confirmation)


def test_a_thing_cites_a_clause_once_in_each_of_its_parts():
    citation = Citation.objects.live().first()
    with refused("citation_once"):
        execute(
            "INSERT INTO policies_citation (source_type_id, source_id, part, label, url, clause_id,"
            " pinned_id, pinned_hash, retired, created_at) SELECT source_type_id, source_id, part,"
            " label, url, clause_id, pinned_id, pinned_hash, retired, created_at"
            " FROM policies_citation WHERE id = %s",
            citation.pk,
        )


class TestTheOrderOfTheDocument:
    def test_holds_across_versions(self, person):
        """A clause pinned to a later version stands where it stands now, not where its number says."""
        contact = Contact.objects.get(key="web-design-services")
        amend({"yj-073": "Ask first."})
        [changed] = Citation.objects.of(contact).suspect()
        confirm_citation(by=person("editor"), citation=changed)
        ordered = Citation.objects.of(contact).in_document_order()
        assert [c.clause.short_id for c in ordered] == ["yj-073", "yj-074", "yj-098", "yj-099"]

    def test_what_is_gone_comes_last(self):
        contact = Contact.objects.get(key="web-design-services")
        amend({}, without=["yj-073"])
        ordered = Citation.objects.of(contact).in_document_order()
        assert [c.clause.short_id for c in ordered] == ["yj-074", "yj-098", "yj-099", "yj-073"]
