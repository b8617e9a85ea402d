"""PDFs: what stands on each page, that text stays text, and that the file is made for screen readers."""

from datetime import date
from itertools import pairwise

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from policies.library import printing
from policies.library.comparing import compare
from policies.library.exporting import spoken
from policies.library.models import ClauseVersion, Policy, PolicyVersion
from policies.library.presenters import comparison
from policies.library.reading import texts
from portal import typesetting
from tests.support.pdf import is_accessible, pages

pytestmark = pytest.mark.django_db
PORTAL = "https://advice.example.org"
TODAY = f"{timezone.localdate():%-d %B %Y}"
TITLE = "Social Media Policy for employees of the department"


def version(number: int = 3, code: str = "dhs-social-media") -> PolicyVersion:
    return PolicyVersion.objects.with_policy().get(policy__code=code, number=number)


def policy_pages(shown: PolicyVersion) -> list[str]:
    return pages(printing.policy_pdf(shown, *texts(shown), portal=PORTAL))


def clause(short_id: str, number: int | None = None) -> ClauseVersion:
    rows = ClauseVersion.objects.with_place().filter(clause__short_id=short_id)
    row = rows.get(version__number=number) if number else rows.in_force().get()
    row.version.policy = Policy.objects.for_list().get(pk=row.version.policy_id)
    return row


def compared_pages(old: int, new: int) -> list[str]:
    before, after = version(old), version(new)
    entries = comparison(compare(*texts(before, after)))
    return pages(printing.comparison_pdf(before.policy, before, after, entries, portal=PORTAL))


class TestEveryPage:
    def test_of_a_policy_says_what_it_is_and_where_to_check_it(self):
        shown = version(2)
        made = policy_pages(shown)
        assert len(made) > 5
        for number, page in enumerate(made, 1):
            assert TITLE in page
            assert f"Version 2, text {shown.content_hash[:12]}" in page
            assert "Version 2: in force from 1 November 2010 to 8 August 2011" in page
            assert "advice.example.org/policies/dhs-social-media/versions/2/" in page
            assert f"Page {number} of {len(made)}" in page
            assert f"Printed {TODAY}" in page

    def test_of_a_clause(self):
        words = clause("dhs-038", 2)
        [page] = pages(printing.clause_pdf(words, on=date(2010, 12, 24), portal=PORTAL))
        assert f"Version 2, text {words.hash[:12]}" in page
        assert "advice.example.org/c/dhs-038/?on=2010-12-24" in page
        assert "As at 24 December 2010. In force from 1 November 2010" in page
        assert f"Page 1 of 1 Printed {TODAY}" in page

    def test_of_a_comparison_names_both_versions(self):
        made = compared_pages(1, 3)
        assert len(made) > 1
        for page in made:
            for shown in (version(1), version(3)):
                assert f"Version {shown.number}, text {shown.content_hash[:12]}" in page
            assert "advice.example.org/policies/dhs-social-media/compare/?from=1&to=3" in page


class TestAPolicy:
    @pytest.mark.parametrize("shown", ["dhs-social-media", "gcc-safer-social-media"])
    def test_every_clause_stands_there_with_number_and_words(self, shown):
        newest = PolicyVersion.objects.in_force().with_policy().get(policy__code=shown)
        said = "".join(policy_pages(newest)).replace(" ", "")
        for row in newest.clauses.all():
            # A page may end within the text: its beginning is enough.
            assert f"{row.number}{spoken(row)}{row.heading}".replace(" ", "") in said
            assert "".join(row.text.split())[:30] in said

    def test_strength_and_notes_stand_beside_the_words(self):
        said = " ".join(policy_pages(version()))
        assert "8.3.2 Must not Copyright An authorised representative must not post" in said
        assert "The document’s words: authorised representatives must not" in said
        assert "Editor’s note: Responding is barred too." in said

    def test_whom_it_binds_and_since_when_stands_at_the_head(self):
        first = policy_pages(version())[0]
        assert "Binds Victorian DHS employees; Victorian youth justice staff" in first
        assert "When In force since 9 August 2011" in first

    def test_offences_stand_in_a_table_as_printed(self):
        said = " ".join(policy_pages(version(1, "gcc-safer-social-media")))
        assert "Offence Tried summarily On indictment 4.2.1 Threats to kill" in said
        assert "10 years in prison" in said

    def test_practice_says_whether_it_is_best_safe_or_poor(self):
        said = " ".join(policy_pages(version(1, "gcc-safer-social-media")))
        assert all(f"{kind} practice" in said for kind in ("Best", "Safe", "Poor"))


