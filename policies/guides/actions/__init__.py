from policies.guides.actions.compiling import compiled, replay
from policies.guides.actions.publishing import GateRefused, publish
from policies.guides.actions.running import NotFinished, answer, attach, keep, purge, start

__all__ = [
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
]
