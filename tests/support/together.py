"""Tests of one group run in one process, so that what they share is made once.

`--dist loadgroup` of pytest-xdist 3.8 does that by writing the group into a test's id, which
pytest 9.2 no longer lets it do. Here the group is that of the file: `pytestmark` of a file names
it, as xdist wants it, with `xdist_group("name")`.
"""

import re
from pathlib import Path

from xdist.scheduler import LoadScopeScheduling

_NAMED = re.compile(r"\bxdist_group\(\"([^\"]+)\"\)")


class TogetherScheduling(LoadScopeScheduling):
    """Every test goes to whichever process is free; those of a group follow their first."""

    def __init__(self, config, log=None):
        super().__init__(config, log)
        self.groups = groups(config.rootpath)

    def _split_scope(self, nodeid: str) -> str:
        return self.groups.get(nodeid.partition("::")[0], nodeid)


def groups(root: Path) -> dict[str, str]:
    """The group of each file that names one."""
    found = {}
    for path in sorted((root / "tests").rglob("test_*.py")):
        if named := _NAMED.search(path.read_text()):
            found[path.relative_to(root).as_posix()] = named[1]
    return found
