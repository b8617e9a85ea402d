"""The registers from fixtures/registers.yaml."""

from collections.abc import Mapping
from datetime import timedelta

from django.db.backends.postgresql.psycopg_any import DateRange

from policies.registers.models import OfficialAccount, OfficialPost, Representative
from policies.roles.models import PolicySet
from portal.models import User

_SPOKEN = ("name", "job_title", "subject", "record_number")
_POSTED = ("what", "posted_at", "where", "by_name", "classification", "approval", "record_number")


def load(data: Mapping, author: User) -> int:
    """Create the entries; `author` entered the posts. Returns how many entries.

    Raises KeyError, naming it, for a set, a person or an account that does not exist.
    """
    sets = {s.code: s for s in PolicySet.objects.all()}
    people = {user.username: user for user in User.objects.all()}
    for row in data["representatives"]:
        Representative.objects.create(
            policy_set=sets[row["set"]],
            person=people[row["person"]],
            held=DateRange(row["from"], row["to"] + timedelta(days=1) if row["to"] else None),
            revoked_on=row.get("revoked_on"),
            revoked_because=row.get("revoked_because", ""),
            **{name: row[name] for name in _SPOKEN},
        )
    accounts = {row["key"]: _account(row, sets) for row in data["accounts"]}
    OfficialPost.objects.bulk_create(
        OfficialPost(
            account=accounts[row["account"]],
            entered_by=author,
            **{name: row[name] for name in _POSTED},
        )
        for row in data["posts"]
    )
    return sum(len(data[name]) for name in ("representatives", "accounts", "posts"))


def _account(row: Mapping, sets: Mapping[str, PolicySet]) -> OfficialAccount:
    values = {name: value for name, value in row.items() if name not in ("key", "set")}
    return OfficialAccount.objects.create(policy_set=sets[row["set"]], **values)
