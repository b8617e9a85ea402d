import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.directory.models import Contact
from policies.library.actions import (
    NothingToConfirm,
    cite,
    clause_hash,
    confirm_citation,
    retire_citations,
)
from policies.library.models import Citation, CitationConfirmation, ClauseVersion
from portal.models import AuditEvent
from tests.support.desk import amend, draft, write

WORDS = st.text("ab éß", min_size=1, max_size=8).filter(str.strip)
SAID = {"heading": "Your own accounts", "body": "<p>Keep apart.</p>", "kind": "duty"}
SPACES = st.sampled_from([" ", "  ", "\n", "\t", " \n "])


class TestTheHash:
    @given(st.lists(WORDS, min_size=1, max_size=6), SPACES, SPACES)
    def test_white_space_does_not_count(self, words, one, other):
        assert hash_of(body=one.join(words)) == hash_of(body=other + other.join(words) + one)

    @pytest.mark.parametrize("field", ["heading", "body", "kind", "strength"])
    @given(st.tuples(WORDS, WORDS).filter(lambda pair: pair[0].split() != pair[1].split()))
    def test_everything_said_counts(self, field, pair):
        assert hash_of(**{field: pair[0]}) != hash_of(**{field: pair[1]})

    def test_words_that_move_from_the_heading_to_the_body_count(self):
        assert hash_of(heading="a b", body="c") != hash_of(heading="a", body="b c")

    def test_another_number_raises_no_flag(self, db):
        version = draft()
        before = version.clauses.get(clause__short_id="yj-069").hash
        assert write(version, "yj-069", number="99.9").hash == before

    def test_another_strength_raises_one(self, db):
        version = draft()
        before = version.clauses.get(clause__short_id="yj-069").hash
        assert write(version, "yj-069", strength="should").hash != before

    def test_it_is_a_sha256_that_anyone_can_check(self):
        assert re.fullmatch("[0-9a-f]{64}", hash_of())


def hash_of(**said: str) -> str:
    return clause_hash(**({"strength": "must"} | SAID | said))


@pytest.fixture
def contact(db):
    return Contact.objects.get(key="director-communications")


@pytest.fixture
def citation(contact):
    return Citation.objects.of(contact).get(clause__short_id="yj-031")


def in_force(short_id: str) -> ClauseVersion:
    return ClauseVersion.objects.in_force().get(clause__short_id=short_id)


class TestCiting:
    def test_the_exact_words_are_pinned(self, contact):
        words = [in_force("yj-069"), in_force("yj-070")]
        made = cite(
            thing=contact, part="why", label="The director", url="/x/", clause_versions=words
        )
        kept = Citation.objects.filter(pk__in=[c.pk for c in made]).order_by("clause")
        assert [(c.source, c.part, c.label, c.url) for c in kept] == [
            (contact, "why", "The director", "/x/")
        ] * 2
        assert [(c.clause, c.pinned, c.pinned_hash) for c in kept] == [
            (w.clause, w, w.hash) for w in words
        ]

    def test_citing_nothing_is_no_citation(self, contact):
        assert cite(thing=contact, part="none", label="x", url="", clause_versions=[]) == []

    def test_what_is_retired_raises_no_flag(self, contact, citation):
        amend({"yj-031": "Somebody else approves."})
        assert citation in Citation.objects.suspect()
        assert retire_citations(thing=contact) == Citation.objects.of(contact).count() == 2
        assert citation not in Citation.objects.suspect()
        assert citation not in Citation.objects.live()

    def test_retiring_touches_no_other_thing(self, contact):
        others = Citation.objects.live().count() - Citation.objects.of(contact).count()
        retire_citations(thing=contact)
        assert Citation.objects.live().count() == others

    def test_retiring_twice_retires_nothing_more(self, contact):
        retire_citations(thing=contact)
        assert retire_citations(thing=contact) == 0


class TestSuspicion:
    def test_nothing_of_the_sample_is_suspect(self, db):
        assert list(Citation.objects.suspect()) == []

    def test_a_new_version_with_the_same_words_raises_no_flag(self, citation):
        amend({"yj-069": "Keep your own accounts out of it."})
        assert citation not in Citation.objects.suspect()

    def test_other_words_do(self, citation):
        amend({"yj-031": "Somebody else approves."})
        assert citation in Citation.objects.suspect()

    def test_a_clause_that_is_gone_does(self, citation):
        amend({}, without=["yj-031"])
        [suspect] = Citation.objects.suspect().filter(pk=citation.pk)
        assert (suspect.current_id, suspect.current_hash) == (None, None)

    def test_a_draft_does_not(self, citation):
        write(draft(), "yj-031", body_markdown="Somebody else approves.")
        assert citation not in Citation.objects.suspect()

    def test_the_old_words_back_again_lift_the_flag(self, citation):
        old = citation.pinned.text
        amend({"yj-031": "Somebody else approves."})
        amend({"yj-031": old})
        assert citation not in Citation.objects.suspect()


class TestConfirming:
    def test_the_words_in_force_are_pinned_and_both_texts_kept(self, citation, person):
        old = citation.pinned
        amend({"yj-031": "Somebody else approves."})
        new = in_force("yj-031")
        confirm_citation(by=person("editor"), citation=citation, note="Still the director.")
        assert citation not in Citation.objects.suspect()
        citation.refresh_from_db()
        assert (citation.pinned, citation.pinned_hash) == (new, new.hash)
        kept = CitationConfirmation.objects.get(citation=citation)
        assert (kept.old, kept.new, kept.by) == (old, new, person("editor"))
        assert kept.note == "Still the director."

    def test_it_is_on_the_audit_trail(self, citation, person):
        amend({"yj-031": "Somebody else approves."})
        confirm_citation(by=person("editor"), citation=citation)
        event = AuditEvent.objects.get(action="citation.confirm")
        assert event.chain == f"citation:{citation.pk}"
        assert (event.by, event.data) == (person("editor"), {"clause": "yj-031"})

    def test_unchanged_words_leave_nothing_to_confirm(self, citation, person):
        with pytest.raises(NothingToConfirm):
            confirm_citation(by=person("editor"), citation=citation)
        assert not CitationConfirmation.objects.exists()

    def test_the_second_to_confirm_is_told(self, citation, person):
        amend({"yj-031": "Somebody else approves."})
        confirm_citation(by=person("editor"), citation=citation)
        with pytest.raises(NothingToConfirm, match="already"):
            confirm_citation(by=person("admin"), citation=citation)

    def test_a_clause_that_is_gone_has_to_be_mended(self, citation, person):
        amend({}, without=["yj-031"])
        with pytest.raises(NothingToConfirm, match="no longer in force"):
            confirm_citation(by=person("editor"), citation=citation)

    def test_the_next_change_raises_the_flag_again(self, citation, person):
        amend({"yj-031": "Somebody else approves."})
        confirm_citation(by=person("editor"), citation=citation)
        amend({"yj-031": "Nobody approves."})
        assert citation in Citation.objects.suspect()
