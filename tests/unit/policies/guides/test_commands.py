"""`manage.py check_guides`, as an editor of guides uses it."""

import json
from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command

from tests.support.desk import amend
from tests.unit.policies.guides.fixtures import located
from tests.unit.policies.guides.published import definition, named

pytestmark = pytest.mark.django_db

GUIDES = set(located())


def checked(*files: Path, **options: bool) -> str:
    """What the command says of good guides."""
    out = StringIO()
    call_command("check_guides", *map(str, files), stdout=out, **options)
    return out.getvalue()


def refused(*files: Path, **options: bool) -> str:
    """What the command says of guides that do not pass."""
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("check_guides", *map(str, files), stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def file(tmp_path):
    """Write a definition, or any text, into a file."""

    def write(content: dict | str, name: str = "guide.yaml") -> Path:
        path = tmp_path / name
        path.write_text(content if isinstance(content, str) else yaml.safe_dump(content))
        return path

    return write


def to(definition_: dict, question: str, option: str, target: str) -> dict:
    """The definition with one option leading elsewhere."""
    named(named(definition_["questions"], question)["options"], option)["to"] = target
    return definition_


class TestWhatIsPublished:
    def test_is_all_right_in_the_sample(self):
        lines = checked().splitlines()
        assert {line.partition(":")[0] for line in lines} == GUIDES
        assert all(": ok, " in line for line in lines)

    def test_is_named_when_a_clause_goes(self):
        amend({}, without=["yj-095"])
        said = refused()
        assert "worried-about-whereabouts: cited, look-only:" in said
        assert "'yj-095', which is not in force" in said
        assert "friend-request: ok" in said

    def test_as_json(self):
        reports = json.loads(checked(json=True))
        assert set(reports) == GUIDES
        assert all(report["ok"] and not report["faults"] for report in reports.values())


class TestFiles:
    def test_a_good_one(self, file):
        path = file(definition())
        assert checked(path).startswith(f"{path}: ok, 7 questions, 11 outcomes, ")

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "just words",
            "- a\n- list",
            "key: [unclosed",
            "!!python/object:os.system {}",
            "\x00\x01",
            "a: 1\na: 2",
        ],
        ids=["nothing", "words", "list", "unclosed", "object", "binary", "twice"],
    )
    def test_garbage(self, file, text):
        assert str(file(text)) in refused(file(text))

    def test_bytes_that_are_no_text(self, tmp_path):
        path = tmp_path / "guide.yaml"
        path.write_bytes(b"\xff\xfe\x00slug: \x80")
        assert str(path) in refused(path)

    def test_a_circle(self, file):
        said = refused(file(to(definition(), "need", "look", "concern")))
        assert "cycle, " in said

    def test_what_nobody_can_reach(self, file):
        said = refused(file(to(definition(), "need", "message", "look-only")))
        assert "reachable, message-last-resort: " in said

    def test_an_outcome_that_cites_nothing(self, file):
        broken = definition()
        named(broken["outcomes"], "not-met")["cites"] = []
        assert "cited, not-met: " in refused(file(broken))

    def test_one_bad_file_does_not_hide_a_good_one(self, file):
        good, bad = file(definition(), "good.yaml"), file("words", "bad.yaml")
        said = refused(good, bad)
        assert f"{good}: ok" in said
        assert f"{bad}: " in said

    def test_files_may_hand_over_to_each_other(self, file):
        first = to(definition(), "need", "police", "guide:next-step")
        next(each for each in first["scenarios"] if "guide" in each)["guide"] = "next-step"
        second = definition("friend-request") | {"slug": "next-step"}
        alone = file(first, "first.yaml")
        assert "'next-step', which does not exist" in refused(alone)
        assert checked(alone, file(second, "second.yaml")).count(": ok") == 2

    def test_one_that_is_not_there(self, tmp_path):
        with pytest.raises(CommandError, match=r"none\.yaml cannot be read: No such file"):
            call_command("check_guides", str(tmp_path / "none.yaml"))

    def test_a_folder(self, tmp_path):
        with pytest.raises(CommandError, match="cannot be read"):
            call_command("check_guides", str(tmp_path))

    def test_as_json(self, file):
        path = file(to(definition(), "need", "look", "concern"))
        [report] = json.loads(refused(path, json=True)).values()
        assert not report["ok"]
        assert {fault["rule"] for fault in report["faults"]} >= {"cycle"}
        assert all(fault["node"] and fault["message"] for fault in report["faults"])

    def test_what_is_to_be_signed_is_named_with_its_line(self, file):
        reworded = definition()
        named(reworded["questions"], "need")["text"] = "What else?"
        path = file(reworded)
        text = path.read_text().splitlines()
        said = checked(path)
        assert f"{path}: ok" in said
        number = int(said.split(f"{path}:")[2].split(":")[0])
        assert said.split(f"{path}:{number}: ")[1].startswith("meaning, need: Question 'need'")
        assert "- key: need" in " ".join(text[number - 1 : number + 12])

    def test_every_fault_of_several_files_with_rule_node_and_line(self, file):
        paths = [
            file(to(definition(), "need", "look", "nowhere"), "one.yaml"),
            file("a: 1\nb: [", "two.yaml"),
        ]
        reports = json.loads(refused(*paths, json=True))
        assert list(reports) == [str(path) for path in paths]
        for report in reports.values():
            assert report["faults"]
            assert all(f["rule"] and f["node"] and f["line"] for f in report["faults"])
