"""A matter as one page: what each set says, on which words, and whether they bind the reader."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from policies.directory.models import Contact
from policies.directory.presenters import ContactCard, cards
from policies.library.models import Binding, Citation, ClauseVersion, Policy
from policies.matters.models import Matter, MatterCell
from policies.roles.models import PolicySet, Team


@dataclass(frozen=True)
class Cited:
    """A clause that a cell rests on: the words in force, or its last ones where none are."""

    words: ClauseVersion
    changed: bool
    in_force: bool


@dataclass(frozen=True)
class Bound:
    """Which policies bind a set, in the order in which its staff read them."""

    kinds: Mapping[int, str]

    def order(self, policy_id: int) -> int:
        """The place of a policy among them; what does not bind comes last."""
        place = {policy: number for number, policy in enumerate(self.kinds)}
        return place.get(policy_id, len(place))

    @property
    def by_guidance_only(self) -> bool:
        return bool(self.kinds) and set(self.kinds.values()) == {Policy.Kind.GUIDANCE}


@dataclass(frozen=True)
class CellReading:
    """A cell with the clauses it cites and the contact it sends the reader to.

    `ring` are the contacts that those clauses name, in the reader's own cell alone.
    """

    cell: MatterCell
    cited: Sequence[Cited]
    ask: ContactCard | None
    ring: Sequence[ContactCard] = ()


@dataclass(frozen=True)
class MatterReading:
    """Everything the page of a matter shows; `bound` is by policy set."""

    cells: Sequence[CellReading]
    bound: Mapping[int, Bound]


def read_matter(matter: Matter, team: Team | None, reader: PolicySet | None) -> MatterReading:
    """The cells of a matter for somebody in `team`, in six queries at most whatever they cite."""
    cells = list(matter.cells.with_set_and_contact())
    bound = _bound(cells)
    cited = _cited(cells)
    own_cell = next((c for c in cells if reader and c.policy_set_id == reader.pk), None)
    named = list(_named(cited[own_cell.pk], reader)) if own_cell and reader else []
    asked = [c for c in cells if c.ask_id]
    found = cards([*(c.ask for c in asked), *named], team=team)
    contacts = {c.pk: card for c, card in zip(asked, found, strict=False)}
    readings = []
    for cell in cells:
        # A set reads its own document first: the procedure, then the department's policy.
        own = bound[cell.policy_set_id]
        clauses = sorted(cited[cell.pk], key=lambda c: own.order(c.words.version.policy_id))
        ask = contacts.get(cell.pk)
        ring = [c for c in found[len(asked) :] if c != ask] if cell is own_cell else []
        readings.append(CellReading(cell, clauses, ask, ring))
    return MatterReading(readings, bound)


def _named(cited: Iterable[Cited], reader: PolicySet) -> QuerySet[Contact]:
    """The contacts for these readers that the clauses name."""
    naming = Citation.objects.live().filter(
        source_type=ContentType.objects.get_for_model(Contact),
        clause__in={c.words.clause_id for c in cited},
    )
    contacts = Contact.objects.serving(reader).with_unit().numbers_first()
    return contacts.filter(pk__in=naming.values("source_id"))


def _bound(cells: Iterable[MatterCell]) -> dict[int, Bound]:
    kinds: dict[int, dict[int, str]] = {cell.policy_set_id: {} for cell in cells}
    rows = Binding.objects.filter(policy_set__in=kinds).order_by("order")
    for policy_set, policy, kind in rows.values_list("policy_set", "policy", "policy__kind"):
        kinds[policy_set][policy] = kind
    return {policy_set: Bound(policies) for policy_set, policies in kinds.items()}


def _cited(cells: Iterable[MatterCell]) -> dict[int, list[Cited]]:
    """cell id → what it cites, in document order, each with the words to show."""
    citations = list(
        Citation.objects.live()
        .filter(
            source_type=ContentType.objects.get_for_model(MatterCell),
            source_id__in=[cell.pk for cell in cells],
        )
        .with_current()
        .in_document_order()
        .defer("pinned__search", "clause__search", "pinned__clause__search")
    )
    newer = {c.current_id for c in citations if c.current_id and c.current_id != c.pinned_id}
    words = ClauseVersion.objects.with_place().defer("search").in_bulk(newer) if newer else {}
    found: dict[int, list[Cited]] = defaultdict(list)
    for c in citations:
        found[c.source_id].append(
            Cited(
                words=words.get(c.current_id, c.pinned),
                changed=c.is_suspect,
                in_force=c.current_id is not None,
            )
        )
    return found
