"""A published version's guide, gone through."""

from policies.guides import engine
from policies.guides.compiling import compiled
from policies.guides.models import GuideRun

__all__ = ["compiled", "replay"]


def replay(run: GuideRun) -> engine.Replay:
    """Where the run's answers have led."""
    return engine.replay(compiled(run.version), run.policy_set.code, dict(run.answers))
