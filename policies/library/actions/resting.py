"""What something rests on: chosen anew by whoever edits it, or moved to what took a clause's place."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db import models, transaction

from policies.library.actions.citing import NothingToConfirm, cite, confirm_citation
from policies.library.models import Citation, CitationConfirmation, Clause, ClauseVersion
from portal import audit, editing
from portal.editing import Refused
from portal.models import LockedModel, User


@dataclass(frozen=True)
class Grounds:
    """What a thing is to rest on (`wanted`, short ids) in place of what it rests on.

    `live` are its citations, `words` the words in force of what is wanted.
    """

    wanted: Sequence[str]
    live: Sequence[Citation]
    words: Mapping[str, ClauseVersion]

    @property
    def first(self) -> Clause:
        """The clause that was named first. Raises Refused where none was."""
        if not self.wanted:
            raise Refused("Name at least one clause.", "clauses")
        name = self.wanted[0]
        known = {c.clause.short_id: c.clause for c in self.live}
        return self.words[name].clause if name in self.words else known[name]

    @property
    def read_again(self) -> list[Citation]:
        """What was cited already, and is in force in other words."""
        return [c for c in self.live if c.is_suspect and c.clause.short_id in self.words]

    @property
    def change(self) -> dict[str, tuple[list[str], list[str]]]:
        """What changes, by name, as (before, after): the history shows it."""
        before = sorted({c.clause.short_id for c in self.live})
        again = sorted(c.clause.short_id for c in self.read_again)
        return {"clauses": (before, sorted(self.wanted)), "read_again": ([], again)}


def grounds(thing: models.Model, *, clauses: Sequence[str], read: Collection[int]) -> Grounds:
    """What `thing` is to rest on from now on: these clauses (short ids), in the words in force.

    `read` are the words (ids of ClauseVersions) that stood on the page where they were chosen. A
    clause that is gone may stay, flagged. Raises Refused where a clause was never cited and is not
    in force, or where what is cited says something else than was read.
    """
    wanted = list(dict.fromkeys(clauses))
    live = (
        list(Citation.objects.of(thing).live().with_current().select_related("clause"))
        if thing.pk
        else []
    )
    in_force = ClauseVersion.objects.in_force().filter(clause__short_id__in=wanted)
    words = {w.clause.short_id: w for w in in_force.select_related("clause").defer("search")}
    known = {*words, *(c.clause.short_id for c in live)}
    if unknown := [short_id for short_id in wanted if short_id not in known]:
        raise Refused(
            f"No clause {', '.join(unknown)} is in force. Enter short ids such as those at the end "
            "of a clause’s address.",
            "clauses",
        )
    found = Grounds(wanted, live, words)
    _refuse_unread(found, read)
    return found


def _refuse_unread(found: Grounds, read: Collection[int]) -> None:
    names = [c.clause.short_id for c in found.read_again]
    if unread := [name for name in names if found.words[name].pk not in read]:
        raise Refused(
            f"The words of {', '.join(unread)} have changed since you opened this page. Read them, "
            "then save again.",
            "clauses",
        )


@transaction.atomic
def rest_on(
    *, by: User, thing: models.Model, grounds: Grounds, label: str, url: str, part: str = ""
) -> None:
    """Have `thing` rest on `grounds`, and be named `label` wherever its clauses are shown.

    What it rests on no more is retired; what is in force in other words is confirmed.
    """
    citations = Citation.objects.of(thing).live()
    citations.exclude(clause__short_id__in=grounds.wanted).update(retired=True)
    for citation in grounds.read_again:
        confirm_citation(by=by, citation=citation)
    cited = {c.clause.short_id for c in grounds.live}
    new = [words for short_id, words in grounds.words.items() if short_id not in cited]
    cite(thing=thing, part=part, label=label, url=url, clause_versions=new)
    citations.exclude(label=label).update(label=label)


@transaction.atomic
def move_citation(
    *, by: User, citation: Citation, to: Sequence[ClauseVersion], note: str = ""
) -> list[Citation]:
    """Have what rests on a clause that is gone rest on `to` instead: words in force of its heirs.

    It is a row that people edit: one that is not, such as a guide's version, cannot be moved. The
    old citation is retired. Each that takes its place has a confirmation with the words before,
    the words now and who moved it, and the thing's own history says so. Returns these citations.
    Raises NothingToConfirm where somebody has moved it already, or the clause is in force again.
    """
    thing, locked = _held(citation)
    gone, heirs = locked.clause.short_id, [words.clause.short_id for words in to]
    _note_move(by, thing, locked, to)
    Citation.objects.filter(pk=locked.pk).update(retired=True)
    others = Citation.objects.of(thing).filter(part=locked.part)
    for other in (
        others.filter(clause__in=[words.clause_id for words in to])
        .suspect()
        .exclude(current_id=None)
    ):
        confirm_citation(by=by, citation=other, note=note)
    moved = cite(
        thing=thing,
        part=locked.part,
        label=locked.label,
        url=locked.url,
        clause_versions=to,
    )
    for one, words in zip(moved, to, strict=True):
        CitationConfirmation.objects.create(
            citation=one, old=locked.pinned, new=words, by=by, note=note
        )
        audit.record(by=by, action="citation.move", on=one, clause=gone, to=words.clause.short_id)
    audit.record(by=by, action="citation.move", on=locked, clause=gone, to=heirs)
    return moved


def _held(citation: Citation) -> tuple[LockedModel, Citation]:
    """The thing and its citation, held: in this order, as whoever edits the thing takes them."""
    kind = citation.source_type.model_class()
    thing = kind.objects.select_for_update(of=("self",)).get(pk=citation.source_id)
    rows = Citation.objects.select_for_update(of=("self",)).select_related("clause", "pinned")
    locked = rows.get(pk=citation.pk)
    if locked.retired:
        raise NothingToConfirm("Somebody has moved this already.")
    if ClauseVersion.objects.in_force().filter(clause=locked.clause_id).exists():
        raise NothingToConfirm("This clause is in force again. Compare its words.")
    return thing, locked


def _note_move(
    by: User, thing: LockedModel, citation: Citation, to: Sequence[ClauseVersion]
) -> None:
    """Note the move in the history of the thing.

    A definition and a standing task also name the one clause beside which they are shown.
    """
    before = Citation.objects.of(thing).live().values_list("clause__short_id", flat=True)
    before = sorted(set(before))
    after = {*before, *(words.clause.short_id for words in to)} - {citation.clause.short_id}
    shown_with = getattr(thing, "clause_id", None) == citation.clause_id
    editing.edit(
        by=by,
        thing=thing,
        revision=thing.revision,
        action=f"{thing._meta.model_name}.move",
        values={"clause": to[0].clause} if shown_with else {},
        beside={"clauses": (before, sorted(after))},
    )
