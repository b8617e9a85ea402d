"""Matters and what each set says on them, from fixtures/matters.yaml."""

from collections.abc import Mapping, Sequence

from policies.directory.models import Contact
from policies.library.actions import cite
from policies.library.models import ClauseVersion
from policies.matters.models import Matter, MatterCell
from policies.roles.models import PolicySet


def load(data: Mapping) -> int:
    """Create the matters with their cells, pinned to the clauses in force that they cite. Returns how many.

    Raises KeyError, naming it, where a cell names a set, a contact or a clause in force that does not exist.
    """
    sets = {s.code: s for s in PolicySet.objects.all()}
    contacts = {c.key: c for c in Contact.objects.defer("search")}
    rows = data["matters"]
    words = _words(rows)
    for order, row in enumerate(rows, 1):
        matter = Matter.objects.create(
            slug=row["slug"],
            title=row["title"],
            question=row["question"],
            why=row.get("why") or "",
            topic=row["topic"],
            people_say="\n".join(row.get("people_say") or ()),
            order=order,
        )
        for place, cell in enumerate(row["cells"], 1):
            _cell(matter, cell, place, sets[cell["set"]], contacts, words)
    return len(rows)


def _words(rows: Sequence[Mapping]) -> dict[str, ClauseVersion]:
    """The words in force of every clause that a cell cites, by the clause's short id."""
    wanted = {short_id for row in rows for cell in row["cells"] for short_id in cell["cites"]}
    in_force = ClauseVersion.objects.in_force().filter(clause__short_id__in=wanted)
    return {c.clause.short_id: c for c in in_force.select_related("clause").defer("search")}


def _cell(
    matter: Matter,
    row: Mapping,
    order: int,
    policy_set: PolicySet,
    contacts: Mapping[str, Contact],
    words: Mapping[str, ClauseVersion],
) -> None:
    cell = MatterCell.objects.create(
        matter=matter,
        policy_set=policy_set,
        says=row["says"],
        silent=row["silent"],
        ask=contacts[row["ask"]] if row.get("ask") else None,
        order=order,
    )
    cite(
        thing=cell,
        part="",
        label=f"{matter.title} ({policy_set.name})",
        url=matter.get_absolute_url(),
        clause_versions=[words[short_id] for short_id in row["cites"]],
    )
