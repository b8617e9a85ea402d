"""What the pages of an import load, each in a fixed number of queries."""

from django.db.models import QuerySet

from policies.drafting.actions.imports import last_words
from policies.drafting.models import PolicyImport
from policies.drafting.reading.changes import texts
from policies.library.models import ClauseVersion, Policy

State = PolicyImport.State


def imports() -> QuerySet[PolicyImport]:
    """Imports with all that their pages name, without the file itself."""
    return PolicyImport.objects.select_related("policy", "base", "draft", "by").defer("file")


def open_imports(policy: Policy) -> QuerySet[PolicyImport]:
    """The imports of a policy that are not settled, newest first, without what was read."""
    settled = [State.DRAFTED, State.DISCARDED]
    found = imports().filter(policy=policy).exclude(state__in=settled)
    return found.defer("file", "paragraphs", "tree", "choices")


def words_before(brought: PolicyImport) -> list[ClauseVersion]:
    """The clauses that the document is reconciled with, while it is."""
    return texts(brought.base) if brought.state == State.READ else []


def is_stale(brought: PolicyImport) -> bool:
    """Whether the policy's words changed since the document was read."""
    return brought.state == State.READ and last_words(brought.policy) != brought.base
