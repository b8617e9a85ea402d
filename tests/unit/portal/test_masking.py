"""Masking: whatever is found in a text is not in it afterwards, and the rest still is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.identifiers import LEFT_OUT, find, mask

PIECES = [
    "kid@example.com", "kid (at) example (dot) com", "@kiddo", "snapchat: kid_99", "insta: kid.o.99",
    "https://facebook.com/kid.o", "www.site.org/~kid", "0412 345 678", "+61 412 345 678",
    "(03) 9123 4567", "Kid#1234", "user name: Kiddo", "k\u200bid@exa\u00admple.com", "＠kiddo",
]  # fmt: skip
WORDS = [
    "the",
    "young person",
    "rang",
    "on",
    "12/03/2026",
    "13 11 14",
    "section 12",
    "YJ-4471",
    ".",
]


@pytest.mark.parametrize("piece", PIECES)
def test_each_kind_is_replaced_by_its_name(piece):
    masked = mask(f"Then {piece} came.")
    assert masked.startswith("Then ")
    assert masked.endswith(" came.")
    assert "[" in masked
    assert find(masked) == []


@given(
    st.lists(st.sampled_from(PIECES + WORDS), max_size=12), st.sampled_from([" ", ", ", "\n", ""])
)
def test_nothing_found_stays(pieces, between):
    assert find(mask(between.join(pieces))) == []


@given(st.text(max_size=200))
def test_any_text_is_masked_or_left_out(text):
    masked = mask(text)
    assert masked == LEFT_OUT or find(masked) == []


def test_what_identifies_nobody_stays_word_for_word():
    text = "On 12/03/2026 the young person rang 13 11 14 about section 12."
    assert mask(text) == text


def test_the_portals_own_numbers_stay():
    assert mask("Ring 9096 0779.", lambda: ["9096 0779"]) == "Ring 9096 0779."
    assert mask("Ring 9096 0779.") == "Ring [telephone number]."
