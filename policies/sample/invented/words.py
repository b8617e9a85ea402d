"""Invented texts, the same for the same seed."""

import random
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from uuid import UUID


class Writer:
    """Makes texts up out of the words of `texts`, each as often as they have it."""

    def __init__(self, texts: Sequence[str], seed: int):
        self.random = random.Random(seed)  # noqa: S311 - nothing depends on nobody guessing it
        counts = Counter(word for text in texts for word in text.split() if word.isalpha())
        self.stock = sorted(counts)
        self.weights = list(accumulate(counts[word] for word in self.stock))
        # Words that say something: what a definition may explain.
        self.terms = sorted(w for w in counts if len(w) > 6 and w.islower() and counts[w] < 20)

    def words(self, count: int) -> list[str]:
        return self.random.choices(self.stock, cum_weights=self.weights, k=count)

    def phrase(self, count: int) -> str:
        return " ".join(self.words(count)).capitalize()

    def body(self) -> str:
        """One to four sentences, forty words on average."""
        lengths = [self.random.randint(8, 24) for _ in range(self.random.randint(1, 4))]
        return f"<p>{'. '.join(self.phrase(length) for length in lengths)}.</p>"

    def reworded(self, body: str) -> str:
        """The same with every tenth word another."""
        words = body.removeprefix("<p>").removesuffix(".</p>").split(" ")
        for place in range(self.random.randrange(min(10, len(words))), len(words), 10):
            words[place] = self.words(1)[0]
        return f"<p>{' '.join(words)}.</p>"

    def uid(self) -> UUID:
        return UUID(int=self.random.getrandbits(128), version=4)
