"""The three registers: what each holds, why it is kept, how its list is narrowed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import models

from policies.registers.models import OfficialAccount, OfficialPost, Representative
from policies.registers.models.entry import EntryQuerySet

Narrow = Callable[[EntryQuerySet, date], EntryQuerySet]


@dataclass(frozen=True)
class Choice:
    """One way of looking at a register; `none` says why it is empty."""

    key: str
    label: str
    narrow: Narrow
    none: str


@dataclass(frozen=True)
class Book:
    """A register. `one` names an entry, `column` what stands first of it in a list.

    `asked` are clauses that ask for what it keeps.
    """

    key: str
    title: str
    one: str
    column: str
    lede: str
    model: type[models.Model]
    choices: tuple[Choice, ...]
    asked: tuple[str, ...]
    related: tuple[str, ...] = ("policy_set",)
    end: str = ""

    def all(self) -> EntryQuerySet:
        return self.model.objects.select_related(*self.related)

    def choice(self, key: str) -> Choice:
        """The chosen way of looking; the first for anything else."""
        return next((choice for choice in self.choices if choice.key == key), self.choices[0])


_ALL = Choice("all", "All", lambda entries, day: entries, "Nothing has been entered yet.")

REPRESENTATIVES = Book(
    key="representatives",
    title="Authorised representatives",
    one="authorised representative",
    column="Name",
    lede="Who may speak for the organisation, on what, from which day to which.",
    model=Representative,
    choices=(
        Choice(
            "now", "May speak now", lambda e, day: e.speaking(day), "Nobody may speak at present."
        ),
        Choice("to-come", "To come", lambda e, day: e.to_come(day), "Nobody is to begin later."),
        Choice("over", "Over", lambda e, day: e.over(day), "Nobody’s time has run out."),
        Choice("revoked", "Revoked", lambda e, day: e.revoked(day), "Nobody was revoked."),
        _ALL,
    ),
    asked=("dhs-057", "dhs-058", "dhs-059", "dss-033", "dss-034", "dss-035"),
    end="revoke",
)
ACCOUNTS = Book(
    key="accounts",
    title="Official accounts",
    one="official account",
    column="Account",
    lede="The accounts, pages and sites that the organisation runs, and who answers for each.",
    model=OfficialAccount,
    choices=(
        Choice("open", "Open", lambda e, day: e.open(day), "No account is open."),
        Choice(
            "unfinished",
            "To complete",
            lambda e, day: e.open(day).unfinished(),
            "Every entry says on which platform and where.",
        ),
        Choice("closed", "Closed", lambda e, day: e.closed(day), "No account was closed."),
        _ALL,
    ),
    asked=("dhs-061", "dhs-078", "dhs-079", "dss-033", "dss-046", "dss-047"),
    end="close",
)
POSTS = Book(
    key="posts",
    title="Official posts",
    one="official post",
    column="What",
    lede="What was posted in an official capacity: what, when, where, by whom, who approved it.",
    model=OfficialPost,
    choices=(_ALL,),
    asked=("dhs-062", "dhs-137", "dss-068", "dss-069", "dss-112", "dss-114", "dss-115"),
    related=("account__policy_set", "entered_by"),
)
BOOKS = {book.key: book for book in (REPRESENTATIVES, ACCOUNTS, POSTS)}