class TestAComparison:
    def test_what_came_and_went_is_said_in_words(self):
        said = " ".join(compared_pages(1, 3))
        assert "9 changed, 3 moved, 7 added and 2 removed." in said
        assert "CHANGED 7.2 Employees" in said
        assert "[removed] contractors and temporary staff. [added] contractors, temporary" in said
        assert "MOVED 2.5 Who speaks Moved from 8.1.4" in said
        assert "Strength: [removed] Advised [added] Should" in said
        assert "30 clauses unchanged, 5 of them with another number" in said

    def test_two_versions_that_do_not_differ(self):
        [page] = compared_pages(3, 3)
        assert "No clause differs. 185 unchanged." in page


class TestTheFile:
    def test_it_keeps_the_standard_for_screen_readers(self):
        shown = version()
        [words] = texts(shown)
        assert is_accessible(printing.policy_pdf(shown, words, portal=PORTAL))
        assert is_accessible(printing.clause_pdf(clause("dhs-038"), on=None, portal=PORTAL))

    def test_only_fonts_that_come_along_are_in_it(self):
        made = printing.clause_pdf(clause("dhs-038"), on=None, portal=PORTAL)
        assert b"LibertinusSerif" in made
        assert b"DejaVuSansMono" in made
        families = {font.family for font in typesetting.fonts().fonts()}
        assert families == {
            "DejaVu Sans Mono",
            "Libertinus Serif",
            "New Computer Modern",
            "New Computer Modern Math",
        }

    def test_headings_never_skip_a_rank_whatever_the_levels(self):
        shown = version()
        [words] = texts(shown)
        for row in words:
            row.path = row.path if len(row.path) == 1 else [*row.path, 1, 1]
        depths = [
            part["depth"]
            for part in printing.policy_data(shown, words, portal=PORTAL)["parts"]
            if part["as"] == "heading"
        ]
        assert all(after <= before + 1 for before, after in pairwise(depths))
        assert is_accessible(printing.policy_pdf(shown, words, portal=PORTAL))


class TestWhatPeopleWrote:
    """Text goes to Typst as data: nothing in it is code, markup or a missing file."""

    @example(heading='#eval("1+1") $x$ *b* _i_ `c` @ref <label> \\ // #include "/etc/passwd"')
    @example(heading="{#let x} {{ value }} {% tag %}")
    @example(heading="policy 中文 العربية 🙂")
    @given(heading=st.text(max_size=80))
    @settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_no_text_becomes_markup_or_stops_the_press(self, heading):
        row = clause("dhs-038")
        row.heading = heading
        data = printing.clause_data(row, on=None, portal=PORTAL)
        assert data["name"].endswith(heading)
        made = pages(printing.compiled("clause", data))
        if heading.isascii() and heading.isprintable():
            assert "".join(heading.split()) in "".join("".join(made).split())

    def test_markup_of_a_clause_is_kept(self):
        row = clause("dhs-038")
        row.body = (
            '<p>See <a href="https://example.org/?a=1&amp;b=2">this &lt;b&gt;</a> <strong>now</strong>:</p>'
            "<ul><li>one<ul><li>inner</li></ul></li><li>two</li></ul><ol><li>first</li><li>then</li></ol>"
            "<blockquote><p>said</p></blockquote>"
        )
        made = printing.clause_pdf(row, on=None, portal=PORTAL)
        [page] = pages(made)
        assert "See this <b> now : " in page.replace("now:", "now : ")
        assert "1. first 2. then" in page
        assert b"https://example.org/?a=1&b=2" in made

    def test_a_very_long_clause_runs_over_pages(self):
        row = clause("dhs-038")
        row.text = "word " * 4000
        row.body = f"<p>{row.text}</p>"
        assert len(pages(printing.clause_pdf(row, on=None, portal=PORTAL))) > 3
