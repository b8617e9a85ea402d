"""What the rich-text editor posts, as the form takes it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.drafting.forms import EditClauseForm
from policies.drafting.rich import markdown_of
from policies.library.markup import to_html


@pytest.mark.parametrize(
    ("posted", "kept"),
    [
        ("<p>One.</p><p>Two.</p>", "<p>One.</p>\n<p>Two.</p>"),
        ("<ul><li><p>a</p></li><li><p>b</p></li></ul>", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("<p>a<br>b</p>", "<p>a<br>\nb</p>"),
        ('<p><a href="/c/yj-070/" target="_blank">x</a></p>', '<p><a href="/c/yj-070/">x</a></p>'),
        ('<p onclick="x()">a<script>x()</script></p>', "<p>a</p>"),
        ('<p><a href="javascript:x()">a</a></p>', "<p>a</p>"),
        ("<h1>Big</h1><table><tr><td>cell</td></tr></table>", "<p>Bigcell</p>"),
        ("<p>2 * 3 * 4 and [x](y) stay</p>", "<p>2 * 3 * 4 and [x](y) stay</p>"),
    ],
)
def test_what_is_posted_is_kept_clean(posted, kept):
    html = to_html(markdown_of(posted))
    assert html.replace(' rel="noopener noreferrer"', "") == kept


@given(st.text(max_size=60))
def test_anything_at_all_is_taken(posted):
    html = to_html(markdown_of(posted))
    assert to_html(markdown_of(html)) == html


def test_nested_beyond_reason_gives_its_words():
    assert markdown_of("<blockquote>" * 5_000 + "deep") == "deep"
    assert "word" in markdown_of("<p>word</p>" * 50_000)


def test_the_editor_wins_over_the_box_beside_it():
    form = EditClauseForm({"body": "box", "body_html": "<p><em>editor</em></p>"})
    assert form["body"].value() == "*editor*"
    assert EditClauseForm({"body": "box"})["body"].value() == "box"


def test_the_box_carries_the_same_text_for_the_editor():
    shown = str(EditClauseForm(initial={"body": "a </textarea> **b**"})["body"])
    assert "&lt;p&gt;a &amp;lt;/textarea&amp;gt; &lt;strong&gt;b" in shown
    assert "data-rich-html" not in str(EditClauseForm(initial={"body": "x" * 200_001})["body"])
