from copy import deepcopy

import pytest
from django.db import IntegrityError, transaction

from policies.library.models import Citation, ClauseVersion, Strength
from policies.matters.models import Matter, MatterCell
from policies.roles.models import PolicySet
from policies.sample import load, matters

pytestmark = pytest.mark.django_db

FILE = load.read(load.FIXTURES / "matters.yaml")


def cells_with_words() -> list[tuple[MatterCell, list[ClauseVersion]]]:
    cited: dict[int, list[ClauseVersion]] = {}
    for citation in Citation.objects.filter(source_type__model="mattercell").in_document_order():
        cited.setdefault(citation.source_id, []).append(citation.pinned)
    cells = MatterCell.objects.select_related("matter", "policy_set", "ask")
    return [(cell, cited.get(cell.pk, [])) for cell in cells]


class TestTheSample:
    def test_every_matter_has_a_cell_for_every_set(self):
        codes = ["YJ", "DHS", "DSS", "GCC", "PC"]
        found = {
            matter.slug: [cell.policy_set.code for cell in matter.cells.all()]
            for matter in Matter.objects.prefetch_related("cells__policy_set")
        }
        assert found == {row["slug"]: codes for row in FILE["matters"]}
        assert len(found) == 29

    def test_a_cell_cites_exactly_what_the_file_says(self):
        found = {
            (cell.matter.slug, cell.policy_set.code): {c.clause.short_id for c in cited}
            for cell, cited in cells_with_words()
        }
        assert found == {
            (row["slug"], cell["set"]): set(cell["cites"])
            for row in FILE["matters"]
            for cell in row["cells"]
        }

    def test_it_cites_only_what_binds_its_set(self):
        binding = {
            s.pk: set(s.bindings.values_list("policy", flat=True)) for s in PolicySet.objects.all()
        }
        for cell, cited in cells_with_words():
            assert {c.version.policy_id for c in cited} <= binding[cell.policy_set_id], cell

    def test_it_speaks_no_louder_than_its_clauses(self):
        for cell, cited in cells_with_words():
            strengths = {c.strength for c in cited}
            said = {word.strip(".,:;“”").lower() for word in cell.says.split()}
            assert "must" not in said or Strength.MUST in strengths, cell
            assert "should" not in said or strengths & {Strength.MUST, Strength.SHOULD}, cell

    def test_only_silence_rests_on_nothing_and_it_asks_its_own_people(self):
        for cell, cited in cells_with_words():
            assert cited or cell.silent
            assert not cell.ask or cell.ask.policy_sets.filter(pk=cell.policy_set_id).exists()


@pytest.mark.parametrize(
    ("field", "value"), [("set", "XX"), ("ask", "nobody"), ("cites", ["yj-999"])]
)
def test_a_name_that_means_nothing_is_told(field, value):
    rows = {"matters": deepcopy(FILE["matters"][:1])}
    rows["matters"][0]["slug"] = "another"
    rows["matters"][0]["cells"][0][field] = value
    with pytest.raises(KeyError, match=value if isinstance(value, str) else value[0]):
        matters.load(rows)


class TestWhatTheDatabaseKeeps:
    @pytest.fixture
    def matter(self):
        return Matter.objects.create(slug="new", title="New", question="?", topic="x")

    def test_silence_says_whom_to_ask(self, matter):
        with pytest.raises(IntegrityError, match="silent_says_whom_to_ask"), transaction.atomic():
            matter.cells.create(policy_set=PolicySet.objects.first(), says="No.", silent=True)

    def test_a_set_speaks_once_on_a_matter(self, matter):
        matter.cells.create(policy_set=PolicySet.objects.first(), says="Yes.")
        with pytest.raises(IntegrityError, match="once_a_set"), transaction.atomic():
            matter.cells.create(policy_set=PolicySet.objects.first(), says="No.")
