"""A draft as the gate and the approver see it: faults, paths, what changes, what is to be signed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from policies.guides import checks, gate
from policies.guides.compiled import Fault
from policies.guides.compiling import compiled, definition_hash
from policies.guides.differing import Changes, ToSign, changes_between, to_sign
from policies.guides.engine import compile_guide
from policies.guides.loading import load_located
from policies.guides.models import GuideDraft, GuideVersion


@dataclass(frozen=True)
class Live:
    """What is published now of a guide, as far as a review needs it."""

    number: int
    definition: Mapping
    hash: str


@dataclass(frozen=True)
class Review:
    """What the gate says of a draft's text. `definition` is None where it cannot be read.

    `changes` is None where there is nothing published to compare with, or faults stand in the way.
    """

    report: checks.Report
    definition: Mapping | None
    hash: str
    live: Live | None
    changes: Changes | None
    items: list[ToSign]

    @property
    def ok(self) -> bool:
        return self.report.ok

    @property
    def is_changed(self) -> bool:
        return self.live is None or self.live.hash != self.hash


def live_of(draft: GuideDraft) -> Live | None:
    """What the draft would replace; costs no query where `drafts()` of `reading.desk` gave the draft."""
    if not hasattr(draft, "live_hash"):
        version = GuideVersion.objects.live().filter(guide__slug=draft.slug).first()
        return version and Live(version.number, version.definition, version.hash)
    if draft.live_hash is None:
        return None
    return Live(draft.live_number, draft.live_definition, draft.live_hash)


def review(draft: GuideDraft) -> Review:
    """Hold the draft's text against the gate, and against the version that it would replace."""
    live = live_of(draft)
    located = load_located(draft.text)
    definition = located.definition
    if definition is None:
        return Review(checks.Report(located.faults), None, "", live, None, [])
    report = checks.check(
        definition,
        gate.context(coming=[definition]),
        live=live.definition if live else None,
        most_enumerated=gate.WALKED,
    )
    report = checks.with_lines(_of_this_guide(report, definition, draft.slug), located.lines)
    changes = compared(report, definition, live)
    return Review(
        report,
        definition,
        definition_hash(definition),
        live,
        changes,
        to_sign(report, changes, live.number if live else 0),
    )


def compared(
    report: checks.Report, definition: Mapping, live: Live | GuideVersion | None
) -> Changes | None:
    """What changes if `definition`, of which the gate says `report`, replaces `live`."""
    if live is None or not report.ok:
        return None
    return changes_between(compiled(live), compile_guide(definition))


def _of_this_guide(report: checks.Report, definition: Mapping, slug: str) -> checks.Report:
    """The report, with a fault more where the text is that of another guide."""
    if definition.get("slug") == slug:
        return report
    fault = Fault(
        "unique-keys",
        "",
        f"This is a draft of the guide {slug!r}, but its slug says otherwise: write slug: {slug}, "
        "or start a new guide from this text.",
    )
    return replace(report, faults=(fault, *report.faults))
