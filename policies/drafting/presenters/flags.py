"""How the re-confirm queue shows words that changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.forms import Form
from django.urls import Resolver404, resolve
from django.utils.safestring import SafeString

from policies.drafting.presenters.changes import clause_name, compared
from policies.drafting.reading.changes import Difference, differences
from policies.drafting.reading.flags import FlaggedWords, Keeper
from policies.library.comparing import ClauseChange
from policies.library.presenters import ReliancePresenter, reliance, words_html
from policies.roles.models import JobRole

# What the address says for flags that nobody keeps.
NOBODY = "nobody"


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
    successors: Sequence[str]
    why_gone: str
    relying: Sequence["Flagged"]


@dataclass(frozen=True)
class Flagged:
    """One thing that rests on old words, who keeps it, and where it is edited."""

    pk: int
    thing: ReliancePresenter
    keeper: str
    mend_url: str
    form: Form


def mend_url(url: str) -> str:
    """Where what is shown at `url` is edited: the same address below /manage/; "" where it is not."""
    path = f"/manage{url}"
    try:
        resolve(path)
    except Resolver404:
        return ""
    return path if url else ""


def filters(found: Iterable[Keeper], mine: JobRole | None) -> list[tuple[str, str]]:
    """Whose flags there are, as (what the address says, label): the reader's own come first."""
    by_role = [(k.job_role.key, k) for k in found if k.job_role]
    own = [(key, f"Mine ({k.flags})") for key, k in by_role if k.job_role == mine]
    others = [(key, f"{k.job_role.title} ({k.flags})") for key, k in by_role if k.job_role != mine]
    nobody = [(NOBODY, f"Without an owner ({k.flags})") for k in found if not k.job_role]
    return [("", "All"), *own, *others, *nobody]


def flag(
    words: FlaggedWords, forms: Mapping[int, Form], titles: Mapping[int, str]
) -> FlagPresenter:
    """One group of the re-confirm queue.

    `forms` gives the confirm form of each citation, `titles` the titles of the keepers' job roles.
    """
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
        successors=[row.successor.short_id for row in words.successions if row.successor],
        why_gone=next((row.reason for row in words.successions if row.reason), ""),
        relying=[
            Flagged(c.pk, reliance(c), titles.get(c.keeper, ""), mend_url(c.url), forms[c.pk])
            for c in words.citations
        ],
    )
