"""One mail that lists what somebody wanted to read once a day."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from policies.notices.models.outgoing import Outgoing, OutgoingQuerySet


class Digest(Outgoing):
    """What it lists is fixed when it is put together, so that a second attempt is the same mail."""

    notices = ArrayField(
        models.BigIntegerField(), help_text="The keys of what it lists, oldest first."
    )

    objects = OutgoingQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["not_before"], condition=models.Q(mailed_at=None), name="digest_to_mail"
            )
        ]

    def __str__(self) -> str:
        return f"Digest of {len(self.notices)}"
