"""What an editor settled about an import, beside what matching found. Plain Python."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from policies.drafting.importing.result import Matching
from policies.drafting.importing.tree import ParsedClause, walk


class How(StrEnum):
    """What became of a clause of the version before."""

    MATCHED = "matched"
    SPLIT = "split"
    MERGED = "merged"
    REPLACED = "replaced"
    RETIRED = "retired"


@dataclass(frozen=True)
class Fate:
    """`keys` are the clauses of the document that it became part of; `reason` is why it ends."""

    how: How
    keys: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Said:
    """Kind and strength of a clause as an editor confirmed them."""

    kind: str
    strength: str
    strength_words: str


@dataclass
class Choices:
    """`old` by uid of a clause before; `clauses` and `adopted` by key of a clause of the document.

    What is adopted was confirmed in the version before, for the same words.
    """

    matching: Matching = field(default_factory=lambda: Matching((), (), (), ()))
    old: dict[str, Fate] = field(default_factory=dict)
    clauses: dict[str, Said] = field(default_factory=dict)
    adopted: dict[str, Said] = field(default_factory=dict)

    def fates(self) -> dict[str, Fate]:
        """uid → what becomes of it: as matching found, unless the editor said otherwise."""
        taken = {key for fate in self.old.values() if fate.how == How.MATCHED for key in fate.keys}
        found = {
            pair.old: Fate(How.MATCHED, (pair.new,))
            for pair in self.matching.pairs
            if pair.new not in taken
        }
        return found | self.old

    def continued(self) -> dict[str, str]:
        """key → uid of the old clause that this clause goes on as."""
        return {fate.keys[0]: uid for uid, fate in self.fates().items() if fate.how == How.MATCHED}

    def undecided(self, uids: Iterable[str]) -> list[str]:
        """The old clauses of which nobody knows what becomes of them."""
        fates = self.fates()
        return [uid for uid in uids if uid not in fates]

    def is_confirmed(self, clause: ParsedClause) -> bool:
        return clause.certain or clause.key in self.clauses or clause.key in self.adopted

    def unconfirmed(self, tree: Iterable[ParsedClause]) -> list[ParsedClause]:
        """The clauses whose kind and strength nobody has confirmed."""
        return [clause for clause in walk(tree) if not self.is_confirmed(clause)]

    def said(self, clause: ParsedClause) -> Said:
        """A clause's kind and strength: as confirmed, else as adopted, else as proposed."""
        proposed = Said(clause.kind, clause.strength, clause.strength_words)
        return self.clauses.get(clause.key) or self.adopted.get(clause.key, proposed)

    def as_json(self) -> dict[str, Any]:
        """As plain values that JSON can hold."""
        return {
            "matching": self.matching.as_json(),
            "old": {uid: asdict(fate) for uid, fate in self.old.items()},
            "clauses": {key: asdict(said) for key, said in self.clauses.items()},
            "adopted": {key: asdict(said) for key, said in self.adopted.items()},
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "Choices":
        """The choices that `as_json` gave; none from an empty mapping."""
        if not values:
            return cls()
        return cls(
            Matching.from_json(values["matching"]),
            {
                uid: Fate(How(fate["how"]), tuple(fate["keys"]), fate["reason"])
                for uid, fate in values["old"].items()
            },
            {key: Said(**said) for key, said in values["clauses"].items()},
            {key: Said(**said) for key, said in values["adopted"].items()},
        )
