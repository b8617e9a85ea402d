import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.guides.lettering import balanced, width, wrapped

LONG = "Is the information open to anyone, and can you read it without giving away your details?"
LETTERS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=60)


@pytest.mark.parametrize(
    ("text", "pixels"), [("", 0), ("iiii", 8.88), ("MMMM", 33.32), ("Yes", 17.23), ("“No”", 19.44)]
)
def test_letters_are_as_wide_as_those_of_arial(text, pixels):
    assert width(text, 10) == pytest.approx(pixels, rel=0.03)


def test_bold_letters_are_wider():
    assert width("Your answer", 14, bold=True) > width("Your answer", 14) * 1.05


@given(st.lists(LETTERS, max_size=12).map(" ".join), st.sampled_from([40, 160, 208]))
def test_no_line_is_too_wide_and_no_letter_is_lost(text, most):
    for lines in (wrapped(text, 15, most), balanced(text, 15, most)):
        assert "".join(lines).replace(" ", "") == "".join(text.split())
        assert all(width(line, 15) <= most for line in lines)


def test_lines_break_between_words():
    lines = wrapped(LONG, 15, 208)
    assert " ".join(lines) == LONG
    assert len(lines) == 4


def test_a_word_wider_than_a_line_is_broken():
    assert len(wrapped("x" * 100, 15, 100)) > 5


def test_balanced_lines_are_as_few_and_more_even():
    plain = wrapped("Where the young person is", 14, 160)
    even = balanced("Where the young person is", 14, 160)
    assert plain == ("Where the young person", "is")
    assert even == ("Where the", "young person is")
