"""Whatever the paragraphs: each is placed in a clause or reported, and its words are in the clause."""

import re
from collections import Counter

from docx.document import Document as WordDocument
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.drafting.importing.reading import read
from policies.drafting.importing.source import Reading
from policies.drafting.importing.tree import as_json, from_json, walk
from tests.support.papers import word

WORDS = st.sampled_from(
    (
        *("staff", "must", "not", "post", "Do", "Poor practice", "1.", "(a)", "2.1", "Page 3"),
        *("“ask”", "<b>&", "o", "–", "a_b*c", "\u00a0", "http://x.au", "Act:", "(i)", "|"),
        "[bookmark: _Toc1]",
    )
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=7).map(" ".join)
STARTS = st.sampled_from(["", "", "• ", "o ", "  - ", "    · ", "1. ", "\t", " (", ")", "# ", "> "])
ENDS = st.sampled_from(["", ".", ":", "\n", "?", ": -"])
LINES = st.lists(st.tuples(STARTS, SENTENCES, ENDS).map("".join), min_size=1, max_size=14)
STYLES = ["Normal", "Heading 1", "Heading 3", "Title", "List Bullet", "List Number 2", "Quote"]
LAID_OUT = st.lists(
    st.tuples(st.sampled_from([*STYLES, "table", "bold"]), SENTENCES), min_size=1, max_size=12
)


def bare(text: str) -> str:
    """The letters and digits of a text, for what is only laid out another way."""
    return re.sub(r"[\W_]+", "", text)


def require_all_there(reading: Reading) -> None:
    """Each paragraph once in one of the two lists; what is placed is said by its clause."""
    numbers = [number for number, _, _ in [*reading.placed, *reading.unplaced]]
    assert sorted(numbers) == [p.number for p in reading.paragraphs]
    assert all(why and "not understood" not in why for _, _, why in reading.unplaced)
    clauses = {clause.key: clause for clause in walk(reading.tree)}
    source = {p.number: p.printed for p in reading.paragraphs}
    for number, _, key in reading.placed:
        assert number in clauses[key].paragraphs
    for clause in clauses.values():
        printed = "".join(source[n] for n in clause.paragraphs).replace("[bookmark: _Toc1]", "")
        found = Counter(bare(f"{clause.number} {clause.heading} {clause.text}"))
        missing = Counter(bare(printed)) - found
        # In a list within a body, HTML says the bullets and counts the numbers.
        assert set(missing) <= set("12oai"), (missing, clause)
    assert from_json(as_json(reading.tree)) == reading.tree


@settings(max_examples=150, deadline=None)
@given(LINES)
def test_no_line_of_a_text_is_lost(lines):
    if "\n".join(lines).strip():
        require_all_there(read("\n".join(lines).encode(), "a.txt"))


@settings(max_examples=60, deadline=None)
@given(LINES)
def test_no_block_of_markdown_is_lost(lines):
    reading = read(("It begins.\n\n" + "\n\n".join(lines)).encode(), "a.md")
    numbers = [number for number, _, _ in [*reading.placed, *reading.unplaced]]
    assert sorted(numbers) == [p.number for p in reading.paragraphs]


@settings(max_examples=40, deadline=None)
@given(LAID_OUT)
def test_no_paragraph_of_a_word_file_is_lost(laid_out):
    def write(paper: WordDocument):
        for style, text in laid_out:
            if style == "table":
                table = paper.add_table(2, 2)
                table.cell(0, 0).text, table.cell(1, 1).text = text, "A cell."
            elif style == "bold":
                paper.add_paragraph().add_run(text).bold = True
            else:
                paper.add_paragraph(text, style=style)

    if any(bare(text) for _, text in laid_out):
        reading = read(word(write), "a.docx")
        require_all_there(reading)
        printed = bare("".join(p.printed for p in reading.paragraphs))
        for _, text in laid_out:
            assert bare(text) in printed
