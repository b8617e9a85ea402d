"""What staff type, and the words the documents use for it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from portal.models import LockedModel, lock_trigger


class Synonym(LockedModel):
    """`word` is lower case, one word or several; `means` are tried as well when somebody searches for it."""

    word = models.CharField(max_length=100, unique=True)
    means = ArrayField(models.CharField(max_length=100))

    class Meta:
        ordering = ["word"]
        triggers = [lock_trigger()]

    def __str__(self) -> str:
        return f"{self.word}: {', '.join(self.means)}"
