"""How the guide desk shows guides, versions, drafts and reports."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from policies.guides.models import GuideDraft, GuideSignature, GuideVersion
from portal.models import AuditEvent

State = GuideDraft.State

_TONES = {State.IN_REVIEW: "ask-first", State.RETURNED: "prohibited"}
_STEPS = {
    "guide-draft.start": ("Editor", "started the draft"),
    "guide-draft.save": ("Editor", "saved the text"),
    "guide-draft.submit": ("Editor", "submitted it for approval"),
    "guide-draft.return": ("Approver", "asked for changes"),
    "guide-draft.sign": ("Approver", "signed"),
}
_PROOFS = {
    "enumerated": "each of them walked",
    "grouped": "counted exactly, in groups that no guard tells apart",
}


@dataclass(frozen=True)
class StateWord:
    """A state's word and tone, as templates/components/state_line.html shows it."""

    word: str
    css: str


@dataclass(frozen=True)
class DraftPresenter:
    """A draft in a list or at the head of its page."""

    draft: GuideDraft

    @property
    def title(self) -> str:
        return self.draft.guide.title if self.draft.guide else f"New guide: {self.draft.slug}"

    @property
    def url(self) -> str:
        return reverse("guide_draft", args=[self.draft.pk])

    @property
    def changes_url(self) -> str:
        return reverse("guide_draft_changes", args=[self.draft.pk])

    @property
    def state(self) -> StateWord:
        return StateWord(self.draft.get_state_display(), _TONES.get(self.draft.state, ""))

    @property
    def holder(self) -> str:
        """Whose turn it is."""
        if self.draft.state == State.IN_REVIEW:
            return f"with the approvers; started by {self.draft.author.name}"
        return f"with Editor, {self.draft.author.name}"


@dataclass(frozen=True)
class DeskPiles:
    """Drafts that wait for the reader, each with its next step and where to take it, and those with others."""

    mine: list[tuple[str, str, DraftPresenter]]
    others: list[DraftPresenter]


def desk_piles(
    drafts: Iterable[GuideDraft], written: set[int], *, may_edit: bool, may_approve: bool
) -> DeskPiles:
    """The drafts, by whose turn it is for one person."""
    piles = DeskPiles([], [])
    for shown in map(DraftPresenter, drafts):
        draft = shown.draft
        if draft.state == State.IN_REVIEW and may_approve and draft.pk not in written:
            piles.mine.append(("Read, sign and publish", shown.changes_url, shown))
        elif draft.state == State.RETURNED and may_edit:
            piles.mine.append(("Make the changes asked for", shown.url, shown))
        elif draft.state == State.DRAFT and may_edit:
            piles.mine.append(("Finish the draft", shown.url, shown))
        else:
            piles.others.append(shown)
    return piles


@dataclass(frozen=True)
class GuideLine:
    """A guide in the desk's list: what is published, what is flagged, what is on its way."""

    version: GuideVersion
    flags: int
    draft: DraftPresenter | None

    @property
    def guide(self):
        return self.version.guide

    @property
    def topic(self) -> str:
        return self.guide.topic.replace("-", " ").capitalize()

    @property
    def sets(self) -> str:
        return ", ".join(each.code for each in self.guide.policy_sets.all())

    @property
    def paths(self) -> int:
        return self.version.report.get("paths", 0)


def guide_lines(
    versions: Iterable[GuideVersion], flags: Mapping[int, int], drafts: Iterable[GuideDraft]
) -> list[GuideLine]:
    """The guides of `versions`, in their order."""
    at_desk = {draft.slug: DraftPresenter(draft) for draft in drafts}
    return [GuideLine(v, flags.get(v.pk, 0), at_desk.get(v.guide.slug)) for v in versions]


def days(version: GuideVersion) -> str:
    """From when to when a version was in force, in words."""
    first = date_format(timezone.localtime(version.published_at), "DATETIME_FORMAT")
    if version.superseded_at is None:
        return f"In force since {first}"
    last = date_format(timezone.localtime(version.superseded_at), "DATETIME_FORMAT")
    return f"In force from {first} to {last}"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def proof_words(report: Mapping[str, Any]) -> str:
    """How many paths a report speaks of, and how they were counted."""
    count = report.get("paths", 0)
    if not count:
        return "The paths cannot be counted until the faults are mended."
    proof = _PROOFS.get(str(report.get("proof", "")), "counted")
    return f"{_counted(count, 'path')}, {proof}."


def changed_words(changed: Mapping[str, Any]) -> str:
    """How much a version changed, in one sentence."""
    if changed["not_compared"]:
        return f"Too many paths to compare for {', '.join(changed['not_compared'])}."
    if not changed["changed"]:
        return f"None of {changed['paths']:,} paths ends otherwise than before."
    return (
        f"{changed['changed']:,} of {changed['paths']:,} paths end otherwise than before, in "
        f"{_counted(changed['groups'], 'group')}."
    )


@dataclass(frozen=True)
class VersionRow:
    """A version in the list of a guide."""

    version: GuideVersion
    signed: list[GuideSignature]

    @property
    def days(self) -> str:
        return days(self.version)

    @property
    def report(self) -> list[str]:
        """What the gate said, in short."""
        report = self.version.report
        counts = (_counted(report.get(f"{noun}s", 0), noun) for noun in ("question", "outcome"))
        said = [f"{', '.join(counts)}, {proof_words(report)}"]
        return said + ([changed_words(report["changed"])] if "changed" in report else [])

    @property
    def people(self) -> list[str]:
        written = self.version.report.get("written", {}).get("by")
        people = [f"Written by {written}"] if written else []
        if self.version.by:
            people.append(f"Published by {self.version.by.name}")
        if "reviewed_as_file" in self.version.report:
            people.append("Reviewed as a file, in version control")
        return people

    @property
    def note(self) -> str:
        return self.version.report.get("written", {}).get("note", "")

    @property
    def in_file(self) -> list[str]:
        """What was to be signed for and was reviewed as a file."""
        return [item["what"] for item in self.version.report.get("reviewed_as_file", ())]


def version_rows(
    versions: Iterable[GuideVersion], signatures: Iterable[GuideSignature]
) -> list[VersionRow]:
    """The versions in their order, each with the signatures for its definition."""
    signed = defaultdict(list)
    for signature in signatures:
        signed[signature.hash].append(signature)
    return [VersionRow(version, signed[version.hash]) for version in versions]


@dataclass(frozen=True)
class TimelineEntry:
    """A step of a draft's life, as templates/components/timeline.html shows it."""

    who: str
    what: str
    when: str
    when_iso: str
    text: str = ""


def timeline(events: Iterable[AuditEvent]) -> list[TimelineEntry]:
    """The steps of a draft, oldest first."""
    return [_entry(event) for event in events]


def _entry(event: AuditEvent) -> TimelineEntry:
    role, what = _STEPS.get(event.action, ("", event.action))
    data = event.data
    if "signed" in data:
        what += f" for {_counted(len(data['signed']), 'change')}"
    return TimelineEntry(
        who=f"{role}, {event.by.name}" if event.by else role,
        what=what,
        when=date_format(timezone.localtime(event.at), "DATETIME_FORMAT"),
        when_iso=event.at.isoformat(),
        text=data.get("note", ""),
    )
