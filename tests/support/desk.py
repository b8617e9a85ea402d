"""The policy desk in one call: the next version of a policy, through the desk's own actions."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils import timezone

from policies.drafting import actions
from policies.library.models import ClauseVersion, Policy, PolicyVersion
from portal.models import User

POLICY = "yj-social-media"


def draft(code: str = POLICY) -> PolicyVersion:
    """A draft of the policy's next version, started by the editor."""
    return actions.start_draft(by=_person("editor"), policy=Policy.objects.get(code=code))


def write(version: PolicyVersion, short_id: str, **what: str) -> ClauseVersion:
    """Change what a clause says in a draft."""
    clause = version.clauses.select_related("version").get(clause__short_id=short_id)
    return actions.edit_clause(
        by=_person("editor"), clause_version=clause, revision=clause.revision, **what
    )


def amend(
    bodies: Mapping[str, str],
    *,
    without: Iterable[str] = (),
    on: date | None = None,
    code: str = POLICY,
) -> PolicyVersion:
    """Publish the policy's next version: these clauses say something else (Markdown), some go."""
    version = draft(code)
    for short_id, body in bodies.items():
        write(version, short_id, body_markdown=body)
    for short_id in without:
        clause = version.clauses.select_related("version").get(clause__short_id=short_id)
        actions.remove_clause(
            by=_person("editor"),
            clause_version=clause,
            revision=clause.revision,
            reason="Said twice.",
        )
    return publish(version, on=on)


def publish(version: PolicyVersion, *, on: date | None = None) -> PolicyVersion:
    """Submit, approve and publish a draft, in force from `on` (today if None)."""
    editor, approver = _person("editor"), _person("approver")
    actions.submit(
        by=editor, version=version, note="Put in plainer words.", change_class="material"
    )
    actions.approve(by=approver, version=version)
    return actions.publish(
        by=approver,
        version=version,
        effective_from=on or timezone.localdate(),
        backdated=True,
    )


def _person(username: str) -> User:
    return User.objects.get(username=username)
