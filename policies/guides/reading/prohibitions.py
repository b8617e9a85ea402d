"""Which prohibitions the published guides lead to, which are waived, and which are neither."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from policies.guides import gate, prohibitions
from policies.guides.compiled import CompiledGuide, Outcome
from policies.guides.models import ProhibitionWaiver
from policies.library.models import ClauseVersion, Policy
from policies.library.presenters import ClausePresenter

REACHED, WAIVED, MISSING = "reached", "waived", "missing"


@dataclass(frozen=True)
class Reaching:
    """A guide, and those of its outcomes that rest on a prohibition and that somebody whom it binds gets to."""

    guide: CompiledGuide
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True)
class Prohibition:
    """A clause in force that forbids something. `waiver` is the standing one, whatever words it was signed for."""

    words: ClauseVersion
    reached_by: tuple[Reaching, ...]
    waiver: ProhibitionWaiver | None = None

    @property
    def short_id(self) -> str:
        return self.words.clause.short_id

    @cached_property
    def clause(self) -> ClausePresenter:
        return ClausePresenter(self.words)

    @property
    def outcomes(self) -> int:
        """How many outcomes rest on it, in all guides together."""
        return sum(len(each.outcomes) for each in self.reached_by)

    @property
    def waived_for_other_words(self) -> bool:
        return self.waiver is not None and self.waiver.words != self.words.hash

    @property
    def state(self) -> str:
        if self.reached_by:
            return REACHED
        return WAIVED if self.waiver and not self.waived_for_other_words else MISSING


@dataclass(frozen=True)
class Counted:
    """Prohibitions, and how many of them are reached, waived, or neither."""

    rows: tuple[Prohibition, ...]

    def _in(self, state: str) -> tuple[Prohibition, ...]:
        return tuple(row for row in self.rows if row.state == state)

    @cached_property
    def reached(self) -> tuple[Prohibition, ...]:
        return self._in(REACHED)

    @cached_property
    def waived(self) -> tuple[Prohibition, ...]:
        return self._in(WAIVED)

    @cached_property
    def missing(self) -> tuple[Prohibition, ...]:
        return self._in(MISSING)

    @property
    def settled(self) -> int:
        return len(self.reached) + len(self.waived)

    @property
    def in_order(self) -> tuple[Prohibition, ...]:
        """What is not reached first, then as the document has it."""
        return self.missing + tuple(row for row in self.rows if row.state != MISSING)


@dataclass(frozen=True)
class OfPolicy(Counted):
    """The prohibitions of one policy."""

    policy: Policy


@dataclass(frozen=True)
class Report(Counted):
    """All prohibitions; `idle` are waivers of what is none any more."""

    idle: tuple[ProhibitionWaiver, ...] = ()

    @cached_property
    def policies(self) -> tuple[OfPolicy, ...]:
        """By policy, those first of which some prohibition is missing."""
        by_policy = groupby(self.rows, key=lambda row: row.words.version.policy)
        counted = [OfPolicy(tuple(rows), policy) for policy, rows in by_policy]
        return tuple(sorted(counted, key=lambda each: not each.missing))

    def find(self, short_id: str) -> Prohibition | None:
        """The prohibition of this clause, or None where the clause is none or not in force."""
        return next((row for row in self.rows if row.short_id == short_id), None)


def report(policy: str = "") -> Report:
    """Every prohibition in force, of all policies or of the one with this code, in five queries."""
    guides = {guide.slug: guide for guide in gate.live_guides()}
    context = gate.Context(clauses=gate.clauses())
    found = prohibitions.coverage(guides.values(), context).rows
    wanted = {row.clause: row for row in found if not policy or row.policy == policy}
    waivers = {
        waiver.clause.short_id: waiver
        for waiver in ProhibitionWaiver.objects.standing().with_names()
        if not policy or waiver.clause.policy.code == policy
    }
    words = (
        ClauseVersion.objects.in_force()
        .with_place()
        .filter(clause__short_id__in=wanted)
        .order_by("version__policy__title", "version__policy", "path")
    )
    rows = tuple(
        Prohibition(
            each,
            tuple(_reaching(wanted[each.clause.short_id], guides)),
            waivers.pop(each.clause.short_id, None),
        )
        for each in words
    )
    return Report(rows, tuple(waivers.values()))


def _reaching(row: prohibitions.Row, guides: Mapping[str, CompiledGuide]) -> Iterator[Reaching]:
    for slug, pairs in groupby(row.covered_by, key=lambda pair: pair[0]):
        guide = guides[slug]
        yield Reaching(guide, tuple(guide.outcomes[key] for _, key in pairs))
