"""What every action of the desk checks first."""

from django.core.exceptions import PermissionDenied

from policies.drafting.actions.errors import ClauseGone, Refused
from policies.drafting.actions.wording import NOTE_LIMIT
from policies.drafting.transitions import STEPS
from policies.library.markup import clean
from policies.library.models import ClauseVersion, Policy, PolicyVersion
from portal.models import AuditEvent, Conflict, User
from portal.permissions import Permission

# Audit actions by which a person has a hand in the text, or in its being in force unread, and so may
# not be its second reader.
WRITING = (
    "draft.start",
    "draft.import",
    "draft.submit",
    "clause.edit",
    "clause.add",
    "clause.remove",
    "clause.restore",
    "policy.publish-at-once",
    "clause.move",
    "clause.split",
    "clause.merge",
)


def require(by: User, permission: Permission) -> None:
    """Raise PermissionDenied where `by` lacks the permission."""
    if not by.may(permission):
        raise PermissionDenied(permission)


def locked_with_policy(version: PolicyVersion) -> PolicyVersion:
    """`locked`, and no other version of its policy comes into force or goes meanwhile."""
    Policy.objects.select_for_update(no_key=True).get(pk=version.policy_id)
    return locked(version)


def locked(version: PolicyVersion) -> PolicyVersion:
    """The version as it stands, held until the transaction ends: no step overtakes another."""
    return (
        PolicyVersion.objects.select_for_update(no_key=True, of=("self",))
        .select_related("policy", "based_on", "author", "approver")
        .get(pk=version.pk)
    )


def require_step(version: PolicyVersion, step: str) -> None:
    """Raise Refused where the version's state does not allow this step of the table."""
    if version.state not in STEPS[step].states:
        raise Refused(
            f"Version {version.number} is now “{version.get_state_display()}”: "
            f"you cannot {STEPS[step].words} any more. Open it again to see what happened."
        )


def open_draft(by: User, version: PolicyVersion) -> PolicyVersion:
    """The version, held for a change of its text by `by`. Raises Refused where it is no draft."""
    require(by, Permission.DRAFT_EDIT)
    version = locked(version)
    require_step(version, "write")
    return version


def as_read(version: PolicyVersion, clause: ClauseVersion, revision: int) -> ClauseVersion:
    """`clause` as it stands in the held draft, which is how the person read it at `revision`.

    Raises ClauseGone where somebody took it out, and Conflict where somebody saved it since.
    """
    current = version.clauses.select_related("clause").filter(pk=clause.pk).first()
    if current is None:
        raise ClauseGone("Somebody has already removed this clause from the draft.")
    if current.revision != revision:
        raise Conflict(current, {})
    return current


def in_draft(version: PolicyVersion, clause: ClauseVersion | None) -> ClauseVersion | None:
    """`clause` as it stands in the draft now (None for None). Raises Refused where it is gone."""
    if clause is None:
        return None
    found = version.clauses.select_related("clause").filter(pk=clause.pk).first()
    if found is None:
        raise Refused("The clause next to it was removed. Choose the place again.")
    return found


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
