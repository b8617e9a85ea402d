from policies.guides.models.guide import Guide
from policies.guides.models.guide_run import GuideRun
from policies.guides.models.guide_version import GuideVersion

__all__ = ["Guide", "GuideRun", "GuideVersion"]
