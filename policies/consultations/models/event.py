"""What happened to a consultation, in order, for good."""

from typing import ClassVar

from django.db import models

from policies.consultations.models.consultation import Consultation
from portal.models import ChainedEvent, chain_triggers

_HASHED = (*ChainedEvent.hashed, "from_state", "to_state", "by_title", "text")


class ConsultationEvent(ChainedEvent):
    """One step, chained to the one before it. `by_title` is the person's job title at the time."""

    hashed: ClassVar[tuple[str, ...]] = _HASHED

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="events")
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20)
    by_title = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["consultation", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["chain", "sequence"], name="event_one_row_a_place"),
        ]
        # Which records somebody had a hand in, read from the index alone.
        indexes = [models.Index(fields=["by", "consultation"], name="event_by_whom")]
        triggers = chain_triggers("policies_consultationevent", _HASHED)

    def __str__(self) -> str:
        return f"{self.chain} {self.sequence}: {self.action}"
