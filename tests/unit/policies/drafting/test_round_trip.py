"""Our own exports come back with every clause as it went: identity, place, words and what is said about them."""

from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policies.drafting.importing.matching import Matching, match, old_clauses
from policies.drafting.importing.reading import read
from policies.drafting.importing.result import Asked, Rule
from policies.drafting.importing.tree import ParsedClause, with_parents
from policies.library import exporting, word
from policies.library.actions import clause_hash
from policies.library.markup import to_html, to_plain
from policies.library.models import Clause, ClauseVersion, Column, Kind, PolicyVersion, Strength
from policies.library.reading import texts
from tests.support.written import DOCUMENT, PHRASE

pytestmark = pytest.mark.django_db
PORTAL = "https://advice.example.org"
FORMATS = {
    "version.docx": word.document,
    "version.md": exporting.markdown,
    "version.json": exporting.json_text,
}
# Only JSON says where a clause came from: the others are for people to read.
ONLY_IN_JSON = "source"
SAME = (
    "number", "heading", "body", "text", "kind", "strength", "strength_words", "column", "terms",
    "note", "source",
)  # fmt: skip


def returned(words: list[ClauseVersion], name: str) -> list[tuple[ParsedClause, str]]:
    """The clauses of the file `name` made of these words, each with the uid of the one above it."""
    version = PolicyVersion.objects.with_policy().filter(policy__code="dhs-social-media").first()
    file = FORMATS[name](version, words, portal=PORTAL)
    return [(c, p.uid if p else "") for c, p in with_parents(read(file, name).tree)]


def differences(words: list[ClauseVersion], name: str) -> list[str]:
    """What did not come back as it went, in words."""
    came = returned(words, name)
    if len(came) != len(words):
        return [f"{len(words)} clauses went, {len(came)} came: {[c for c, _ in came]}"]
    above = {row.pk: str(row.clause.uid) for row in words}
    found = []
    for row, (clause, parent) in zip(words, came, strict=True):
        went = {n: getattr(row, n) for n in SAME} | {
            "uid": row.clause.uid,
            "short_id": row.clause.short_id,
            "parent": above.get(row.parent_id, ""),
        }
        back = {n: getattr(clause, n) for n in SAME} | {
            "uid": UUID(clause.uid),
            "short_id": clause.short_id,
            "parent": parent,
        }
        if not name.endswith("json"):
            del went[ONLY_IN_JSON]
        found += [f"{n}: {w!r} → {back[n]!r}" for n, w in went.items() if w != back[n]]
    return found


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    "code",
    ["dhs-social-media", "dss-social-media", "gcc-safer-social-media", "pc-social-media", "yj-social-media"],
)  # fmt: skip
def test_the_sample_documents(code, name):
    [words] = texts(PolicyVersion.objects.in_force().get(policy__code=code))
    assert differences(words, name) == []


NUMBER = st.one_of(
    st.just(""),
    st.from_regex(r"[1-9][0-9]?(\.[1-9][0-9]?){0,3}", fullmatch=True),
    st.sampled_from(["A", "B.2", "(a)", "iv", "Part 2", "1(b)", "§ 3", "-->", '"x"']),
)
HEADING = st.one_of(st.just(""), PHRASE, st.sampled_from(["2 Photos", "3.1", "May · Must"]))
NOTE = st.lists(PHRASE, max_size=3).map("\n".join)
TERMS = st.fixed_dictionaries({"summary": st.none() | PHRASE, "indictment": st.none() | PHRASE})


@st.composite
def clause(draw: st.DrawFn) -> dict:
    """What one clause says: a heading or a text at least."""
    said = {
        "number": draw(NUMBER),
        "heading": draw(HEADING),
        "body": to_html(draw(st.just("") | DOCUMENT)),
        "kind": draw(st.sampled_from(Kind.values)),
        "strength": draw(st.sampled_from(Strength.values)),
        "strength_words": draw(st.just("") | PHRASE.filter(lambda text: len(text) <= 80)),
        "column": draw(st.just("") | st.sampled_from(Column.values)),
        "note": draw(NOTE),
    }
    said["terms"] = draw(TERMS) if said["kind"] == Kind.OFFENCE else None
    if not said["heading"] and not to_plain(said["body"]):
        said["heading"] = "Something"
    return said


