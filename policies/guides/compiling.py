"""What is published, compiled: a published definition never changes, so once a process is enough."""

import hashlib
from collections.abc import Mapping

from policies.guides.engine import CompiledGuide, compile_guide
from policies.guides.models import GuideVersion
from portal.models.chained import canonical

_compiled: dict[str, CompiledGuide] = {}


def compiled(version: GuideVersion) -> CompiledGuide:
    """The version's guide, ready to be gone through."""
    if version.hash not in _compiled:
        _compiled[version.hash] = compile_guide(version.definition)
    return _compiled[version.hash]


def definition_hash(definition: Mapping) -> str:
    """What names a definition exactly: a version carries it, and a signature holds for it."""
    return hashlib.sha256(canonical(dict(definition)).encode()).hexdigest()
