"""What the staff of each policy set read in the guides: nothing of another's services, and whom to ask."""

import re
from collections.abc import Iterator
from functools import cache

import pytest
import yaml

from policies.guides.compiled import CompiledGuide, Outcome, Question
from policies.guides.engine import replay
from policies.guides.paths import each_path
from tests.unit.policies.guides.fixtures import FIXTURES, guides

SETS = ("YJ", "DHS", "DSS", "GCC", "PC")

# Whose the services are, and how a text would name them.
ENGLAND = r"\b999\b|\b101\b|CEOP|Internet Watch|\bIWF\b|kidsmart|safetynetkids|Childline|NSPCC"
VICTORIA = (
    r"9096|vic\.gov\.au|VicGov|Victoria|Media Unit|Communication Committee|Digital Engagement"
    r"|Web and Design|Corporate Communications|Director of Communications|Integrity Information"
    r"|Yammer|VPS Hub|section 534"
)
COMMONWEALTH = r"dss\.gov\.au|\bDSS\b|\bAPSC?\b|\bCMB\b|STAFFnet|Communication Account Manager"
GCC = r"\bGCC\b|designated person|ICT section|senior managers"
MEMBERS = r"Probation|Cafcass|\bNapo\b"
YOUTH_JUSTICE = r"youth justice|team leader|Assistant Director|Senior Practice Advisor"
OTHERS = {
    "YJ": (ENGLAND, COMMONWEALTH, GCC, MEMBERS),
    "DHS": (ENGLAND, COMMONWEALTH, GCC, MEMBERS, YOUTH_JUSTICE, "Web and Design"),
    "DSS": (ENGLAND, VICTORIA, GCC, MEMBERS, YOUTH_JUSTICE, "Department of Human Services"),
    "GCC": (VICTORIA, COMMONWEALTH, MEMBERS, YOUTH_JUSTICE, r"\b000\b"),
    "PC": (ENGLAND, VICTORIA, COMMONWEALTH, GCC, YOUTH_JUSTICE, r"\b000\b"),
}
# Where a set's documents print no number for an emergency.
NO_NUMBER = ("YJ", "DHS", "DSS", "PC")
DANGER = "If somebody may be in danger right now, call the emergency services first"


@cache
def contacts() -> dict[str, dict]:
    text = (FIXTURES / "directory.yaml").read_text()
    return {contact["key"]: contact for contact in yaml.safe_load(text)["contacts"]}


@cache
def job_sets() -> dict[str, str]:
    text = (FIXTURES / "roles.yaml").read_text()
    return {role["key"]: role["policy_set"] for role in yaml.safe_load(text)["job_roles"]}


def seen(guide: CompiledGuide, code: str) -> tuple[set[str], set[str]]:
    """The keys of the questions and of the outcomes that the staff of a set come to."""
    asked, ends = set(), set()
    for answers, place in each_path(guide, code):
        asked |= {step.question.key for step in replay(guide, code, answers).path}
        if isinstance(place, Outcome):
            ends.add(place.key)
    return asked, ends


def said(place: Question | Outcome) -> Iterator[str]:
    """All that a page says of it."""
    if isinstance(place, Question):
        yield from (place.text, place.hint, *(option.label for option in place.options))
    else:
        yield from (place.answer, *place.advice)
        yield from (words for todo in place.do for words in (todo.task, todo.by))


def called(place: Outcome) -> list[dict]:
    """The contacts that an outcome names, in the order of its page."""
    return [contacts()[key] for key in (*place.approve, *place.consult, *place.notify)]


def outcomes(code: str) -> Iterator[tuple[str, Outcome]]:
    """Every outcome that the staff of a set come to, with its guide."""
    for guide in guides().values():
        if code in guide.sets:
            for key in sorted(seen(guide, code)[1]):
                yield guide.slug, guide.outcomes[key]


@pytest.mark.parametrize("code", SETS)
def test_nothing_names_the_services_of_others(code):
    theirs = re.compile("|".join(OTHERS[code]))
    found = []
    for guide in guides().values():
        asked, ends = seen(guide, code)
        places = [guide.questions[key] for key in asked] + [guide.outcomes[key] for key in ends]
        texts = [guide.title, guide.summary, *(text for place in places for text in said(place))]
        found += [(guide.slug, text) for text in texts if theirs.search(text)]
    assert found == []


@pytest.mark.parametrize("code", SETS)
def test_every_contact_and_every_task_is_for_them(code):
    contacted = {(slug, c["key"]) for slug, o in outcomes(code) for c in called(o)}
    assert {
        (slug, key)
        for slug, key in contacted
        if contacts()[key]["sets"] and code not in contacts()[key]["sets"]
    } == set()
    given = {(slug, todo.role) for slug, o in outcomes(code) for todo in o.do}
    house = {"YJ": {"YJ", "DHS"}}.get(code, {code})  # the department decides on what both ask for
    assert {(slug, role) for slug, role in given if job_sets()[role] not in house} == set()


@pytest.mark.parametrize("code", SETS)
def test_silence_says_whom_to_ask(code):
    silent = [(slug, o) for slug, o in outcomes(code) if o.standing == "silent"]
    assert silent
    assert [(slug, o.key) for slug, o in silent if not called(o)] == []


def test_an_emergency_begins_with_a_number_to_ring():
    urgent = [(code, o) for code in SETS for _, o in outcomes(code) if o.standing == "emergency"]
    assert {code for code, _ in urgent} == {"GCC"}
    for _, outcome in urgent:
        assert called(outcome)[0]["phone"] == "999"
        assert outcome.answer.startswith("Ring 999 now")
        assert outcome.do[0].task == "Ring 999"


@pytest.mark.parametrize("code", NO_NUMBER)
def test_who_worries_about_somebody_reads_first_to_call_the_emergency_services(code):
    for slug in ("worried-about-whereabouts", "child-at-risk-online"):
        guide = guides()[slug]
        ends = [guide.outcomes[key] for key in seen(guide, code)[1]]
        assert ends
        assert [o.key for o in ends if not o.advice[0].startswith(DANGER)] == []


@pytest.mark.parametrize("text", ["999", "Ring 9096 0779", "Ask CMB", "the designated person"])
def test_a_leak_would_be_noticed(text):
    finders = {code: re.compile("|".join(OTHERS[code])) for code in SETS}
    owners = {"999": {"GCC"}, "Ring 9096 0779": {"YJ", "DHS"}, "Ask CMB": {"DSS"}}
    silent = {code for code in SETS if not finders[code].search(text)}
    assert silent == owners.get(text, {"GCC"})
