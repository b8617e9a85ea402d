"""Entries of the registers for tests, and their forms as a person fills them in."""

from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from policies.registers.models import OfficialAccount, OfficialPost, Representative
from policies.roles.models import PolicySet
from portal.models import User

SPOKEN = {
    "name": "Ngaire Tuhaka",
    "job_title": "Manager",
    "subject": "Flood relief",
    "starts": "2026-01-05",
    "ends": "2026-03-31",
    "record_number": "EX/2026/0900",
}
POSTED = {
    "what": "Where to find sandbags.",
    "posted_at": "2026-02-01T10:30",
    "where": "https://social.example/dhs/posts/900",
    "by_name": "Ngaire Tuhaka",
    "classification": "Public domain",
    "approval": "",
    "record_number": "",
}


def set_of(code: str) -> PolicySet:
    return PolicySet.objects.get(code=code)


def spoken(**values) -> dict:
    """The form of a representative, filled in."""
    return SPOKEN | {"policy_set": set_of("DHS").pk} | values


def representative(**values) -> Representative:
    """Somebody who may speak since yesterday."""
    today = timezone.localdate()
    given = {
        "policy_set": set_of("DHS"),
        "name": "Ngaire Tuhaka",
        "job_title": "Manager",
        "subject": "Flood relief",
        "held": DateRange(today - timedelta(days=1), None),
    }
    return Representative.objects.create(**given | values)


def account(**values) -> OfficialAccount:
    given = {
        "policy_set": set_of("DHS"),
        "platform": "Facebook",
        "name": "Floods",
        "address": "https://social.example/floods",
        "purpose": "Flood relief",
        "holder": "Manager, Digital Engagement Unit",
        "opened_on": date(2026, 1, 5),
    }
    return OfficialAccount.objects.create(**given | values)


def post(**values) -> OfficialPost:
    given = {
        "what": "Where to find sandbags.",
        "posted_at": timezone.now() - timedelta(days=1),
        "where": "https://social.example/floods/1",
        "by_name": "Ngaire Tuhaka",
        "classification": "Public domain",
        "entered_by": User.objects.get(username="dhs.comms"),
    }
    given |= values
    return OfficialPost.objects.create(**{"account": given.get("account") or account()} | given)
