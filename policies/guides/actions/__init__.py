from policies.guides.actions.compiling import compiled, replay
from policies.guides.actions.drafts import (
    discard_draft,
    import_draft,
    publish_draft,
    return_draft,
    save_draft,
    start_draft,
    submit_draft,
)
from policies.guides.actions.errors import AlreadyAtDesk, GateRefused, NotSigned, Refused
from policies.guides.actions.publishing import publish
from policies.guides.actions.replaying import (
    CannotReplay,
    Replayed,
    replay_runs,
    retrace,
    stored_guide,
)
from policies.guides.actions.restarting import (
    NoLongerServed,
    NothingNewer,
    Restarted,
    restart,
)
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
from policies.guides.actions.signing import sign
from policies.guides.actions.waivers import WaiverRefused, take_back, waive

__all__ = [
    "AT_ONCE",
    "AlreadyAtDesk",
    "CannotReplay",
    "GateRefused",
    "NoLongerServed",
    "NotFinished",
    "NotSigned",
    "NothingNewer",
    "Refused",
    "Replayed",
    "Restarted",
    "WaiverRefused",
    "answer",
    "attach",
    "compiled",
    "discard_draft",
    "import_draft",
    "keep",
    "publish",
    "publish_draft",
    "purge",
    "replay",
    "replay_runs",
    "restart",
    "retrace",
    "return_draft",
    "save_draft",
    "sign",
    "start",
    "start_draft",
    "stored_guide",
    "submit_draft",
    "take_back",
    "take_on",
    "waive",
]
