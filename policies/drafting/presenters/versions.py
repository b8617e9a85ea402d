"""How the desk words versions, whose turn it is, and the steps of their lives."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from policies.drafting.reading.desk import Waiting
from policies.library.models import Policy, PolicyVersion
from portal.models import AuditEvent

State = PolicyVersion.State

_TONES = {
    State.IN_REVIEW: "ask-first",
    State.RETURNED: "prohibited",
    State.APPROVED: "conditional",
    State.PUBLISHED: "permitted",
}
_STEPS = {
    "draft.start": ("Editor", "started the draft"),
    "draft.submit": ("Editor", "submitted it for approval"),
    "draft.return": ("Approver", "asked for changes"),
    "draft.approve": ("Approver", "approved it"),
    "draft.discard": ("Editor", "discarded it"),
    "policy.publish": ("Approver", "published it"),
    "policy.end": ("Approver", "replaced it by the next version"),
    "policy.take-back": ("Approver", "took it back before it came into force"),
}


@dataclass(frozen=True)
class StateWord:
    """A state's word and tone, as templates/components/state_line.html shows it."""

    word: str
    css: str


def is_ahead(version: PolicyVersion) -> bool:
    """Whether it is published and its first day is still to come."""
    start = version.effective.lower if version.effective else None
    return version.state == State.PUBLISHED and start is not None and start > timezone.localdate()


def when_words(version: PolicyVersion) -> str:
    """The days of a version, such as "Comes into force on …"; empty where it has none."""
    days, today = version.effective, timezone.localdate()
    if version.state == State.WITHDRAWN:
        return "Taken back before it came into force"
    if version.state == State.DISCARDED or days is None:
        return ""
    if version.state != State.PUBLISHED:
        return f"Wanted from {date_format(days.lower)}"
    if days.isempty:
        return "Replaced on its first day"
    if days.upper is None:
        begun = days.lower <= today
        return f"{'In force since' if begun else 'Comes into force on'} {date_format(days.lower)}"
    return (
        f"In force from {date_format(days.lower)} to {date_format(days.upper - timedelta(days=1))}"
    )


@dataclass(frozen=True)
class VersionPresenter:
    """A version in a list or at the head of its page."""

    version: PolicyVersion

    @property
    def title(self) -> str:
        return f"{self.version.policy.title}, version {self.version.number}"

    @property
    def url(self) -> str:
        return reverse("draft_detail", args=[self.version.pk])

    @property
    def changes_url(self) -> str:
        return reverse("draft_changes", args=[self.version.pk])

    @property
    def state(self) -> StateWord:
        return StateWord(self.version.get_state_display(), _TONES.get(self.version.state, ""))

    @property
    def when(self) -> str:
        return when_words(self.version)

    @property
    def holder(self) -> str:
        """Whose turn it is, while it is at the desk."""
        if self.version.state in PolicyVersion.EDITABLE:
            return f"with Editor, {self.author}" if self.version.author else "with the editors"
        if self.version.state == State.IN_REVIEW:
            return f"with the approvers; written by {self.author}"
        if self.version.state == State.APPROVED:
            return f"approved by {self.version.approver.name}; not published yet"
        return ""

    @property
    def author(self) -> str:
        return self.version.author.name if self.version.author else ""


@dataclass(frozen=True)
class PolicyLine:
    """A policy in the desk's list: what is in force, what is on its way."""

    policy: Policy

    @property
    def url(self) -> str:
        return reverse("desk_policy", args=[self.policy.code])

    @property
    def in_force(self) -> list[str]:
        """The versions that are in force without end or will be, in words, newest first."""
        return [
            f"Version {v.number}: {_in_sentence(when_words(v))}"
            for v in self.policy.shown_versions
            if v.state == State.PUBLISHED and not v.effective.isempty and _lasts(v)
        ]

    @property
    def at_desk(self) -> VersionPresenter | None:
        return next(
            (VersionPresenter(v) for v in self.policy.shown_versions if v.state in v.WORKING), None
        )


def _in_sentence(words: str) -> str:
    return words[:1].lower() + words[1:]


def _lasts(version: PolicyVersion) -> bool:
    return version.effective.upper is None or version.effective.upper > timezone.localdate()


@dataclass(frozen=True)
class DeskItem:
    """A version that waits for the reader, with the next step as a link."""

    shown: VersionPresenter
    step: str
    url: str


@dataclass(frozen=True)
class DeskPiles:
    """What waits for the reader, the nearest to the end first, and what others have."""

    mine: list[DeskItem]
    others: list[VersionPresenter]


def desk_piles(waiting: Waiting) -> DeskPiles:
    """The desk's piles as the home page shows them."""
    steps = [
        ("Publish", waiting.to_publish, "changes_url"),
        ("Read and approve", waiting.to_approve, "changes_url"),
        ("Make the changes asked for", waiting.returned, "url"),
        ("Finish the draft", waiting.drafts, "url"),
    ]
    mine = [
        DeskItem(shown, step, getattr(shown, page))
        for step, versions, page in steps
        for shown in map(VersionPresenter, versions)
    ]
    return DeskPiles(mine, [VersionPresenter(version) for version in waiting.others])


@dataclass(frozen=True)
class TimelineEntry:
    """A step of a version's life, as templates/components/timeline.html shows it."""

    who: str
    what: str
    when: str
    when_iso: str
    text: str = ""
    kind: str = ""


def timeline(events: Iterable[AuditEvent]) -> list[TimelineEntry]:
    """The steps of a version, oldest first, from its audit trail."""
    return [_entry(event) for event in events]


def _entry(event: AuditEvent) -> TimelineEntry:
    role, what = _STEPS.get(event.action, ("", event.action))
    data = event.data
    if "effective_from" in data:
        what += f", in force from {date_format(date.fromisoformat(data['effective_from']))}"
    return TimelineEntry(
        who=", ".join(part for part in (role, event.by.name if event.by else "") if part),
        what=what,
        when=date_format(timezone.localtime(event.at), "DATETIME_FORMAT"),
        when_iso=event.at.isoformat(),
        text=data.get("note", ""),
    )
