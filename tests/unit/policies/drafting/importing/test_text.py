"""Plain text: its headings, lists, broken lines, boxes and residue, whatever program wrote it."""

import pytest

from policies.drafting.importing.reading import read
from tests.support.papers import flat, left_out, outline, read_text, said


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "windows-1252"])
def test_every_encoding_gives_the_same_words(encoding):
    text = "Scope\n\nIt’s for “staff” – and no one else…\n"
    [clause] = read(text.encode(encoding), "a.txt").tree[0].children
    assert clause.text == "It’s for “staff” – and no one else…"


def test_no_break_spaces_tabs_and_soft_hyphens_are_tidied_away():
    [clause] = read_text("See s.\u00a0534\tof the Co\u00adde.").tree
    assert clause.text == "See s. 534 of the Code."


def test_headings_are_short_lines_that_stand_apart():
    reading = read_text(
        "Purpose\n\nThis is why.\n\nScope\n\nIt is for staff.\nNobody else.\n\nDo not pass it on."
    )
    assert outline(reading) == [
        "1 Purpose",
        "1.1 This is why.",
        "2 Scope",
        "2.1 It is for staff.",
        "2.2 Nobody else.",
        "2.3 Do not pass it on.",
    ]


def test_headings_that_follow_each_other_stand_in_each_other():
    reading = read_text("The rules\n\nAt work\n\nStaff must ask.\n\nAt home\n\nStaff may post.")
    assert outline(reading)[:2] == ["1 The rules", "1.1 At work"]
    assert outline(reading)[3] == "1.2 At home"


def test_numbers_give_the_rank_of_headings_and_the_numbers_of_clauses():
    reading = read_text(
        "1. Purpose\n\nThis is why.\n\n1.1 Reach\n\nIt reaches far.\n\n2. Rules\n\n"
        "1. Staff must ask before they post anything at all.\n"
        "2. Staff must keep what they post.\n"
    )
    assert outline(reading) == [
        "1 1 Purpose",
        "1.1 This is why.",
        "1.2 1.1 Reach",
        "1.2.1 It reaches far.",
        "2 2 Rules",
        "2.1 1 Staff must ask before they post anything at all.",
        "2.2 2 Staff must keep what they post.",
    ]


@pytest.mark.parametrize("glyph", ["•", "·", "o", "–", "-", "*", "▪", "\uf0b7"])
def test_items_under_must_are_rules_of_their_own(glyph):
    reading = read_text(f"Staff must:\n{glyph} ask first\n{glyph}\tkeep a record\n")
    [lead] = reading.tree
    assert [c.text for c in lead.children] == ["ask first", "keep a record"]
    assert {(c.kind, c.strength, c.strength_words) for c in [lead, *lead.children]} == {
        ("duty", "must", "must")
    }
    assert not any(c.certain for c in flat(reading))


def test_lists_in_lists_keep_their_depth_by_indent_and_by_glyph():
    by_indent = read_text("Staff must:\n  • ask:\n    • the leader\n    • the manager\n  • wait\n")
    by_glyph = read_text("Staff must:\n• ask:\no the leader\no the manager\n• wait\n")
    for reading in (by_indent, by_glyph):
        assert outline(reading) == [
            "1 Staff must:",
            "1.1 ask:",
            "1.1.1 the leader",
            "1.1.2 the manager",
            "1.2 wait",
        ]


def test_a_list_of_things_stays_within_its_clause():
    [clause] = read_text("Social media may include:\n• blogs\n  – of staff\n• wikis\n").tree
    assert clause.body == (
        "<p>Social media may include:</p>\n<ul>\n<li>blogs\n<ul>\n<li>of staff</li>\n</ul>\n</li>\n"
        "<li>wikis</li>\n</ul>"
    )
    assert (clause.kind, clause.paragraphs) == ("example", [1, 2, 3, 4])


