"""What a draft changes, compared with the version it is based on. Reads only."""

import hashlib
from collections.abc import Sequence

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from policies.library.comparing import ClauseChange, compare
from policies.library.markup import to_markdown
from policies.library.models import ClauseVersion, Policy, PolicyVersion
from portal.models.chained import canonical

Difference = tuple[str, str, str]


def unended(policy: Policy) -> PolicyVersion | None:
    """The version in force without end, or that will be: the one that the next one replaces."""
    return policy.versions.published().filter(effective__upper_inf=True).first()


def texts(
    version: PolicyVersion | None, *, became_in: PolicyVersion | None = None
) -> list[ClauseVersion]:
    """The clauses of a version in reading order, with their clause loaded; none for no version.

    With `became_in`, each also has `became`: what that later version says took its place or some
    of its words, as dictionaries of `how`, `successor` (short id or None) and `reason`.
    """
    if version is None:
        return []
    rows = (
        version.clauses.select_related("clause")
        .defer("search", "clause__search", "clause__people_say")
        .in_reading_order()
    )
    if became_in is not None:
        said = JSONObject(how="how", successor="successor__short_id", reason="reason")
        successions = became_in.successions.filter(clause=OuterRef("clause")).order_by("pk")
        rows = rows.annotate(became=ArraySubquery(successions.values_list(said)))
    return list(rows)


def changes_of(version: PolicyVersion) -> list[ClauseChange]:
    """Every clause of `version` and of the version it is based on, in two queries."""
    return compare(texts(version.based_on, became_in=version), texts(version))


def differences(change: ClauseChange) -> list[Difference]:
    """What differs besides the compared words: (what, before, after), in words for the page."""
    old, new = change.old, change.new
    if old is None or new is None:
        return []
    found = [
        ("Number", old.number, new.number),
        ("Kind", old.get_kind_display(), new.get_kind_display()),
        ("Strength", old.get_strength_display(), new.get_strength_display()),
        ("Words that carry the strength", old.strength_words, new.strength_words),
        ("Editor’s note", old.note, new.note),
    ]
    if change.status == "changed" and (old.heading, old.text) == (new.heading, new.text):
        found.append(("Links and layout", to_markdown(old.body), to_markdown(new.body)))
    return [difference for difference in found if difference[1] != difference[2]]


def is_touched(change: ClauseChange) -> bool:
    """Whether a reader of the new version would find anything different here."""
    return change.status != "unchanged" or bool(differences(change))


def content_hash(clauses: Sequence[ClauseVersion]) -> str:
    """The hash of a whole version: identity, place, number and words of each clause, in order."""
    content = [[str(c.clause.uid), list(c.path), c.number, c.hash] for c in clauses]
    return hashlib.sha256(canonical({"clauses": content}).encode()).hexdigest()
