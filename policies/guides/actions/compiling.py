"""A published version's guide, ready to be gone through."""

from policies.guides import engine
from policies.guides.models import GuideRun, GuideVersion

_compiled: dict[str, engine.CompiledGuide] = {}


def compiled(version: GuideVersion) -> engine.CompiledGuide:
    """The version's guide, compiled once a process: a published definition never changes."""
    if version.hash not in _compiled:
        _compiled[version.hash] = engine.compile_guide(version.definition)
    return _compiled[version.hash]


def replay(run: GuideRun) -> engine.Replay:
    """Where the run's answers have led."""
    return engine.replay(compiled(run.version), run.policy_set.code, dict(run.answers))
