"""`manage.py guide_paths` and `export_guide`, as an editor of guides uses them."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from policies.guides.loading import load_yaml
from policies.guides.models import GuideVersion
from policies.guides.paths import TooManyStates
from policies.management.commands import guide_paths
from tests.unit.policies.guides.published import D04, definition

pytestmark = pytest.mark.django_db


def said(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


class TestPaths:
    def test_each_with_its_answers_and_its_end(self):
        lines = said("guide_paths", "friend-request", "--set", "GCC").splitlines()
        assert lines[:4] == [
            "GCC: do-not-accept-gcc",
            "    Which account did it reach? My personal profile",
            "    → Do not – Do not accept the request, and give them none of your personal details.",
            "GCC: answer-within-limits",
        ]
        assert lines[-1] == "4 paths"

    def test_cut_short_says_so(self):
        assert "These are the first 3 of 34 paths: see --most." in said(
            "guide_paths", D04, "--most", "3"
        )
        gcc = said("guide_paths", "friend-request", "--set", "GCC", "--most", "1")
        assert "These are the first 1 of 4 paths" in gcc

    def test_what_cannot_be_counted_says_so(self, monkeypatch):
        def uncounted(guide):
            raise TooManyStates

        monkeypatch.setattr(guide_paths, "survey", uncounted)
        assert "the first 1 of more paths than can be counted" in said(
            "guide_paths", D04, "--most", "1"
        )

    def test_as_json(self):
        found = json.loads(said("guide_paths", "friend-request", "--json"))
        assert (found["guide"], found["version"]) == ("friend-request", 2)
        assert found["total"] == found["listed"] == len(found["paths"]) == 8
        answers = {"account-reached": "personal"}
        assert {"set": "GCC", "answers": answers, "end": "do-not-accept-gcc"} in found["paths"]

    @pytest.mark.parametrize(
        ("arguments", "says"),
        [
            (["none"], "No version of a guide 'none' is in force"),
            ([D04, "--set", "XX"], "does not serve 'XX'. It serves "),
            ([D04, "--most", "0"], "at least one path"),
        ],
    )
    def test_what_there_is_not(self, arguments, says):
        with pytest.raises(CommandError, match=says):
            said("guide_paths", *arguments)


class TestExport:
    def test_what_is_in_force_reads_in_again_as_it_was(self):
        assert load_yaml(said("export_guide", D04)) == (definition(), ())

    def test_an_earlier_version(self):
        earlier = GuideVersion.objects.get(guide__slug="friend-request", number=1)
        exported = said("export_guide", "friend-request", "--version", "1")
        assert load_yaml(exported) == (earlier.definition, ())

    @pytest.mark.parametrize("arguments", [["none"], [D04, "--version", "7"]])
    def test_what_there_is_not(self, arguments):
        with pytest.raises(CommandError, match="There is no version"):
            said("export_guide", *arguments)
