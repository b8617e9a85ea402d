"""Earlier versions of a document, written in its file as differences from the version after them."""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

Clause = dict[str, Any]

# What belongs to the printed words and to no others: invented words have none of it, or bring their own.
_OF_THE_PRINTED_WORDS: Mapping[str, Any] = {"source": [], "words": "", "note": ""}


def versions(data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Every version of a document, oldest first, each with its whole tree of clauses.

    `earlier` lists versions newest first; each says how it differs from the one after it. Raises KeyError, naming it,
    where a difference is about a clause that the version after it does not have.
    """
    built = list(data["versions"])
    for row in data.get("earlier") or ():
        built.insert(0, {**row, "clauses": _before(built[0]["clauses"], row)})
    return built


def _before(clauses: Sequence[Clause], differences: Mapping[str, Any]) -> list[Clause]:
    """The tree of `clauses` as it was before: `differences` undoes what the version after it did."""
    top: Clause = {"children": deepcopy(list(clauses))}
    for clause_id in differences.get("absent") or ():
        _take(top, clause_id)
    for row in differences.get("moved") or ():
        _put(top, row, _take(top, row["id"]))
    for row in differences.get("extra") or ():
        _put(top, row, _OF_THE_PRINTED_WORDS | row["clause"])
    for clause_id, said in (differences.get("reworded") or {}).items():
        _find(top, clause_id)[0].update(_OF_THE_PRINTED_WORDS | said)
    for clause_id, number in (differences.get("numbers") or {}).items():
        _find(top, clause_id)[0]["number"] = number
    return top["children"]


def _all(parent: Clause) -> Iterator[tuple[Clause, Clause]]:
    """Each clause beneath `parent`, with the one that it stands under."""
    for child in parent.get("children") or ():
        yield child, parent
        yield from _all(child)


def _find(top: Clause, clause_id: str) -> tuple[Clause, Clause]:
    """The clause of that id and the one that it stands under."""
    for clause, parent in _all(top):
        if clause["id"] == clause_id:
            return clause, parent
    raise KeyError(f"The version after it has no clause {clause_id}.")


def _take(top: Clause, clause_id: str) -> Clause:
    """Take a clause, with all beneath it, out of the tree and return it."""
    clause, parent = _find(top, clause_id)
    parent["children"].remove(clause)
    return clause


def _put(top: Clause, place: Mapping[str, str], clause: Clause) -> None:
    """Put a clause `under` another, `behind` one that stands there."""
    parent, _ = _find(top, place["under"])
    neighbour, beside = _find(top, place["behind"])
    if beside is not parent:
        raise KeyError(f"{place['behind']} does not stand under {place['under']}.")
    parent["children"].insert(parent["children"].index(neighbour) + 1, clause)
