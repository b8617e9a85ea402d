from policies.guides.models.guide import Guide
from policies.guides.models.guide_draft import GuideDraft
from policies.guides.models.guide_run import GuideRun
from policies.guides.models.guide_signature import GuideSignature
from policies.guides.models.guide_version import GuideVersion
from policies.guides.models.prohibition_waiver import ProhibitionWaiver

__all__ = [
    "Guide",
    "GuideDraft",
    "GuideRun",
    "GuideSignature",
    "GuideVersion",
    "ProhibitionWaiver",
]
