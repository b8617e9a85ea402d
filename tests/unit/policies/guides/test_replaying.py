"""Kept runs gone through again: identical, or named."""

import json
from io import StringIO
from uuid import uuid4

import pgtrigger
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from policies.consultations.actions import Asked, raise_question
from policies.consultations.models import Consultation
from policies.guides import engine
from policies.guides.actions import replay_runs, retrace
from policies.guides.compiling import compiled
from policies.guides.models import GuideRun, GuideVersion
from tests.factories import GuideRunFactory
from tests.unit.policies.guides.dated import finished, published, three_versions
from tests.unit.policies.guides.every_kind import every_kind
from tests.unit.policies.guides.published import D04, live

pytestmark = pytest.mark.django_db

HELD = "policies.GuideVersion:published_never_changes"


def said(**options: bool) -> str:
    out = StringIO()
    call_command("replay_runs", stdout=out, **options)
    return out.getvalue()


def refused(**options: bool) -> str:
    out = StringIO()
    with pytest.raises(CommandError, match="differ"):
        call_command("replay_runs", stdout=out, **options)
    return out.getvalue()


def record(run: GuideRun) -> Consultation:
    asked = Asked(topic="Looking", question="May I look?")
    return raise_question(by=run.person, asked=asked, form_key=uuid4(), run=run, submit_now=True)


def store(run: GuideRun, **what: object) -> None:
    """Store something else with a run, past the actions."""
    GuideRun.objects.filter(pk=run.pk).update(**what)


def tamper(version: GuideVersion, definition: dict) -> None:
    """Change a stored definition, past the trigger that forbids it."""
    with pgtrigger.ignore(HELD):
        GuideVersion.objects.filter(pk=version.pk).update(definition=definition)


class TestIdentical:
    def test_every_kept_run_on_its_own_version(self, person):
        for version in three_versions():
            finished(version, person("dhs.employee"))
        record(GuideRunFactory())
        assert said() == "runs: 4 of 4 identical\nrecords: 1 of 1 identical\n"

    def test_runs_that_nobody_kept_with_all(self):
        GuideRunFactory(kept=False)
        GuideRunFactory(kept=False, answers=[["concern", "whereabouts"]], outcome="")
        assert said().startswith("runs: 0 of 0")
        assert said(all=True).startswith("runs: 2 of 2 identical")

    def test_as_json(self):
        record(GuideRunFactory())
        assert json.loads(said(json=True)) == {
            "different": [],
            "runs": {"replayed": 1, "identical": 1},
            "records": {"replayed": 1, "identical": 1},
        }

    def test_a_record_whose_run_went_on_is_still_what_its_version_gives(self):
        run = GuideRunFactory()
        record(run)
        store(run, answers=[["concern", "other"]], outcome="not-met")
        assert "records: 1 of 1 identical" in said()

    def test_more_runs_ask_the_database_no_more(self):
        def queries() -> int:
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert all(each.same for each in replay_runs(GuideRun.objects.all()))
            return len(asked)

        GuideRunFactory()
        few = queries()
        GuideRunFactory.create_batch(12)
        assert queries() == few


class TestDifferent:
    def test_a_run_with_another_outcome_is_named(self):
        good, bad = GuideRunFactory.create_batch(2)
        store(bad, outcome="not-met")
        assert refused() == (
            f"{bad.key}: {D04}, version {bad.version.number}: "
            "stored not-met, replayed look-only\n"
            "runs: 1 of 2 identical\nrecords: 0 of 0 identical\n"
        )
        assert str(good.key) not in refused()

    @pytest.mark.parametrize(
        ("answers", "why"),
        [
            ([["concern", "whereabouts"]], "replayed none"),
            ([[["concern"], "whereabouts"]], "unhashable"),
            (["concern"], "sequence"),
        ],
    )
    def test_answers_that_lead_elsewhere_or_are_none(self, answers, why):
        store(GuideRunFactory(), answers=answers)
        assert why in refused()

    def test_a_definition_that_was_changed_is_not_trusted(self):
        run = GuideRunFactory()
        record(run)
        other = live().definition
        other["title"] = "Other"
        tamper(run.version, other)
        text = refused()
        assert text.count("the stored definition is not the one that was published") == 2
        assert "runs: 0 of 1 identical" in text
        assert "records: 0 of 1 identical" in text

    def test_a_definition_that_no_longer_compiles(self, monkeypatch):
        GuideRunFactory()

        def fails(definition: dict) -> None:
            raise engine.DefinitionError([engine.Fault("schema", "x", "It is broken.")])

        monkeypatch.setattr("policies.guides.actions.replaying.engine.compile_guide", fails)
        assert "cannot be compiled: It is broken." in refused()

    @pytest.mark.parametrize(
        ("name", "value", "why"),
        [
            ("outcome", "not-met", "stored not-met, replayed look-only"),
            ("standing", "permitted", "other words as standing"),
            ("answer", "Look.", "other words as answer"),
            ("advice", [], "other words as advice"),
            ("cites", ["yj-001"], "other words as clauses"),
            ("version", 77, "it names another version of a guide than its run"),
            ("path", [], "the answers in it lead to no outcome"),
            ("path", [{"question": "What?", "answer": "That."}], "lead to no outcome"),
        ],
    )
    def test_a_record_that_says_something_else_is_named(self, name, value, why):
        draft = raise_question(
            by=GuideRunFactory().person,
            asked=Asked(topic="Looking", question="May I look?"),
            form_key=uuid4(),
            run=GuideRun.objects.get(),
        )
        draft.save_over(draft.revision, advice_given=draft.advice_given | {name: value})
        text = refused()
        assert f"{draft.reference}: {D04}" in text
        assert why in text
        assert "runs: 1 of 1 identical" in text

    def test_as_json(self):
        runs = GuideRunFactory.create_batch(3)
        for run in runs[:2]:
            store(run, outcome="not-met")
        found = json.loads(refused(json=True))
        assert found["runs"] == {"replayed": 3, "identical": 1}
        assert {each["name"] for each in found["different"]} == {str(r.key) for r in runs[:2]}
        assert found["different"][0] | {"name": ""} == {
            "of": "runs",
            "name": "",
            "guide": D04,
            "version": runs[0].version.number,
            "stored": "not-met",
            "replayed": "look-only",
            "fault": "",
        }


class TestRetracing:
    """A path kept in words, gone through again."""

    @pytest.fixture
    def guide(self):
        return compiled(published(every_kind()))

    def test_answers_of_every_kind(self, guide):
        path = [
            ("What is it about?", "A young person"),
            ("How old are they?", "10 to 17"),
            ("When were they last seen?", "Before July 2026"),
            ("Which of these have you seen?", "A threat, An injury"),
        ]
        assert [end.key for end in retrace(guide, "YJ", path)] == ["refuse"]
        assert retrace(guide, "YJ", path[:3]) == []
        assert retrace(guide, "YJ", [*path, ("More?", "Yes")]) == []

    def test_a_guide_without_questions(self):
        assert [end.key for end in retrace(compiled(live("friend-request")), "YJ", [])]

    def test_answers_that_read_the_same_may_lead_two_ways(self):
        twice = every_kind()
        twice["questions"][0]["options"].append(
            {"key": "again", "label": "Something else", "to": "refuse"}
        )
        guide = engine.compile_guide(twice)
        ends = retrace(guide, "YJ", [("What is it about?", "Something else")])
        assert {end.key for end in ends} == {"ask", "refuse"}

    def test_a_set_that_it_does_not_serve(self, guide):
        with pytest.raises(engine.UnknownPolicySet):
            retrace(guide, "DHS", [])
