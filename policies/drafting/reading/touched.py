"""Which clauses mean something else once a definition changes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from policies.library.comparing import ClauseChange, full_text
from policies.library.models import ClauseVersion
from policies.library.terms import Term, TermFinder


def touched_by(
    terms: Iterable[Term], changes: Sequence[ClauseChange]
) -> dict[int, list[ClauseVersion]]:
    """Clause id of a definition → the clauses of the text that use a term which it defines.

    `terms` are those whose definitions change; `changes` are all clauses of the text, which is the
    scope of its terms. Of a definition that the text leaves out: those that go on using its term. A
    clause that is new was written with the new meaning.
    """
    terms = list(terms)
    finder = TermFinder(terms)
    found: dict[int, list[ClauseVersion]] = defaultdict(list)
    for change in changes if terms else ():
        if change.new is None or change.old is None:
            continue
        used = finder.used(full_text(change.new))
        for clause_id in {term.clause_id for term in used} - {change.new.clause_id}:
            found[clause_id].append(change.new)
    return found
