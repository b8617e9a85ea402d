"""Imports that are refused, discarded, or so large that the worker reads them."""

import tempfile
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from procrastinate.contrib.django.models import ProcrastinateJob

from policies.drafting import actions, jobs
from policies.drafting.actions.errors import Refused
from policies.drafting.importing.source import Unreadable
from policies.drafting.models import PolicyImport
from policies.library.models import Policy
from portal.models import AuditEvent
from tests.support.papers import archive, with_parts, word

pytestmark = pytest.mark.django_db
MEGABYTE = 1024 * 1024
GOOD = word(lambda paper: [paper.add_paragraph(f"Staff must do {n}.") for n in range(450)])
BOMB = with_parts(GOOD, {"word/media/a.bin": bytes(80 * MEGABYTE)})
BROKEN = with_parts(GOOD, {"word/document.xml": b"<w:document" + b" " * 2_000})


@pytest.fixture
def policy() -> Policy:
    return Policy.objects.get(code="yj-social-media")


@pytest.fixture
def waiting(editor, policy, monkeypatch) -> PolicyImport:
    monkeypatch.setattr("policies.drafting.actions.imports.AT_ONCE", 1_000)
    return actions.start_import(by=editor, policy=policy, file_name="a.docx", data=GOOD)


@pytest.mark.parametrize(
    ("data", "name"),
    [(BOMB, "a.docx"), (b"", "a.txt"), (BROKEN, "a.docx"), (archive({}), "a.docx")],
)
def test_a_refused_file_leaves_nothing_behind(editor, policy, data, name):
    before = set(Path(tempfile.gettempdir()).glob("tmp*"))
    events = AuditEvent.objects.count()
    with pytest.raises(Unreadable):
        actions.start_import(by=editor, policy=policy, file_name=name, data=data)
    assert not PolicyImport.objects.exists()
    assert AuditEvent.objects.count() == events
    assert set(Path(tempfile.gettempdir()).glob("tmp*")) <= before


def test_only_editors_bring_documents(person, policy):
    with pytest.raises(PermissionDenied):
        actions.start_import(
            by=person("approver"), policy=policy, file_name="a.txt", data=b"It is here."
        )


def test_a_large_file_waits_for_the_worker(waiting):
    assert (waiting.state, waiting.done, bytes(waiting.file)) == ("waiting", 0, GOOD)
    job = ProcrastinateJob.objects.get(task_name="drafting.read_import")
    assert job.args == {"import_id": waiting.pk}


def test_the_worker_reads_it_and_keeps_the_file_no_longer(waiting):
    assert jobs.read_import(waiting.pk)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.done, waiting.file) == ("read", 100, None)
    assert len(waiting.paragraphs) == 450


def test_the_worker_tells_how_far_it_is(waiting, monkeypatch):
    seen: list[int] = []
    real = actions.imports._telling

    def watched(pk):
        tell = real(pk)

        def told(percent):
            tell(percent)
            seen.append(PolicyImport.objects.get(pk=pk).done)

        return told

    monkeypatch.setattr("policies.drafting.actions.imports._telling", watched)
    jobs.read_import(waiting.pk)
    assert seen == sorted(seen)
    assert 0 < seen[0] < seen[-1] < 100


def test_a_file_that_turns_out_unfit_is_refused_with_its_reason(editor, policy, monkeypatch):
    monkeypatch.setattr("policies.drafting.actions.imports.AT_ONCE", 1_000)
    brought = actions.start_import(by=editor, policy=policy, file_name="a.docx", data=BROKEN)
    assert not jobs.read_import(brought.pk)
    brought.refresh_from_db()
    assert (brought.state, brought.file) == ("refused", None)
    assert "no proper XML" in brought.problem


def test_what_was_discarded_meanwhile_is_not_read(editor, waiting):
    actions.discard_import(by=editor, brought=waiting)
    assert not jobs.read_import(waiting.pk)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.file, waiting.paragraphs) == ("discarded", None, [])


def test_a_discarded_import_is_settled_for_good(editor, waiting):
    jobs.read_import(waiting.pk)
    actions.discard_import(by=editor, brought=waiting)
    with pytest.raises(Refused):
        actions.discard_import(by=editor, brought=waiting)
    with pytest.raises(Refused, match="nothing in it can be changed"):
        actions.match_again(by=editor, brought=waiting)
