from datetime import date
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.db.backends.postgresql.psycopg_any import DateRange
from hypothesis import given
from hypothesis import strategies as st

from policies.library.comparing import compare
from policies.library.models import (
    Binding,
    Citation,
    ClauseVersion,
    Kind,
    Policy,
    PolicyVersion,
    Strength,
)
from policies.library.presenters import (
    ClausePresenter,
    comparison,
    in_force_words,
    policy_rows,
    reliance,
    rests_on,
    strength_word,
    whom_it_binds,
    words_html,
)
from policies.roles.models import PolicySet
from tests.support.desk import amend


def said(kind: str, strength: str) -> SimpleNamespace:
    return SimpleNamespace(kind=kind, strength=strength)


class TestStrength:
    @pytest.mark.parametrize(
        ("kind", "strength", "word"),
        [
            ("duty", "must", "Must"),
            ("prohibition", "must", "Must not"),
            ("duty", "should", "Should"),
            ("prohibition", "should", "Should not"),
            ("advice", "advised", "Advised"),
            ("prohibition", "advised", "Advised against"),
            ("permission", "advised", "May"),
            ("permission", "must", "May"),
            ("definition", "information", ""),
            ("prohibition", "information", ""),
        ],
    )
    def test_the_word_in_the_margin(self, kind, strength, word):
        assert strength_word(kind, strength) == word

    @given(st.sampled_from(Kind.values), st.sampled_from(Strength.values))
    def test_only_a_prohibition_forbids(self, kind, strength):
        assert (" not" in strength_word(kind, strength)) <= (kind == Kind.PROHIBITION)

    def test_what_an_advice_rests_on_loudest_first(self):
        clauses = [
            said("permission", "advised"),
            said("definition", "information"),
            said("prohibition", "should"),
            said("duty", "must"),
            said("advice", "advised"),
            said("prohibition", "must"),
            said("duty", "should"),
            said("prohibition", "must"),
            said("example", "information"),
        ]
        assert rests_on(clauses) == (
            "2 “Must not”, 1 “Must”, 1 “Should not”, 1 “Should”, 1 “Advised”, 1 “May”, 2 statements"
        )

    def test_one_statement_is_not_statements(self):
        assert rests_on([said("definition", "information")]) == "1 statement"

    def test_resting_on_nothing_says_nothing(self):
        assert rests_on([]) == ""


class TestInForce:
    @staticmethod
    def version(**what: object) -> PolicyVersion:
        return PolicyVersion(**{"state": "published"} | what)

    def test_without_an_end(self):
        version = self.version(effective=DateRange(date(2026, 1, 1), None))
        assert in_force_words(version) == "In force since 1 January 2026"

    def test_the_last_day_is_the_one_before_the_next_version(self):
        version = self.version(effective=DateRange(date(2026, 1, 1), date(2026, 3, 1)))
        assert in_force_words(version) == "In force from 1 January 2026 to 28 February 2026"

    def test_withdrawn(self):
        version = self.version(
            state="withdrawn", effective=DateRange(date(2026, 1, 1), date(2026, 3, 1))
        )
        assert in_force_words(version) == (
            "In force from 1 January 2026 to 28 February 2026, then withdrawn"
        )

    def test_withdrawn_on_its_first_day(self):
        version = self.version(state="withdrawn", effective=DateRange(empty=True))
        assert in_force_words(version) == "Withdrawn on its first day"

    def test_never_for_a_whole_day(self):
        version = self.version(effective=DateRange(empty=True))
        assert in_force_words(version) == "Replaced on its first day"

    def test_a_draft_says_what_it_is(self):
        assert in_force_words(PolicyVersion(state="in-review")) == "In review"


class TestWhomItBinds:
    @pytest.fixture
    def policy(self, db):
        return Policy.objects.get(code="yj-social-media")

    def test_the_reader(self, policy):
        assert whom_it_binds(policy, PolicySet.objects.get(code="YJ")) == (
            "Binds you as one of the Victorian youth justice staff"
        )

    @pytest.mark.parametrize("code", ["DHS", "DSS", None])
    def test_somebody_else(self, policy, code):
        reader = PolicySet.objects.get(code=code) if code else None
        assert whom_it_binds(policy, reader) == (
            "Does not bind you. It binds Victorian youth justice staff"
        )

    def test_two_sets(self, policy):
        Binding.objects.create(policy=policy, policy_set=PolicySet.objects.get(code="GCC"))
        assert whom_it_binds(policy, PolicySet.objects.get(code="DSS")) == (
            "Does not bind you. It binds GCC children's safeguarding and care staff and"
            " Victorian youth justice staff"
        )

    def test_nobody(self, db):
        policy = Policy.objects.create(code="new", title="New", kind="policy")
        assert whom_it_binds(policy, None) == "Binds nobody yet"


