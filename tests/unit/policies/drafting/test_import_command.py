"""manage.py import_policy."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from policies.drafting.models import PolicyImport
from policies.library.models import Policy, PolicyVersion

pytestmark = pytest.mark.django_db
TEXT = "Rules\n\nStaff must ask first.\n\n- 3 -\n\nStaff should keep a record.\n\n- 4 -\n"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "policy.txt"
    path.write_text(TEXT)
    return str(path)


def run(*args: str) -> str:
    out = StringIO()
    call_command("import_policy", *args, stdout=out)
    return out.getvalue()


def test_a_dry_run_keeps_nothing_and_prints_all(file):
    report = json.loads(run(file, "--code", "yj-social-media", "--dry-run", "--json"))
    assert report["tree"][0]["children"][0]["text"] == "Staff must ask first."
    assert report["unplaced"] == [
        {"n": 3, "text": "- 3 -", "why": "a page number"},
        {"n": 5, "text": "- 4 -", "why": "a page number"},
    ]
    assert (report["base"], report["figures"]["paragraphs"]) == (1, 5)
    assert set(report["matching"]) == {"pairs", "added", "unmatched", "suggestions"}
    assert not PolicyImport.objects.exists()


def test_an_import_of_a_known_policy_goes_on_at_the_desk(file):
    out = run(file, "--code", "yj-social-media", "--by", "editor")
    brought = PolicyImport.objects.get()
    assert brought.get_absolute_url() in out
    assert "left out: 2" in out
    assert not PolicyVersion.objects.filter(state="draft").exists()


def test_a_new_policy_waits_for_its_proposals(file):
    run(file, "--code", "new", "--set", "GCC", "--title", "A new one", "--by", "editor")
    policy = Policy.objects.get(code="new")
    assert policy.title == "A new one"
    assert [b.policy_set.code for b in policy.bindings.all()] == ["GCC"]
    assert not policy.versions.exists()


def test_a_new_policy_with_its_proposals_accepted_has_a_draft(file):
    out = run(file, "--code", "new", "--by", "editor", "--accept-proposals")
    [draft] = Policy.objects.get(code="new").versions.all()
    assert f"/manage/drafts/{draft.pk}/" in out
    assert [row.strength for row in draft.clauses.all()] == ["information", "must", "should"]


def test_a_known_policy_gets_no_draft_by_accepting_proposals(file):
    run(file, "--code", "yj-social-media", "--by", "editor", "--accept-proposals")
    assert not PolicyVersion.objects.filter(state="draft").exists()


@pytest.mark.parametrize(
    ("args", "reason"),
    [
        (["--code", "new", "--by", "yj.worker"], "Say which editor"),
        (["--code", "new"], "Say which editor"),
        (["--code", "new", "--set", "NO", "--by", "editor"], "no policy set NO"),
        (["--code", "not a code", "--by", "editor"], "Enter a valid"),
    ],
)
def test_what_will_not_do_is_named_and_makes_nothing(file, args, reason):
    policies = Policy.objects.count()
    with pytest.raises(CommandError, match=reason):
        run(file, *args)
    assert Policy.objects.count() == policies
    assert not PolicyImport.objects.exists()


def test_a_file_that_will_not_do(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(b"%PDF-1")
    with pytest.raises(CommandError, match="This is a PDF"):
        run(str(path), "--code", "new", "--by", "editor")
    with pytest.raises(CommandError, match="cannot be read"):
        run(str(tmp_path / "none.txt"), "--code", "new", "--by", "editor")
    assert not Policy.objects.filter(code="new").exists()
