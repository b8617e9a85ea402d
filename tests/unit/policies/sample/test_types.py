"""The types of consultations as the sample gives them."""

import copy

import pytest

from policies.consultations import actions
from policies.consultations.models import ConsultationType, Kind
from policies.library.models import ClauseVersion
from policies.sample import types
from policies.sample.load import FIXTURES, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def data() -> dict:
    return read(FIXTURES / "consultation_types.yaml")


def standing() -> dict[str, dict]:
    """All types as the desk shows them, by key."""
    return {one.key: actions.as_it_stands(one) for one in ConsultationType.objects.all()}


def test_loading_again_changes_nothing(data):
    before = standing()
    assert types.load(data) == len(before)
    assert standing() == before


def test_loading_again_brings_the_edited_file_in(data):
    changed = copy.deepcopy(data)
    changed["types"][0] |= {"working_days": 2, "route": [{"role": "yj-team-leader"}]}
    types.load(changed)
    kind = ConsultationType.objects.get(key=data["types"][0]["key"])
    assert kind.working_days == 2
    assert [one.job_role.key for one in kind.levels.all()] == ["yj-team-leader"]


def test_every_kind_the_issue_names_is_there(data):
    found = {(row["kind"], row["ring"]) for row in data["types"]}
    assert {
        ("advice", "yj-team-leader"),
        ("approval", "director-communications"),
        ("approval", "communication-and-media-branch"),
        ("approval", "communication-committee"),
        ("approval", "corporate-communications"),
        ("approval", "gcc-senior-managers"),
        ("report", "media-unit"),
        ("report", "integrity-resolutions-unit"),
        ("report", "conduct-section"),
        ("report", "gcc-designated-person"),
    } <= found
    assert {row["kind"] for row in data["types"]} == set(Kind.values)


def test_each_cites_clauses_in_force_and_approvals_need_what_the_documents_say():
    in_force = set(ClauseVersion.objects.in_force().values_list("clause__short_id", flat=True))
    for kind in ConsultationType.objects.all():
        assert kind.cites
        assert set(kind.cites) <= in_force
    initiative = ConsultationType.objects.get(key="social-media-initiative")
    assert initiative.evidence == ["Business case", "Risk Management Plan"]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"ring": "nobody"}, "nobody"),
        ({"sets": ["XX"]}, "XX"),
        ({"cites": ["dhs-999"]}, "dhs-999"),
        ({"route": [{"role": "no-such-role"}]}, "no-such-role"),
        ({"also_tell": ["no-such-contact"]}, "no-such-contact"),
        ({"asks": [{"key": "a", "label": "A", "kind": "choice"}]}, "to choose from"),
        ({"asks": [{"key": "A b", "label": "A"}]}, "small letters"),
        ({"asks": [{"key": "a", "label": "A"}] * 2}, "asked for twice"),
        ({"asks": [{"key": "a", "label": ""}]}, "Give “a” a label"),
        ({"asks": [{"key": "a", "label": "A", "kind": "number"}]}, "nobody knows: number"),
        ({"asks": [{"key": "a", "label": "A", "colour": "red"}]}, "nobody knows: colour"),
        (
            {"asks": [{"key": "a", "label": "A", "kind": "case", "required": True}]},
            "never required",
        ),
    ],
)
def test_a_broken_file_is_refused_whole(data, change, problem):
    before = standing()
    data["types"][0]["working_days"] = 99
    data["types"][1] |= change
    with pytest.raises((KeyError, ValueError), match=problem):
        types.load(data)
    assert standing() == before
