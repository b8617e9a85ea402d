"""Words that are typed and not saved: kept for their writer, outside the text and its history."""

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from policies.drafting.actions.errors import Refused
from policies.drafting.actions.guards import require, require_step
from policies.drafting.actions.wording import BODY_LIMIT
from policies.drafting.models import ClauseWriting
from policies.library.models import Clause, ClauseVersion, PolicyVersion
from portal.models import User
from portal.permissions import Permission

# A person types for a few seconds before words are worth keeping again.
AT_MOST_EVERY = timedelta(seconds=2)
# More than any clause may hold, with the marks of its layout.
MOST_KEPT = 4 * BODY_LIMIT


class TooSoon(Refused):
    """The words were kept just now; the next ones are kept a little later."""


def see(*, by: User, clause: ClauseVersion) -> None:
    """Note that `by` has the clause of a draft open. No change of the text, so nothing is audited."""
    opened = ClauseWriting(
        version_id=clause.version_id,
        clause_id=clause.clause_id,
        person=by,
        revision=clause.revision,
    )
    ClauseWriting.objects.bulk_create(
        [opened],
        update_conflicts=True,
        unique_fields=["version", "clause", "person"],
        update_fields=["seen_at"],
    )


@transaction.atomic
def keep_words(
    *, by: User, version: PolicyVersion, clause: Clause, revision: int, words: Mapping[str, str]
) -> ClauseWriting:
    """Keep what `by` has typed in a clause, read at `revision`, until it is saved or dropped.

    It is kept for a clause that somebody removed meanwhile, too. Raises TooSoon where words were
    kept a moment ago, and Refused where the version is no draft or the words are far too many.
    """
    require(by, Permission.DRAFT_EDIT)
    require_step(version, "write")
    if sum(map(len, words.values())) > MOST_KEPT:
        raise Refused("These words are too many to keep. Split them over several clauses.")
    now = timezone.now()
    writing, _ = ClauseWriting.objects.select_for_update(of=("self",)).get_or_create(
        version=version, clause=clause, person=by, defaults={"revision": revision}
    )
    if writing.kept_at and now - writing.kept_at < AT_MOST_EVERY:
        raise TooSoon("These words were kept a moment ago.")
    writing.words, writing.revision = dict(words), revision
    writing.seen_at = writing.kept_at = now
    writing.save(update_fields=["words", "revision", "seen_at", "kept_at"])
    return writing


def drop_words(*, by: User, version: PolicyVersion, clause: Clause) -> None:
    """Let go of what `by` typed in a clause and did not save."""
    mine = ClauseWriting.objects.filter(version=version, clause=clause, person=by)
    mine.update(words=None, kept_at=None)
