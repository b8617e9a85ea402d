"""Whatever is given for a guide, the gate answers with faults and never with an error."""

import json

import pytest

from policies.guides.checks import Fault, check
from tests.unit.policies.guides.cases import at
from tests.unit.policies.guides.samples import CONTEXT, changed, request_guide


@pytest.mark.parametrize(
    "garbage",
    [
        None,
        True,
        0,
        1.5,
        "guide",
        b"guide",
        [],
        [{}],
        {},
        set(),
        object(),
        {"slug": None},
        {1: 2, None: 3, (4,): 5},
        {"questions": {}, "outcomes": "none", "start": [], "sets": {}},
        {"questions": [None, 1, "q", [], {}, {"key": ["k"], "options": [[], {}, {"key": {}}]}]},
        {"outcomes": [{"key": "o", "do": [None, {"role": []}], "cites": [None, {}, ["x"]]}]},
        {"start": {"YJ": ["q"], 3: "q", None: None}, "sets": [["YJ"], "YJ", "YJ"]},
        {"questions": [{"key": "q", "routes": [{"when": {"is": [[], {}]}, "to": {}}]}]},
        {"slug": "\x00", "title": "\ud800", "sets": ["\x07"]},
    ],
)
def test_garbage_is_a_fault_and_no_error(garbage):
    report = check(garbage, CONTEXT)
    assert not report.ok
    assert all(isinstance(fault, Fault) and fault.node for fault in report.faults)
    json.dumps(report.as_dict())


def test_deep_nesting_is_a_fault_and_no_error():
    deep: object = []
    for _ in range(20_000):
        deep = [deep]
    assert not check(deep, CONTEXT).ok
    assert not check(changed(request_guide(), (at("questions", 0, "text"), deep)), CONTEXT).ok


@pytest.mark.parametrize("text", ["a\x00b", "a\x1bb", "a\ud800b"])
def test_what_a_page_cannot_show_is_a_fault(text):
    for way in (at("title"), at("questions", 0, "options", 0, "label"), at("people_say")):
        broken = changed(request_guide(), (way, [text] if way == at("people_say") else text))
        (fault,) = check(broken, CONTEXT).faults
        assert "holds a character that cannot be shown" in fault.message
