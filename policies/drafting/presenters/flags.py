"""How the re-confirm queue shows words that changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.forms import Form
from django.utils.safestring import SafeString

from policies.drafting.presenters.changes import clause_name, compared
from policies.drafting.reading.changes import Difference, differences
from policies.drafting.reading.flags import FlaggedWords
from policies.library.comparing import ClauseChange
from policies.library.presenters import ReliancePresenter, reliance, words_html


@dataclass(frozen=True)
class FlagPresenter:
    """Words that changed, side by side, and everything that still rests on the old ones."""

    name: str
    short_id: str
    policy_title: str
    old_label: str
    old_html: SafeString
    new_label: str
    new_html: SafeString
    differences: Sequence[Difference]
    new_id: int | None
    relying: Sequence[tuple[int, ReliancePresenter, Form]]


def flag(words: FlaggedWords, forms: Mapping[int, Form]) -> FlagPresenter:
    """One group of the re-confirm queue; `forms` gives the confirm form of each citation."""
    old, new = words.old, words.new
    change = ClauseChange("changed" if new else "removed", old, new)
    runs = compared(change)
    return FlagPresenter(
        name=clause_name(new or old),
        short_id=old.clause.short_id,
        policy_title=old.version.policy.title,
        old_label=f"Before: version {old.version.number}",
        old_html=words_html(run for run in runs if run[0] != "added"),
        new_label=f"Now: version {new.version.number}" if new else "Now",
        new_html=words_html(run for run in runs if run[0] != "removed") if new else SafeString(""),
        differences=[d for d in differences(change) if d[0] != "Number"],
        new_id=new.pk if new else None,
        relying=[(c.pk, reliance(c), forms[c.pk]) for c in words.citations],
    )
