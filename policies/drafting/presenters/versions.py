"""How the desk words versions, and whose turn it is."""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from policies.library.models import Policy, PolicyVersion

State = PolicyVersion.State

_TONES = {
    State.IN_REVIEW: "ask-first",
    State.RETURNED: "prohibited",
    State.APPROVED: "conditional",
    State.SCHEDULED: "conditional",
    State.PUBLISHED: "permitted",
    State.WITHDRAWN: "prohibited",
}


@dataclass(frozen=True)
class StateWord:
    """A state's word and tone, as templates/components/state_line.html shows it."""

    word: str
    css: str


def is_superseded(version: PolicyVersion) -> bool:
    """Whether a published version has been replaced: its days are over, or were none."""
    days = version.effective
    if version.state != State.PUBLISHED or days is None:
        return False
    return days.isempty or (days.upper is not None and days.upper <= timezone.localdate())


def state_word(version: PolicyVersion) -> StateWord:
    """The state as people call it; superseded is read from the version's days."""
    if is_superseded(version):
        return StateWord("Superseded", "")
    return StateWord(version.get_state_display(), _TONES.get(version.state, ""))


def when_words(version: PolicyVersion) -> str:
    """The days of a version, such as "Comes into force on …"; empty where it has none."""
    days = version.effective
    if version.state == State.SCHEDULED:
        return f"Comes into force on {date_format(version.scheduled_for)}"
    if version.state == State.DISCARDED or days is None:
        return ""
    if version.state in PolicyVersion.WORKING:
        return f"Wanted from {date_format(days.lower)}"
    withdrawn = version.state == State.WITHDRAWN
    if days.isempty:
        return f"{'Withdrawn' if withdrawn else 'Replaced'} on its first day"
    if days.upper is None:
        return f"In force since {date_format(days.lower)}"
    last = date_format(days.upper - timedelta(days=1))
    then = ", then withdrawn" if withdrawn else ""
    return f"In force from {date_format(days.lower)} to {last}{then}"


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
        return state_word(self.version)

    @property
    def when(self) -> str:
        return when_words(self.version)

    @property
    def holder(self) -> str:
        """Whose turn it is, while it is at the desk."""
        version = self.version
        if version.state in PolicyVersion.EDITABLE:
            return f"with Editor, {self.author}" if version.author else "with the editors"
        if version.state == State.IN_REVIEW:
            return f"with the approvers; written by {self.author}"
        if version.state in (State.APPROVED, State.SCHEDULED):
            waits = "not published yet" if version.state == State.APPROVED else "waits for its day"
            return f"approved by {version.approver.name}; {waits}"
        return "no second person has read it yet" if version.is_unread else ""

    @property
    def author(self) -> str:
        return self.version.author.name if self.version.author else ""

    @property
    def read_after(self) -> str:
        """Who read an emergency's text after the fact, and when; empty while nobody has."""
        if not self.version.reviewed_after_at:
            return ""
        when = date_format(timezone.localtime(self.version.reviewed_after_at))
        return f"Approver, {self.version.reviewed_after_by.name}, on {when}"


@dataclass(frozen=True)
class PolicyLine:
    """A policy in the desk's list: what is in force, what is on its way."""

    policy: Policy

    @property
    def url(self) -> str:
        return reverse("desk_policy", args=[self.policy.code])

    @property
    def in_force(self) -> str:
        """What became of the last published version, in words; empty where there is none."""
        last = next((v for v in self.policy.shown_versions if v.state in v.PUBLIC), None)
        if last is None:
            return ""
        words = when_words(last)
        return f"Version {last.number}: {words[:1].lower()}{words[1:]}"

    @property
    def at_desk(self) -> VersionPresenter | None:
        return next(
            (VersionPresenter(v) for v in self.policy.shown_versions if v.state in v.WORKING), None
        )
