from portal.models.audit import AuditEvent
from portal.models.chained import ChainedEvent, chain_triggers
from portal.models.frozen import frozen
from portal.models.locked import Conflict, LockedModel, lock_trigger
from portal.models.user import User

__all__ = [
    "AuditEvent",
    "ChainedEvent",
    "Conflict",
    "LockedModel",
    "User",
    "chain_triggers",
    "frozen",
    "lock_trigger",
]
