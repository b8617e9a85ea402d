"""How like two texts are, by their words. Plain Python.

Words are compared, not letters: two rules of the same length share many letters and few words.
Capitals, punctuation, quotation marks and white space say nothing about which clause a text is.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, log

from rapidfuzz.distance import Indel

# A word in more than this share of the texts helps to tell none of them from another.
_COMMON = 0.25
# Less than this share of the telling words in common: not worth a closer look.
_WORTH_A_LOOK = 0.3

_word = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# How much of a likeness is which words are shared; the rest is their order.
_WORDS = 0.6
# In fewer texts than this a word does not weigh more: it may be a slip of the pen.
_SELDOM = 3
_FIRST, _BEFORE_SURROGATES, _BEHIND_SURROGATES = 0x100, 0xD7FF, 0xE000


def words_of(text: str) -> list[str]:
    """The words of a text as they are compared."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return _word.findall(folded)


@dataclass(frozen=True)
class Said:
    """A text whose words are one character each: in their order, and counted."""

    ordered: str
    counts: Counter[str]

    def __len__(self) -> int:
        return len(self.ordered)


class Lexicon:
    """Gives each word a character of its own, so that texts are compared as strings, and a weight.

    A word that few texts have tells more about which clause it is than one that many have.
    """

    def __init__(self):
        self.known: dict[str, str] = {}
        self.holding: Counter[str] = Counter()
        self.texts = 0
        self.weights: dict[str, float] = {}
        self._wholes: dict[str, float] = {}

    def said(self, words: Iterable[str]) -> Said:
        """The text of these words; comparable with others from this lexicon only."""
        ordered = "".join(map(self._character, words))
        counts = Counter(ordered)
        self.texts += 1
        self.holding.update(counts.keys())
        return Said(ordered, counts)

    def weigh(self) -> None:
        """Give the words their weights, once all texts are known."""
        self.weights = {
            word: log(1 + self.texts / max(number, _SELDOM))
            for word, number in self.holding.items()
        }

    def weight(self, counts: Counter[str]) -> float:
        """What these words weigh together."""
        return sum(self.weights[word] * number for word, number in counts.items())

    def shared(self, one: Counter[str], other: Counter[str]) -> float:
        """What the words that both have weigh."""
        if len(one) > len(other):
            one, other = other, one
        return sum(
            self.weights[word] * min(number, other[word])
            for word, number in one.items()
            if word in other
        )

    def likeness(self, one: Said, other: Said) -> float:
        """From 0 to 1: mostly which words they share, by weight, then whether in the same order."""
        both = self._whole(one) + self._whole(other)
        if not both:
            return 0.0
        words = 2 * self.shared(one.counts, other.counts) / both
        order = Indel.normalized_similarity(one.ordered, other.ordered)
        return _WORDS * words + (1 - _WORDS) * order

    def _whole(self, text: Said) -> float:
        """What a text weighs, reckoned once."""
        if text.ordered not in self._wholes:
            self._wholes[text.ordered] = self.weight(text.counts)
        return self._wholes[text.ordered]

    def _character(self, word: str) -> str:
        if word not in self.known:
            code = _FIRST + len(self.known)
            if code > _BEFORE_SURROGATES:
                code += _BEHIND_SURROGATES - _BEFORE_SURROGATES - 1
            self.known[word] = chr(code)
        return self.known[word]


class Index:
    """Texts by their words: which of many are worth comparing with one."""

    def __init__(self, texts: Sequence[Said]):
        self.texts = texts
        self.least = [_WORTH_A_LOOK * len(text) for text in texts]
        self.holding: dict[str, list[int]] = defaultdict(list)
        for place, text in enumerate(texts):
            for word in set(text.counts):
                self.holding[word].append(place)
        most = max(8, ceil(_COMMON * len(texts)))
        self.common = {word for word, places in self.holding.items() if len(places) > most}

    def near(self, text: Said) -> Iterable[int]:
        """The places of texts that share telling words with this one, in no order.

        Enough of them measured by the shorter of the two, so that a part finds its whole. All
        places where the text has no telling word.
        """
        telling = set(text.counts) - self.common
        if not telling:
            return range(len(self.texts))
        shared: Counter[int] = Counter()
        for word in telling:
            shared.update(self.holding.get(word, ()))
        least = _WORTH_A_LOOK * len(telling)
        of_each = self.least
        return [p for p, number in shared.items() if number >= least or number >= of_each[p]]
