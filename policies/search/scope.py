"""Where a search looks: first in what binds the reader, then, marked, in what binds others; or where a filter says."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import urlencode

from policies.library.models import Kind, Strength
from policies.roles.models import PolicySet

KINDS = [(kind.value, kind.label) for kind in Kind if kind != Kind.SECTION]


@dataclass(frozen=True)
class Scope:
    """`own` binds the reader (None: no job in the portal), `chosen` is the set asked for, with kind and strength."""

    own: PolicySet | None
    chosen: PolicySet | None = None
    kind: str = ""
    strength: str = ""

    @classmethod
    def of(
        cls, asked: Mapping[str, str], own: PolicySet | None, sets: Mapping[str, PolicySet]
    ) -> "Scope":
        """The filters in an address; what names nothing is left out."""
        return cls(
            own=own,
            chosen=sets.get(asked.get("set", "")),
            kind=_known(asked.get("kind", ""), dict(KINDS)),
            strength=_known(asked.get("strength", ""), dict(Strength.choices)),
        )

    @property
    def first(self) -> PolicySet | None:
        """The set that is looked through first; None: the whole library."""
        return self.chosen or self.own

    @property
    def is_own(self) -> bool:
        """Whether what is found first binds the reader."""
        return self.own is not None and self.first == self.own

    @property
    def has_rest(self) -> bool:
        """Whether what binds others is looked through as well."""
        return self.own is not None and self.chosen is None

    @property
    def clauses_only(self) -> bool:
        """Kind and strength are of clauses: nothing else has them."""
        return bool(self.kind or self.strength)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.chosen or self.clauses_only)

    @cached_property
    def filters(self) -> dict[str, str]:
        """The filters as they stand in an address."""
        asked = {
            "set": self.chosen.code if self.chosen else "",
            "kind": self.kind,
            "strength": self.strength,
        }
        return {name: value for name, value in asked.items() if value}

    def address(self, words: str) -> str:
        """This search, as an address to share."""
        return f"/search/?{urlencode({'q': words} | self.filters)}"

    def without(self, name: str) -> "Scope":
        """The same without one filter: set, kind or strength."""
        return replace(self, **({"chosen": None} if name == "set" else {name: ""}))


def _known(value: str, choices: Mapping[str, str]) -> str:
    return value if value in choices else ""
