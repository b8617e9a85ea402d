"""A prohibition that no guide leads to, as one comes about: the desk makes a clause say “must not”."""

from policies.library.models import Clause, ClauseVersion
from tests.support.desk import draft, publish, write

# No guide rests on this clause.
LONELY = "yj-024"


def forbid(short_id: str = LONELY, body: str = "You must not juggle.") -> Clause:
    """Publish the policy with a prohibition for this clause."""
    version = draft()
    write(version, short_id, kind="prohibition", strength="must", body_markdown=body)
    publish(version)
    return Clause.objects.get(short_id=short_id)


def allow(short_id: str = LONELY) -> None:
    """Publish the policy with advice for this clause."""
    version = draft()
    write(version, short_id, kind="advice", strength="advised", body_markdown="Juggle well.")
    publish(version)


def words_of(short_id: str = LONELY) -> str:
    """The hash of what the clause says now."""
    return ClauseVersion.objects.in_force().get(clause__short_id=short_id).hash