@st.composite
def trees(draw: st.DrawFn) -> list[ClauseVersion]:
    """Rows of a version in reading order, unsaved: up to five clauses, up to four deep."""
    rows: list[ClauseVersion] = []
    for n, said in enumerate(draw(st.lists(clause(), min_size=1, max_size=5)), 1):
        open_ones = rows[-1:] and [rows[-1], *_above(rows[-1])]
        parent = draw(st.sampled_from([None, *(r for r in open_ones if len(r.path) < 4)]))
        place = sum(r.parent is parent for r in rows) + 1
        row = ClauseVersion(
            pk=n,
            clause=Clause(uid=draw(st.uuids()), short_id=f"dhs-{n:03}"),
            version=PolicyVersion(number=1),
            parent=parent,
            path=[*(parent.path if parent else []), place],
            text=to_plain(said["body"]),
            source=["001-002"],
            **said,
        )
        hashed = {k: said[k] for k in ("heading", "body", "kind", "strength", "column", "terms")}
        row.hash = clause_hash(**hashed)
        rows.append(row)
    return rows


def _above(row: ClauseVersion) -> list[ClauseVersion]:
    return [row.parent, *_above(row.parent)] if row.parent else []


@pytest.mark.parametrize("name", FORMATS)
@given(words=trees())
@settings(max_examples=40, suppress_health_check=list(HealthCheck), deadline=None)
def test_any_tree(words, name):
    assert differences(words, name) == []


class TestAnEditedExport:
    """Somebody writes in the file before it comes back."""

    @pytest.fixture
    def words(self) -> list[ClauseVersion]:
        [words] = texts(PolicyVersion.objects.in_force().get(policy__code="dhs-social-media"))
        return words

    @pytest.fixture
    def exported(self, words) -> str:
        version = PolicyVersion.objects.with_policy().get(pk=words[0].version_id)
        return exporting.markdown(version, words, portal=PORTAL).decode()

    def matched(self, words: list[ClauseVersion], file: str) -> Matching:
        return match(old_clauses(words), read(file.encode(), "edited.md").tree)

    def test_as_it_went_every_clause_is_known_by_its_id(self, words, exported):
        found = self.matched(words, exported)
        assert {pair.rule for pair in found.pairs} == {Rule.EMBEDDED}
        assert [pair.old for pair in found.pairs] == [str(row.clause.uid) for row in words]
        assert (found.added, found.unmatched, found.suggestions) == ((), (), ())

    def test_other_words_and_another_number_change_nothing_in_it(self, words, exported):
        clause = next(row for row in words if row.heading == "Copyright")
        edited = exported.replace(f"**{clause.number} Copyright**", "**99.9 Pictures of others**")
        edited = edited.replace(clause.text, "Ask before you use what others have made.")
        assert edited.count("99.9 Pictures of others") == 1
        pair = next(p for p in self.matched(words, edited).pairs if p.old == str(clause.clause.uid))
        assert pair.rule == Rule.EMBEDDED

    def test_a_clause_without_its_id_is_known_by_its_words(self, words, exported):
        clause = next(row for row in words if row.heading == "Copyright")
        edited = exported.replace(f' uid="{clause.clause.uid}"', "")
        edited = edited.replace(f'short_id="{clause.clause.short_id}"', 'short_id=""')
        pair = next(p for p in self.matched(words, edited).pairs if p.old == str(clause.clause.uid))
        assert pair.rule == Rule.WORDS

    def test_a_clause_pasted_a_second_time_is_a_conflict(self, words, exported):
        start = exported.index("<!-- clause", len(exported) // 2)
        end = exported.index("<!-- clause", start + 1)
        found = self.matched(words, exported + "\n" + exported[start:end])
        assert [s.kind for s in found.suggestions] == [Asked.CONFLICT, Asked.CONFLICT]
        assert len(found.pairs) == len(words) - 1

    def test_a_clause_of_another_policy_is_a_conflict(self, words, exported):
        other = PolicyVersion.objects.with_policy().in_force().get(policy__code="pc-social-media")
        strange = exporting.markdown(other, texts(other)[0][:3], portal=PORTAL).decode()
        pasted = strange[strange.index("<!-- clause") :]
        found = self.matched(words, f"{exported}\n{pasted}")
        assert [s.kind for s in found.suggestions] == [Asked.CONFLICT] * 3
        assert len(found.pairs) == len(words)
