"""Web pages and Markdown."""

from policies.drafting.importing.reading import read
from tests.support.papers import flat, left_out, outline, read_text, said


def test_a_page_keeps_its_headings_lists_links_and_emphasis():
    reading = read_text(
        "<html><head><title>T</title><style>p{}</style></head><body>"
        "<h1>Media policy</h1><h2>Rules</h2>"
        "<p>Read <a href='https://example.org/a'>this</a> <b>now</b>,<br>please.</p>"
        "<p>Staff must:<ul><li>ask<ul><li>twice</ul><li><p>wait</p><p>long</p></ul>"
        "<h2>End</h2><p onclick='x()'>It ends.<script>alert(1)</script></p></body></html>",
        "policy.html",
    )
    assert outline(reading) == [
        "1 Rules",
        "1.1 Read this now,\nplease.",
        "1.2 Staff must:",
        "1.2.1 ask\ntwice",
        "1.2.2 wait\nlong",
        "2 End",
        "2.1 It ends.",
    ]
    body = said(reading, "Read this").body
    assert '<a href="https://example.org/a" rel="noopener noreferrer">this</a>' in body
    assert "<strong>now</strong>" in body
    assert "<br>" in body
    assert left_out(reading) == {"Media policy": "the document’s title: the policy keeps its own"}


def test_no_script_or_strange_address_gets_through():
    reading = read_text(
        "<p>A <a href='javascript:alert(1)'>link</a> <img src=x onerror=alert(1)> and "
        "&lt;script&gt;alert(1)&lt;/script&gt;</p>",
        "a.htm",
    )
    [clause] = reading.tree
    assert "javascript" not in clause.body
    assert "<script" not in clause.body
    assert "onerror" not in clause.body
    assert clause.text == "A link and <script>alert(1)</script>"


def test_navigation_hidden_text_and_comments_are_reported():
    reading = read_text(
        "<nav>Home</nav><!-- old --><p hidden>Gone</p><p style='display:none'>Off</p><p>Here.</p>",
        "a.html",
    )
    assert [c.text for c in flat(reading)] == ["Here."]
    assert left_out(reading) == {
        "Home": "navigation of the web page",
        "old": "a comment, which pages do not show",
        "Gone": "hidden on the web page",
        "Off": "hidden on the web page",
    }


def test_tables_of_labels_and_grids_of_practice():
    reading = read_text(
        "<table><tr><td>Owner</td><td>Media Branch</td></tr></table><h1>Use</h1>"
        "<table><tr><th></th><th>Best practice</th><th>Poor practice</th></tr>"
        "<tr><td>Phones</td><td>Use the work phone.</td><td><p>You use your own.</p>"
        "<p>You keep numbers.</p></td></tr></table>",
        "a.html",
    )
    assert (reading.tree[0].heading, reading.tree[0].kind) == ("Owner", "metadata")
    phones = said(reading, "Phones")
    assert [(c.text, c.column) for c in phones.children] == [
        ("Use the work phone.", "best"),
        ("You use your own.", "poor"),
        ("You keep numbers.", "poor"),
    ]
    assert not reading.unplaced


def test_a_table_with_headings_says_them_in_every_row():
    reading = read_text(
        "<table><tr><th>Who</th><th>Does</th><th>By</th></tr>"
        "<tr><td>Worker</td><td>Asks</td><td>today</td></tr>"
        "<tr><td>Leader</td><td>Answers</td><td>Friday</td></tr></table>",
        "a.html",
    )
    worker, leader = reading.tree
    assert (worker.heading, leader.heading) == ("Worker", "Leader")
    assert leader.text.splitlines() == ["Does", "Answers", "By", "Friday"]
    assert len(worker.paragraphs) == 6


def test_a_page_that_says_its_encoding_nowhere():
    [clause] = read("<p>It’s “here”</p>".encode("windows-1252"), "a.html").tree
    assert clause.text == "It’s “here”"


def test_markdown_with_front_matter_headings_and_lists():
    reading = read_text(
        "---\ntitle: X\n---\n# Policy\n\n## Rules\n\nStaff **must**:\n\n1. ask\n2. wait\n\n"
        "Setext\n------\n\n> Quoted.\n\n| A | B |\n|---|---|\n| Owner | Branch |\n",
        "a.md",
    )
    assert outline(reading) == [
        "1 Rules",
        "1.1 Staff must:",
        "1.1.1 1 ask",
        "1.1.2 2 wait",
        "2 Setext",
        "2.1 Quoted.",
        "2.2 Owner",
    ]
    assert said(reading, "Quoted").body == "<blockquote>\n<p>Quoted.</p>\n</blockquote>"
    assert left_out(reading)["title: X"] == "front matter: facts about the file"


def test_html_in_a_file_called_text_is_read_as_html():
    assert outline(read_text("<!DOCTYPE html><p>It is here.</p>")) == ["1 It is here."]