class TestRows:
    def test_own_policies_come_in_the_order_of_their_binding(self, db):
        yj = PolicySet.objects.get(code="YJ")
        for code, order in (("second", 9), ("first", 0)):
            policy = Policy.objects.create(code=code, title=code, kind="policy")
            Binding.objects.create(policy=policy, policy_set=yj, order=order)
        mine, others = policy_rows(Policy.objects.for_list(), {}, yj)
        assert [row.policy.code for row in mine] == [
            "first",
            "yj-social-media",
            "dhs-social-media",
            "second",
        ]
        assert {row.in_force for row in mine} == {"Not in force"}
        assert others == []

    def test_what_changed_is_said_from_the_second_version_on(self, db):
        yj = PolicySet.objects.get(code="YJ")
        for version, note in (
            (PolicyVersion.objects.get(policy__code="yj-social-media"), ""),
            (amend({"yj-069": "Keep your own accounts out of it."}), "Put in plainer words."),
        ):
            rows, _ = policy_rows(Policy.objects.for_list(), {version.policy_id: version}, yj)
            [row] = [row for row in rows if row.policy == version.policy]
            assert row.note == note


class TestComparison:
    def test_text_is_escaped_and_the_changes_are_marked(self):
        shown = words_html([("same", "a<b\n"), ("removed", "<script>"), ("added", "&")])
        assert shown == (
            'a&lt;b<br><del class="removed">&lt;script&gt;</del><ins class="added">&amp;</ins>'
        )

    @given(st.lists(st.tuples(st.sampled_from(["same", "added", "removed"]), st.text())))
    def test_no_text_becomes_markup(self, runs):
        soup = BeautifulSoup(words_html(runs), "html.parser")
        assert {tag.name for tag in soup.find_all(True)} <= {"ins", "del", "br"}

    def test_unchanged_clauses_are_folded(self, db):
        old = PolicyVersion.objects.get(policy__code="yj-social-media")
        new = amend({"yj-069": "Keep your own accounts out of it."})
        entries = comparison(compare(*(_clauses(v) for v in (old, new))))
        assert [e.kind for e in entries] == ["same", "changed", "same"]
        assert sum(e.count for e in entries) == old.clauses.count() - 1
        assert (entries[1].short_id, entries[1].number) == ("yj-069", "11.1")


def _clauses(version: PolicyVersion) -> list[ClauseVersion]:
    return list(version.clauses.select_related("clause").in_reading_order())


class TestAClause:
    def test_what_its_page_shows(self, db):
        words = ClauseVersion.objects.in_force().with_place().get(clause__short_id="yj-069")
        shown = ClausePresenter(words)
        assert (shown.short_id, shown.number, shown.heading) == (
            "yj-069",
            "11.1",
            "Your own accounts",
        )
        assert (shown.strength_word, shown.strength_phrase) == ("Must not", "must not")
        assert (shown.kind_label, shown.url) == ("Prohibition", "/c/yj-069/")
        assert shown.policy_title == "Social media procedure for youth justice staff"
        assert (shown.version_label, shown.name) == ("version 1", "11.1 Your own accounts")
        assert not shown.suspect

    def test_one_without_number_and_heading_goes_by_its_id(self, db):
        words = ClauseVersion.objects.in_force().with_place().get(clause__short_id="yj-069")
        words.number = words.heading = ""
        assert ClausePresenter(words).name == "yj-069"


@pytest.mark.parametrize(
    ("model", "what"),
    [
        ("guideversion", "Guide outcome"),
        ("contact", "Contact"),
        ("roletask", "Standing task"),
        ("definition", "Definition"),
    ],
)
def test_what_relies_on_a_clause_is_named(db, model, what):
    citation = Citation.objects.filter(source_type__model=model).first()
    shown = reliance(citation)
    assert (shown.what, shown.label, shown.url) == (what, citation.label, citation.url)
