"""What a thing rests on, as the page shows it on which somebody edits the thing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from policies.library.comparing import compare_words, full_text
from policies.library.models import Citation, ClauseSuccession, ClauseVersion, Ending
from policies.library.presenters.comparison import words_html


@dataclass(frozen=True)
class Ground:
    """A clause that something rests on: its words in force, and the old ones where they changed.

    `words_id` is the row of the words in force; None where the clause is gone, and `heirs` (short id
    and name of each) took its place.
    """

    short_id: str
    name: str
    policy_title: str
    words_html: SafeString
    old_html: SafeString
    words_id: int | None
    heirs: Sequence[tuple[str, str]]
    why_gone: str

    @property
    def changed(self) -> bool:
        return bool(self.old_html)


def grounds_of(thing: models.Model) -> list[Ground]:
    """What a thing rests on, in document order, in three queries at most."""
    citations = list(Citation.objects.of(thing).live().with_current().in_document_order())
    gone = [c.clause_id for c in citations if not c.current_id]
    traces = ClauseSuccession.objects.traces(gone)
    wanted = traces.clauses | {c.clause_id for c in citations}
    in_force = ClauseVersion.objects.in_force().filter(clause__in=wanted)
    words = {w.clause_id: w for w in in_force.with_place().defer("search")} if wanted else {}
    return [
        _ground(c, words.get(c.clause_id), traces.ending(c.clause_id, words)) for c in citations
    ]


def _ground(citation: Citation, now: ClauseVersion | None, ending: Ending) -> Ground:
    words = now or citation.pinned
    text, old = [("same", words.text)], SafeString("")
    if now and citation.is_suspect:
        compared = compare_words(full_text(citation.pinned), full_text(now))
        text = [run for run in compared if run[0] != "removed"]
        old = words_html(run for run in compared if run[0] != "added")
    return Ground(
        short_id=words.clause.short_id,
        name=_called(words),
        policy_title=words.version.policy.title,
        words_html=words_html(text),
        old_html=old,
        words_id=now.pk if now else None,
        heirs=[(heir.clause.short_id, _called(heir)) for heir in ending.heirs],
        why_gone=ending.reason,
    )


def _called(words: ClauseVersion) -> str:
    """A clause by its number and heading, or by its first words."""
    return f"{words.number} {words.heading or Truncator(words.text).words(12)}".strip()


def flagged_among(things: Iterable[models.Model]) -> set[int]:
    """Which of these things, all of one model, rest on words that are no longer in force."""
    things = list(things)
    if not things:
        return set()
    kind = ContentType.objects.get_for_model(things[0])
    suspect = Citation.objects.suspect().filter(
        source_type=kind, source_id__in=[thing.pk for thing in things]
    )
    return set(suspect.order_by().values_list("source_id", flat=True))
