"""The best pairing, held against trying every pairing."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from policies.drafting.importing.assigning import best_assignment

WEIGHTS = st.dictionaries(
    st.integers(0, 4),
    st.dictionaries(st.integers(0, 4), st.integers(0, 20).map(lambda n: n / 20), max_size=5),
    max_size=5,
)


def best(weights: dict[int, dict[int, float]]) -> float:
    """The largest sum of any pairing."""
    rows = list(weights)
    columns = [*range(5), *([None] * len(rows))]
    return max(
        sum(weights[row].get(column, 0) for row, column in zip(rows, chosen, strict=True))
        for chosen in set(permutations(columns, len(rows)))
    )


@given(WEIGHTS.filter(lambda w: len(w) <= 3))
def test_no_pairing_is_better(weights):
    found = best_assignment(weights)
    assert len(set(found.values())) == len(found)
    total = sum(weights[row][column] for row, column in found.items())
    assert abs(total - best(weights)) < 1e-9


def test_two_good_pairs_go_before_one_that_is_best():
    weights = {"a": {1: 1.0, 2: 0.85}, "b": {1: 0.85, 2: 0.1}}
    assert best_assignment(weights) == {"a": 2, "b": 1}
