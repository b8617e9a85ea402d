"""What was typed, taken apart: words, "phrases", -words to leave out, this or that, and what means the same."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from policies.library.markup import clean

LONGEST = 200
MOST_TERMS = 16
MOST_MEANINGS = 40
LONGEST_SYNONYM = 4  # words

_quotes = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'"})
_piece = re.compile(r'(?P<out>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')


def tidy(text: str) -> str:
    """What is searched for: one line without control characters, cut to what a person may type."""
    return " ".join(clean(text).split())[:LONGEST].strip()


@dataclass(frozen=True)
class Term:
    """A word, or words in quotes; `also` are phrases that mean the same."""

    text: str
    phrase: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Typed:
    """A search: every one of `groups` is wanted, of each group one term; none of `out`."""

    text: str
    groups: tuple[tuple[Term, ...], ...] = ()
    out: tuple[Term, ...] = ()

    @classmethod
    def of(cls, text: str) -> "Typed":
        """Take apart what was typed. Whatever it is, it is only searched for: no sign is an error."""
        text = tidy(text)
        groups: list[tuple[Term, ...]] = []
        out: list[Term] = []
        joined = False
        for match in list(_piece.finditer(text.translate(_quotes)))[: 2 * MOST_TERMS]:
            phrase = match["phrase"] is not None
            words = match["phrase"] if phrase else match["word"]
            if words.lower() == "or" and not phrase:
                joined = bool(groups)
                continue
            if not re.search(r"\w", words):
                continue
            term = Term(words, phrase)
            if match["out"]:
                out.append(term)
            elif joined:
                groups[-1] = (*groups[-1], term)
            elif (term,) not in groups:
                groups.append((term,))
            joined = False
        return cls(text, tuple(groups[:MOST_TERMS]), tuple(out[:MOST_TERMS]))

    @property
    def terms(self) -> list[Term]:
        return [term for group in self.groups for term in group]

    @property
    def words(self) -> list[str]:
        """The single words that are wanted, as they were typed."""
        return [word for term in self.terms for word in term.text.split()]

    def _plain(self, start: int, length: int) -> str:
        """The `length` words from `start` as a synonym would have them; empty where they are no plain words."""
        groups = self.groups[start : start + length]
        if len(groups) < length or any(len(g) > 1 or g[0].phrase for g in groups):
            return ""
        return " ".join(g[0].text.lower().strip(".,;:!?()") for g in groups)

    def may_be_synonyms(self) -> list[str]:
        """Every run of words that the synonym table may know."""
        runs = (
            self._plain(start, length)
            for start in range(len(self.groups))
            for length in range(1, LONGEST_SYNONYM + 1)
        )
        return list(dict.fromkeys(filter(None, runs)))

    def with_meanings(self, meanings: Mapping[str, Sequence[str]]) -> "Typed":
        """The same search with what the synonym table says for its words, the longest run of words first."""
        groups: list[tuple[Term, ...]] = []
        left, start = MOST_MEANINGS, 0
        while start < len(self.groups):
            length = next(
                (n for n in range(LONGEST_SYNONYM, 0, -1) if self._plain(start, n) in meanings), 0
            )
            if not length:
                groups.append(self.groups[start])
                start += 1
                continue
            also = tuple(meanings[self._plain(start, length)])[:left]
            text = " ".join(g[0].text for g in self.groups[start : start + length])
            groups.append((Term(text, also=also),))
            left -= len(also)
            start += length
        return replace(self, groups=tuple(groups))