def test_lines_that_a_program_broke_are_one_paragraph():
    text = (
        "Staff of the department must ask their team leader before they\n"
        "post anything about the department, and they must keep a record of\n"
        "what they posted for seven years after the day on which it was\n"
        "posted.\n\n"
        "They should also tell their manager whenever somebody outside of the\n"
        "department answers to what they posted.\n"
    )
    reading = read_text(text)
    assert [c.paragraphs for c in reading.tree] == [[1, 2, 3, 4], [5, 6]]
    assert reading.tree[1].text.endswith("outside of the department answers to what they posted.")


def test_text_boxes_in_brackets_stay_together_and_their_edges_are_reported():
    reading = read_text(
        "Rules for phones.\n (\nInappropriate\nUse your \nown\n phone.\nPlay games.\n) (\n"
        "Appropriate\nSwitch it off.\n)\nAll of this is guidance.\n"
    )
    first, second = said(reading, "Inappropriate"), reading.tree[2]
    assert [c.text for c in first.children] == ["Use your own phone.", "Play games."]
    assert {(c.kind, c.column) for c in first.children} == {("prohibition", "dont")}
    assert [(c.text, c.column) for c in second.children] == [("Switch it off.", "do")]
    assert set(left_out(reading)) == {"(", ") (", ")"}


def test_the_label_of_an_unknown_box_is_left_to_a_person():
    reading = read_text("Pictures.\n (\nYou keep them.\n)\n (\nPoor\n practice\n)\nThat is all.\n")
    assert "which box" in left_out(reading)["Poor"] == left_out(reading)["practice"]
    assert said(reading, "You keep them").column == ""


def test_bookmark_residue_is_taken_off_and_marks_headings():
    reading = read_text(
        "[bookmark: _Toc402353517]Introduction\nThis is new.\n[bookmark: _Toc4]\n"
        "· [bookmark: _Toc5]would I like it?\n"
    )
    assert outline(reading) == ["1 Introduction", "1.1 This is new.", "1.2 would I like it?"]
    assert left_out(reading) == {"[bookmark: _Toc4]": "a mark that was left of a bookmark"}


def test_labels_with_values_at_the_head_are_facts_about_the_document():
    reading = read_text(
        "Policy No:\n\tOwner:\n\tThe Media Branch\n\n\tReview date\n\t1 December 2015\n\n"
        "[bookmark: _Toc1]Purpose\nIt is for staff.\n"
    )
    facts = [(c.heading, c.text, c.kind) for c in reading.tree[:3]]
    assert facts == [
        ("Policy No", "", "metadata"),
        ("Owner", "The Media Branch", "metadata"),
        ("Review date", "1 December 2015", "metadata"),
    ]


def test_page_heads_and_numbers_are_recognised_and_reported():
    pages = [f"Media policy\n\nStaff must do thing {n} first.\n\nPage {n} of 4\n" for n in range(4)]
    reading = read_text("\n".join(pages))
    assert [c.text for c in flat(reading)] == [f"Staff must do thing {n} first." for n in range(4)]
    why = [why for _, _, why in reading.unplaced]
    assert why.count("a page number") == 4
    assert why.count("repeated at the head or foot of pages") == 4


def test_what_merely_comes_again_is_kept():
    text = "Rules\n\n" + "Ring the manager on 9096 0779.\n\nStaff must ask.\n\n" * 4
    assert not read_text(text).unplaced


def test_a_paragraph_longer_than_a_clause_is_parted_and_keeps_every_word():
    words = " ".join(f"Word {n} is here." for n in range(3_000))
    reading = read_text(words)
    assert len(reading.tree) > 1
    assert " ".join(c.text for c in reading.tree).split() == words.split()
    assert all(len(c.body) < 20_000 and c.paragraphs == [1] for c in reading.tree)


def test_a_heading_that_leads_on_is_named_without_what_leads():
    reading = read(b"HOUSE RULES\n\nDo: -\n\n- Ask first.\n- Write it down.\n", "a.txt")
    assert [c.heading for c in flat(reading) if c.kind == "section"] == ["HOUSE RULES", "Do"]
