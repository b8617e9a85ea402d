from policies.guides.actions.compiling import compiled, replay
from policies.guides.actions.publishing import GateRefused, publish
from policies.guides.actions.running import (
    AT_ONCE,
    NotFinished,
    answer,
    attach,
    keep,
    purge,
    start,
    take_on,
)

__all__ = [
    "AT_ONCE",
    "GateRefused",
    "NotFinished",
    "answer",
    "attach",
    "compiled",
    "keep",
    "publish",
    "purge",
    "replay",
    "start",
    "take_on",
]
