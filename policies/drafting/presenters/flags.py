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
from policies.library.models import Citation
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
    heirs: Sequence["Heir"]
    why_gone: str
    relying: Sequence["Flagged"]


@dataclass(frozen=True)
class Heir:
    """A clause that took the place of one that is gone; `name` is its number and heading, if any."""

    short_id: str
    name: str
    words_html: SafeString


@dataclass(frozen=True)
class Flagged:
    """One thing that rests on old words, who keeps it, and where it is edited.

    `form` says that it holds in the new words, or which clauses it rests on where its own is gone;
    None where it can do neither.
    """

    pk: int
    thing: ReliancePresenter
    keeper: str
    mend_url: str
    form: Form | None


# Where what a thing rests on is edited, by the model of the thing.
_MENDED_AT = {
    "contact": "/manage{url}clauses/",
    "definition": "/manage/definitions/{pk}/",
    "mattercell": "/manage{url}{pk}/",
    "roletask": "/manage/roles/{part}/tasks/{pk}/",
}


def mend_url(citation: Citation) -> str:
    """Where what the thing rests on is edited; "" where it is not.

    By itself that is the same address as its page, below /manage/.
    """
    pattern = _MENDED_AT.get(citation.source_type.model, "/manage{url}" if citation.url else "")
    path = pattern.format(url=citation.url, pk=citation.source_id, part=citation.part)
    try:
        resolve(path)
    except Resolver404:
        return ""
    return path


def filters(found: Iterable[Keeper], mine: JobRole | None) -> list[tuple[str, str]]:
    """Whose flags there are, as (what the address says, label): the reader's own come first."""
    by_role = [(k.job_role.key, k) for k in found if k.job_role]
    own = [(key, f"Mine ({k.flags})") for key, k in by_role if k.job_role == mine]
    others = [(key, f"{k.job_role.title} ({k.flags})") for key, k in by_role if k.job_role != mine]
    nobody = [(NOBODY, f"Without an owner ({k.flags})") for k in found if not k.job_role]
    return [("", "All"), *own, *others, *nobody]


def heir_choices(words: FlaggedWords) -> list[tuple[int, str]]:
    """What took the place of a clause that is gone, to choose from by the row of its words."""
    return [(heir.pk, f"{heir.clause.short_id} {clause_name(heir)}") for heir in words.ending.heirs]


def flag(
    words: FlaggedWords, forms: Mapping[int, Form | None], titles: Mapping[int, str]
) -> FlagPresenter:
    """One group of the re-confirm queue.

    `forms` gives the form of each citation, `titles` the titles of the keepers' job roles.
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
        heirs=[
            Heir(
                short_id=h.clause.short_id,
                name=f"{h.number} {h.heading}".strip(),
                words_html=words_html([("same", h.text)]),
            )
            for h in words.ending.heirs
        ],
        why_gone=words.ending.reason,
        relying=[
            Flagged(c.pk, reliance(c), titles.get(c.keeper, ""), mend_url(c), forms[c.pk])
            for c in words.citations
        ],
    )
