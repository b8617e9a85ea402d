"""What waits at the desk, in piles: each with its count and where it leads."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from policies.drafting.models import PolicyImport
from policies.drafting.presenters.versions import StateWord, VersionPresenter
from policies.drafting.reading.desk import Waiting
from policies.library.models import PolicyVersion

# So many of a pile lie open; the others are folded behind their number.
OPEN = 5


@dataclass(frozen=True)
class DeskItem:
    """Something that waits: what it is, where it is dealt with, how it stands."""

    label: str
    url: str
    state: StateWord | None = None
    holder: str = ""
    extra: str = ""


@dataclass(frozen=True)
class Pile:
    """Things that wait for the same step, which its title names."""

    title: str
    items: Sequence[DeskItem]

    @property
    def first(self) -> Sequence[DeskItem]:
        return self.items[:OPEN]

    @property
    def rest(self) -> Sequence[DeskItem]:
        return self.items[OPEN:]


@dataclass(frozen=True)
class DeskPiles:
    """What waits for the reader, what waits for its day, and what others have."""

    mine: Sequence[Pile]
    scheduled: Pile
    others: Pile


def desk_piles(waiting: Waiting) -> DeskPiles:
    """The desk's piles as the home page shows them, the nearest to readers first."""
    mine = [
        Pile("Read after the fact", _items(waiting.to_read_after, "changes_url")),
        Pile("Publish", _items(waiting.to_publish, "changes_url")),
        Pile("Read and approve", _items(waiting.to_approve, "changes_url")),
        Pile("Make the changes asked for", _items(waiting.returned, "url")),
        Pile("Finish the draft", _items(waiting.drafts, "url")),
    ]
    return DeskPiles(
        mine=[pile for pile in mine if pile.items],
        scheduled=Pile("Waiting for their day", _items(waiting.scheduled, "changes_url")),
        others=Pile("With others", _items(waiting.others, "url")),
    )


def import_pile(imports: Sequence[PolicyImport]) -> Pile:
    """Documents that are being read or reconciled."""
    items = [
        DeskItem(
            label=f"{found.file_name} for {found.policy.title}",
            url=found.get_absolute_url(),
            state=StateWord(found.get_state_display(), "ask-first"),
        )
        for found in imports
    ]
    return Pile("Imports under way", items)


def _items(versions: Sequence[PolicyVersion], page: str) -> list[DeskItem]:
    return [_item(version, page) for version in versions]


def _item(version: PolicyVersion, page: str) -> DeskItem:
    shown = VersionPresenter(version)
    comments = version.open_comments
    open_comments = f"{comments} open comment{'' if comments == 1 else 's'}" if comments else ""
    return DeskItem(
        label=shown.title,
        url=getattr(shown, page),
        state=shown.state,
        holder=shown.holder,
        extra=" · ".join(part for part in (shown.when, open_comments) if part),
    )


@dataclass(frozen=True)
class Chore:
    """Something to look after, with its number (None: not counted) and what it is about."""

    number: int | None
    label: str
    about: str
    url: str


def chores(*, flags: int, notes: int, contacts: Mapping[str, int] | None = None) -> list[Chore]:
    """What is to be looked after beside versions; `contacts` for those who keep them."""
    return [
        Chore(
            flags,
            f"flag{'' if flags == 1 else 's'} to confirm or mend",
            "The words of a clause changed under what relies on it.",
            reverse("flag_list"),
        ),
        Chore(
            notes,
            f"editor’s note{'' if notes == 1 else 's'} still open",
            "A gap, a fault or a tension in a text that is in force.",
            reverse("note_list"),
        ),
        *(_contact_chores(contacts) if contacts else ()),
    ]


def _contact_chores(contacts: Mapping[str, int]) -> Iterator[Chore]:
    page, wrong, waiting = reverse("contact_manage"), contacts["reported"], contacts["unchecked"]
    if wrong:
        yield Chore(
            wrong,
            f"contact{'' if wrong == 1 else 's'} reported wrong",
            "Somebody rang or wrote, and it was not right. They are told once it is settled.",
            f"{page}?show=reported",
        )
    yield Chore(
        waiting,
        f"contact{'' if waiting == 1 else 's'} to check",
        "Ring each once a quarter, and say that it is right.",
        f"{page}?show=unchecked",
    )
