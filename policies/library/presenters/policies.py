"""How policies and their versions are worded."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.formats import date_format

from policies.library.models import Policy, PolicyVersion
from policies.roles.models import PolicySet


def in_force_words(version: PolicyVersion) -> str:
    """ "In force since 1 January 2026" and its relatives."""
    if version.effective is None:
        return version.get_state_display()
    withdrawn = version.state == PolicyVersion.State.WITHDRAWN
    if version.effective.isempty:
        return f"{'Withdrawn' if withdrawn else 'Replaced'} on its first day"
    since, end = version.effective.lower, version.effective.upper
    if end is None:
        return f"In force since {date_format(since)}"
    last = date_format(end - timedelta(days=1))
    return f"In force from {date_format(since)} to {last}{', then withdrawn' if withdrawn else ''}"


def withdrawn_today(versions: Iterable[PolicyVersion]) -> PolicyVersion | None:
    """The version whose withdrawal left nothing in force; `versions` are published, newest first."""
    last = next(iter(versions), None)
    return last if last and last.state == PolicyVersion.State.WITHDRAWN else None


Links = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Band:
    """Says above a text that it is not, or not simply, what is in force today; links are (label, address)."""

    lead: str
    text: str
    links: Links = ()


def band(version: PolicyVersion, on: date | None, links: Links = ()) -> Band | None:
    """The band of a page that shows `version`, as at `on` or by its number; None for what is in force today."""
    today = timezone.localdate()
    if on and on != today:
        stood = "as it stood on" if on < today else "as it will stand, as far as published, on"
        text = f"You are reading the text {stood} {date_format(on)}: version {version.number}."
        return Band(f"As at {date_format(on)}", f"{text} {in_force_words(version)}.", links)
    if today in version.effective:
        return None
    text = f"You are reading version {version.number}, which is not in force today."
    text = f"{text} {in_force_words(version)}. {version.withdrawn_reason}".rstrip()
    return Band(f"Version {version.number}", text, links)


def list_band(on: date) -> Band:
    """The band above the list of policies as at a day."""
    day = date_format(on)
    text = f"These are the policies as they stood on {day}."
    if on > timezone.localdate():
        text = f"These are the policies as they will stand on {day}, as far as they are published."
    return Band(f"As at {day}", text, [("Read what is in force today", "/policies/")])


def ways_back(version: PolicyVersion, today: PolicyVersion | None) -> Links:
    """From `version` to what is in force today, and to what changed between the two."""
    if today is None:
        return []
    home = f"/policies/{today.policy.code}/"
    links = [("Read what is in force today", home)]
    if today.number != version.number:
        first, second = sorted((version.number, today.number))
        compare = f"{home}compare/?from={first}&to={second}"
        links.append(("Compare it with what is in force today", compare))
    return links


def binding_names(policy: Policy) -> str:
    """The policy sets that it binds, by name; needs the policy as `for_list` loads it."""
    names = [binding.policy_set.name for binding in policy.bindings.all()]
    return "; ".join(names) or "nobody yet"


def facts(version: PolicyVersion, *, address: str) -> list[tuple[str, str]]:
    """What stands at the head of a printed or exported version: pairs of label and value."""
    policy = version.policy
    rows = [
        ("Binds", binding_names(policy)),
        ("Version", str(version.number)),
        ("When", in_force_words(version)),
        ("About this version", version.note),
        ("Text", version.content_hash[:12]),
        ("Address", address),
        ("Owner", policy.owner),
        ("Policy number", policy.policy_number),
        ("Adapted from", policy.adapted_from),
        ("Licence", policy.licence),
    ]
    return [(label, value) for label, value in rows if value]


def review_words(policy: Policy) -> str:
    """When a policy is to be reviewed, as the document says it, and whether that day is past."""
    if policy.next_review:
        past = " That day has passed." if policy.next_review < timezone.localdate() else ""
        return f"Due {date_format(policy.next_review)}.{past}"
    months = policy.review_interval_months
    if months and policy.endorsed_on:
        day = date_format(policy.endorsed_on)
        return f"No later than {months // 12} years from the date of endorsement, {day}"
    return "The document gives no review date"


@dataclass(frozen=True)
class PolicyRow:
    """A policy in a list: what it is, whom it binds, what is in force."""

    policy: Policy
    binds: str
    in_force: str
    note: str


def whom_it_binds(policy: Policy, reader: PolicySet | None) -> str:
    """Whom a policy binds, said to this reader: "Binds you, as …" or "Does not bind you. It binds …"."""
    names = [b.policy_set.name for b in policy.bindings.all()]
    if reader and reader.pk in {b.policy_set_id for b in policy.bindings.all()}:
        return f"Binds you as one of the {reader.name}"
    return f"Does not bind you. It binds {' and '.join(names)}" if names else "Binds nobody yet"


def policy_rows(
    policies: Iterable[Policy], versions: Mapping[int, PolicyVersion], reader: PolicySet | None
) -> tuple[list[PolicyRow], list[PolicyRow]]:
    """The policies that bind the reader, in the order of their binding, and the others."""
    mine: list[tuple[int, PolicyRow]] = []
    others: list[PolicyRow] = []
    for policy in policies:
        version = versions.get(policy.pk)
        row = PolicyRow(
            policy,
            whom_it_binds(policy, reader),
            in_force_words(version) if version else "Not in force",
            version.note if version and version.number > 1 else "",
        )
        bound = [b for b in policy.bindings.all() if reader and b.policy_set_id == reader.pk]
        if bound:
            mine.append((bound[0].order, row))
        elif version:
            others.append(row)
    return [row for _, row in sorted(mine, key=lambda pair: pair[0])], others
