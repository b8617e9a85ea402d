"""What every action of the desk checks first."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied

from policies.drafting.actions.errors import Refused
from policies.drafting.actions.wording import NOTE_LIMIT
from policies.library.markup import clean
from policies.library.models import PolicyVersion
from portal.models import AuditEvent, User
from portal.permissions import Permission

# Audit actions by which a person has a hand in the text, and so may not approve it.
WRITING = (
    "draft.start",
    "draft.submit",
    "clause.edit",
    "clause.add",
    "clause.remove",
    "clause.restore",
)


def require(by: User, permission: Permission) -> None:
    """Raise PermissionDenied where `by` lacks the permission."""
    if not by.may(permission):
        raise PermissionDenied(permission)


def locked(version: PolicyVersion) -> PolicyVersion:
    """The version as it stands, held until the transaction ends: no step overtakes another."""
    return (
        PolicyVersion.objects.select_for_update(no_key=True, of=("self",))
        .select_related("policy", "based_on", "author", "approver")
        .get(pk=version.pk)
    )


def require_state(version: PolicyVersion, states: Iterable[str], to_do: str) -> None:
    """Raise Refused where the version is not in one of `states`; `to_do` completes "You can …"."""
    if version.state not in states:
        raise Refused(
            f"Version {version.number} is now “{version.get_state_display()}”: "
            f"you cannot {to_do} any more. Open it again to see what happened."
        )


def has_written(version: PolicyVersion, person: User) -> bool:
    """Whether this person had a hand in the version's text."""
    if version.author_id == person.pk:
        return True
    return AuditEvent.objects.filter(
        chain=f"policyversion:{version.pk}", by=person, action__in=WRITING
    ).exists()


def require_other_than_writers(version: PolicyVersion, by: User) -> None:
    """Raise Refused where `by` wrote any of the text: a second person has to read it."""
    if has_written(version, by):
        raise Refused("You worked on this text, so somebody else has to approve and publish it.")


def said(text: str, missing: str) -> str:
    """A note that a person must give, cleaned. Raises Refused with `missing` where it is empty."""
    text = clean(text).strip()
    if not text:
        raise Refused(missing)
    if len(text) > NOTE_LIMIT:
        raise Refused(f"Shorten the note to {NOTE_LIMIT:,} characters. It has {len(text):,}.")
    return text
