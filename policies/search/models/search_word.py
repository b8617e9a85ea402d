"""The words of the library, by their letters: what a misspelt word may have meant."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models


class SearchWord(models.Model):
    """Gathered from what can be found; see policies/search/spelling.py."""

    word = models.CharField(max_length=40, unique=True)
    stem = models.CharField(max_length=40, help_text="What the search makes of it.")
    times = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="search_word_letters"),
            models.Index(fields=["stem"], name="search_word_stem"),
        ]

    def __str__(self) -> str:
        return self.word
