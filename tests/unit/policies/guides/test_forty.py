"""The guides of the sample library, one for each of forty decisions and the landing guide that leads to
them, against the whole gate and with every link broken.
"""

import pytest

from policies.guides import prohibitions, scenarios
from policies.guides.checks import check
from tests.support.mutants import DIFF, GATE, SCENARIO, judge
from tests.unit.policies.guides.fixtures import context, guides, located

SETS = {"YJ", "DHS", "DSS", "GCC", "PC"}
NAMES = sorted(located())
# Long ones, whose mutants take longer than all the others' together, are tried by
# `python -m tests.support.mutants`.
LARGE = {"post-about-work", "publish-official-post"}


LANDING = "what-happened"


def test_there_are_forty_and_they_serve_every_set():
    assert len(set(NAMES) - {LANDING}) == 40
    assert {name: guide.slug for name, guide in guides().items()} == {n: n for n in NAMES}
    assert set().union(*(guide.sets for guide in guides().values())) == SETS
    assert len({guide.decision for guide in guides().values() if guide.decision}) == 40


@pytest.mark.parametrize("name", NAMES)
def test_each_passes_the_whole_gate(name):
    report = check(located()[name].definition, context())
    assert report.faults == ()
    assert report.to_sign == ()
    assert report.proof == "enumerated"


def test_each_scenario_ends_where_it_should():
    results = [
        scenarios.run(guide, scenario)
        for guide in guides().values()
        for scenario in guide.scenarios
    ]
    assert len(results) >= 400
    assert [result.wrong for result in results if not result.ok] == []


def test_every_prohibition_is_reached():
    report = prohibitions.coverage(guides().values(), context())
    assert len(report.rows) > 90
    assert report.missing == ()
    assert set(report.by_policy()) == {
        "yj-social-media",
        "dhs-social-media",
        "dss-social-media",
        "gcc-safer-social-media",
        "pc-social-media",
    }


@pytest.mark.parametrize("name", sorted(set(NAMES) - LARGE))
def test_no_broken_link_goes_unnoticed(name):
    tally = judge(located()[name].definition, context())
    assert tally.survivors == []
    assert tally.changing == sum(tally.caught[who] for who in (GATE, SCENARIO, DIFF)) > 0
