"""Why the desk says no."""

from policies.library.models import PolicyVersion


class Refused(Exception):
    """What was asked for cannot be done now; `str()` tells the person why and what to do."""


class AlreadyAtDesk(Refused):
    """Somebody is already working on the policy's next version: `version` is that one."""

    def __init__(self, version: PolicyVersion):
        super().__init__(
            f"Version {version.number} of this policy is already at the desk. Go on from there."
        )
        self.version = version


class ClauseGone(Refused):
    """The clause was removed from the draft while somebody else was still writing in it."""
