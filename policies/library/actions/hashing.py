"""What a clause says, as one hash, and whether two clauses say the same."""

import hashlib
from collections.abc import Mapping

from policies.library.models import ClauseVersion
from policies.library.referring import without_references
from portal.models.chained import canonical

# What a clause says: the columns of a ClauseVersion that its hash covers.
SAID = ("heading", "body", "kind", "strength", "column", "terms")


def clause_hash(
    *,
    heading: str,
    body: str,
    kind: str,
    strength: str,
    column: str = "",
    terms: Mapping[str, str | None] | None = None,
) -> str:
    """The hash that a citation pins: of what a clause says and how strongly.

    White space and the printed number do not count, so renumbering raises no flag. `column` (best practice or poor?)
    and an offence's `terms` count where a clause has them.
    """
    parts = [heading, body, kind, strength]
    if column:
        parts.append(column)
    if terms:
        parts.append(canonical(dict(terms)))
    said = "\x1f".join(" ".join(value.split()) for value in parts)
    return hashlib.sha256(said.encode()).hexdigest()


def says_the_same(old: ClauseVersion, new: ClauseVersion) -> bool:
    """Whether a clause says the same in both, apart from the numbers and addresses of other clauses."""
    return _apart_from_references(old) == _apart_from_references(new)


def _apart_from_references(words: ClauseVersion) -> str:
    said = {name: getattr(words, name) for name in SAID}
    return clause_hash(**said | {n: without_references(said[n]) for n in ("heading", "body")})
