"""Writing the audit trail. Called inside the transaction of the action that it records."""

from django.db import models

from portal.models import AuditEvent, User
from portal.models.chained import canonical


def record(*, by: User | None, action: str, on: models.Model, **detail) -> None:
    """Append one audit event for `on`.

    `by` is the person (None for the worker), `action` a short verb such as "policy.publish", `detail` facts that a
    reader of the trail needs; never the words of a case.
    """
    AuditEvent.objects.create(
        chain=f"{on._meta.model_name}:{on.pk}",
        by=by,
        action=action,
        detail=canonical(detail) if detail else "",
    )
