"""Identity over edited variants of the sample documents; `python -m tests.support.identity_corpus` has all."""

import pytest

from tests.support.identity_corpus import SEEDS, Tally, measure, variants
from tests.support.identity_nodes import documents
from tests.support.identity_steps import EDITS


@pytest.fixture(scope="module")
def found() -> tuple[dict[str, Tally], list[str]]:
    """Every kind of edit of every document, once."""
    tallies, kinds, faults = measure(variants(range(1)))
    assert sum(kinds.values()) == len(EDITS) * len(documents())
    return tallies, faults


def test_the_whole_corpus_is_large_enough():
    assert len(list(variants())) == SEEDS * len(EDITS) * len(documents()) >= 300


def test_nothing_wrong_is_paired_in_silence(found):
    tallies, faults = found
    assert faults == []
    assert sum(tally.wrong for tally in tallies.values()) == 0


def test_what_did_not_change_keeps_its_identity(found):
    unchanged = found[0]["unchanged"]
    assert (unchanged.kept, unchanged.all > 5000) == (unchanged.all, True)


def test_reworded_clauses_are_matched(found):
    reworded = Tally()
    for sort in ("reworded lightly", "reworded heavily"):
        reworded.add(found[0][sort])
    assert reworded.all > 1000
    assert reworded.kept / reworded.all >= 0.95


def test_splits_and_merges_are_asked_about(found):
    for sort in ("split", "merged"):
        tally = found[0][sort]
        assert tally.all > 50
        assert tally.kept / tally.all >= 0.95
