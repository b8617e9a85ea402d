"""A guide of three versions, in force in years in which the policy behind it changed as well.

The policy's second version, of 1 November 2010, has other words in the clause that the guide's
first version cites; its third, of 9 August 2011, in the one that the guide's later ones cite.
"""

from datetime import datetime

from django.utils import timezone

from policies.guides import actions, gate
from policies.guides.models import GuideRun, GuideVersion
from policies.roles.models import PolicySet
from portal.models import User
from tests.unit.policies.guides.samples import guide, outcome

SLUG = "speak-for-us"
FIRST, SECOND, THIRD = "2010-06-01", "2011-01-10", "2012-05-01"
APPROVE = outcome("approve", standing="ask-first", answer="Get approval.", cites=["dhs-059"])
COMMITTEE = outcome("committee", standing="ask-first", answer="Ask them.", cites=["dhs-079"])
FREE = outcome("free", answer="No rule says.", cites=["dhs-003"])


def definition(text: str, official: dict) -> dict:
    """The guide with this question, whose first option leads to the outcome `official`."""
    options = [
        {"key": "official", "label": "For the department", "to": official["key"]},
        {"key": "private", "label": "For myself", "to": "free"},
    ]
    scenarios = [
        {"situation": "You write.", "set": "DHS", "answers": {"who": option["key"]}}
        | {"outcome": option["to"], "signed_by": "The approver", "on": "2026-07-01"}
        for option in options
    ]
    asked = {"key": "who", "text": text, "options": options}
    named = {"slug": SLUG, "title": "I speak for us", "sets": ["DHS"], "scenarios": scenarios}
    return guide([asked], [official, FREE], start={"DHS": "who"}, **named)


def three_versions() -> list[GuideVersion]:
    """Published one after the other, each on its day."""
    return [
        published(definition("For whom do you speak?", APPROVE), FIRST),
        published(definition("For whom do you speak?", COMMITTEE), SECOND),
        published(definition("As whom do you write?", COMMITTEE), THIRD),
    ]


def published(definition: dict, day: str = "") -> GuideVersion:
    """Published as a file of the house, on the morning of `day` or now."""
    at = timezone.make_aware(datetime.fromisoformat(f"{day}T08:00")) if day else None
    context = gate.context(coming=[definition], on=at and at.date())
    return actions.publish(
        by=None, definition=definition, context=context, at=at, reviewed_as_file=True
    )


def finished(version: GuideVersion, person: User, option: str = "official") -> GuideRun:
    """A kept run of one version."""
    policy_set = PolicySet.objects.get(code="DHS")
    run = actions.start(by=person, version=version, policy_set=policy_set)
    run = actions.answer(by=person, run=run, question="who", option=option)
    actions.keep(by=person, run=run)
    return run
