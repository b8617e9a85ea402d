"""No number is typed twice: what a guide says names the contact, and the contact has the number."""

import re
from dataclasses import replace

import pytest

from policies.guides.checks import check
from policies.guides.rules import bare
from tests.unit.policies.guides.fixtures import FIXTURES, context
from tests.unit.policies.guides.samples import CONTEXT, guide, outcome, question

WAYS = {"61390960779": "web-design", "90960779": "web-design", "web@example.org": "web-design"}


def faults(text: str, place: str = "answer") -> list[str]:
    """What the gate says of contacts where an outcome, or a question, says `text`."""
    asked, end = question("first", {"yes": "end", "no": "end"}), outcome("end")
    if place == "question":
        asked["hint"] = text
    else:
        end[place] = {"advice": [text], "do": [{"role": "case-manager", "task": text}]}.get(
            place, text
        )
    report = check(guide([asked], [end]), replace(CONTEXT, ways=WAYS))
    return [fault.message for fault in report.faults if fault.rule == "contacts"]


@pytest.mark.parametrize("place", ["answer", "advice", "do", "question"])
def test_a_number_of_a_contact_is_refused_wherever_it_is_typed(place):
    [message] = faults("Ring 9096 0779 first.", place)
    assert "types out 9096 0779, where 'web-design' is reached: name the contact" in message


@pytest.mark.parametrize(
    "text",
    ["On 9096-0779.", "(9096) 0779", "+61 3 9096 0779", "Write to Web@Example.org.", "9096.0779!"],
)
def test_however_it_is_written(text):
    assert faults(text)


@pytest.mark.parametrize(
    "text",
    ["Ring 999 now.", "Ring 9096 0778.", "Clause 12.3.4 (2010) holds.", "web@example.com", "999"],
)
def test_what_is_no_contacts_is_taken(text):
    assert faults(text) == []


def test_each_is_named_once_for_its_place():
    assert len(faults("9096 0779, or 9096 0779.")) == 1


@pytest.mark.parametrize(
    ("way", "compared"), [("(03) 9096-0779", "0390960779"), ("A.B@C.org", "a.b@c.org")]
)
def test_numbers_and_addresses_compare_by_what_counts(way, compared):
    assert bare(way) == compared


@pytest.mark.parametrize("name", ["guides/**/*", "matters", "roles", "consultation_types"])
def test_the_sample_types_none_twice(name):
    found = [path for path in FIXTURES.glob(f"{name}.yaml") if typed(path.read_text())]
    assert found == []


def test_the_directory_itself_would_be_noticed():
    assert len(typed((FIXTURES / "directory.yaml").read_text())) > 5


def typed(text: str) -> list[str]:
    """The numbers and addresses of contacts that stand in a file, wherever its lines break."""
    words = " ".join(text.split())
    ways = re.findall(r"\b\d{4} \d{4}\b|[\w.]+@[\w.]+\w", words)
    return [way for way in ways if bare(way) in context().ways]
