"""The audit trail: who did what to which record, and who read it."""

from typing import ClassVar

from django.db import models

from portal.models.chained import ChainedEvent, chain_triggers


class AuditEvent(ChainedEvent):
    """One thing a person did. A chain is one record, named `model:key`."""

    hashed: ClassVar[tuple[str, ...]] = ChainedEvent.hashed

    class Meta:
        ordering = ["chain", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["chain", "sequence"], name="audit_one_row_a_place"),
        ]
        indexes = [models.Index(fields=["by", "-at"]), models.Index(fields=["-at"])]
        triggers = chain_triggers("portal_auditevent", ChainedEvent.hashed)

    def __str__(self) -> str:
        return f"{self.chain} {self.sequence}: {self.action}"
