"""No figure shown is that of a group of one to four, nor lets one be worked out."""

from itertools import accumulate
from statistics import median_low

from hypothesis import given
from hypothesis import strategies as st

from policies.consultations.counting import FEWEST, in_sequence, median, merged

COUNTS = st.lists(st.integers(0, 12), max_size=12)


def named(counts: list[int]) -> list[tuple[str, int]]:
    return [(f"Month {n}", count) for n, count in enumerate(counts)]


@given(COUNTS)
def test_groups_are_shown_whole_or_merged(counts):
    bars = merged(dict(named(counts)), others="Others")
    assert all(bar.count >= FEWEST for bar in bars)
    assert sum(bar.count for bar in bars) == (sum(counts) if sum(counts) >= FEWEST else 0)
    for bar in bars:
        assert bar.label == "Others" or dict(named(counts))[bar.label] == bar.count


@given(COUNTS)
def test_others_are_never_a_single_small_group(counts):
    """Whoever knows the total learns no more than what is shown."""
    bars = merged(dict(named(counts)), others="Others")
    shown = {bar.label for bar in bars}
    hidden = [count for label, count in named(counts) if label not in shown and count]
    assert not hidden or not bars or sum(hidden) >= FEWEST


@given(COUNTS)
def test_a_sequence_keeps_its_order_and_its_total(counts):
    bars = in_sequence(named(counts))
    total = sum(counts)
    assert sum(bar.count for bar in bars) == (total if total >= FEWEST else 0)
    assert all(bar.count == 0 or bar.count >= FEWEST for bar in bars)
    if bars:
        assert bars[0].label.startswith("Month 0")
        assert bars[-1].label.endswith(f"Month {len(counts) - 1}")
        # Each bar ends where one of the counted months ends.
        assert set(accumulate(bar.count for bar in bars)) <= set(accumulate(counts))


def test_a_small_month_joins_the_next_and_the_last_the_one_before():
    bars = in_sequence([("May", 2), ("June", 4), ("July", 9), ("August", 0), ("September", 1)])
    assert [(bar.label, bar.count) for bar in bars] == [
        ("May to June", 6),
        ("July to September", 10),
    ]


def test_the_smallest_shown_joins_what_is_too_small():
    bars = merged({"a": 20, "b": 7, "c": 2}, others="Others")
    assert [(bar.label, bar.count) for bar in bars] == [("a", 20), ("Others", 9)]


@given(st.lists(st.integers(0, 40), max_size=60))
def test_the_median_is_that_of_all_values(values):
    counted = [(value, values.count(value)) for value in set(values)]
    expected = median_low(values) if len(values) >= FEWEST else None
    assert median(counted) == expected
