"""Why the guide desk says no."""

from collections.abc import Sequence

from policies.guides import checks
from policies.guides.differing import ToSign
from policies.guides.models import GuideDraft

MOST_NAMED = 10


class Refused(Exception):
    """What was asked for cannot be done now; `str()` tells the person why and what to do."""


class AlreadyAtDesk(Refused):
    """Somebody is already working on the guide's next version: `draft` is that one."""

    def __init__(self, draft: GuideDraft):
        super().__init__(f"A draft of “{draft.slug}” is already at the desk. Go on from there.")
        self.draft = draft


class GateRefused(Exception):
    """The publish gate found faults; `report` names each of them."""

    def __init__(self, report: checks.Report):
        super().__init__("\n".join(f"{f.rule}, {f.node}: {f.message}" for f in report.faults))
        self.report = report


class NotSigned(Exception):
    """A version lacks signatures: `missing` is what nobody has signed for, and `str()` names it."""

    def __init__(self, missing: Sequence[ToSign]):
        named = [item.what for item in missing[:MOST_NAMED]]
        if len(missing) > MOST_NAMED:
            named.append(f"and {len(missing) - MOST_NAMED} more")
        super().__init__("Nobody has signed for: " + "\n".join(named))
        self.missing = missing
