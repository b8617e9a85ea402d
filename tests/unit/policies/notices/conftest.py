"""What the tests of notices share."""

from collections.abc import Callable

import pytest

from policies.notices.actions import tell
from policies.notices.models import Notice, NoticeKind

# A Wednesday in the holidays of nobody here; in Melbourne it is eleven hours later.
AT_WORK = "2031-03-04T23:00Z"
AT_NIGHT = "2031-03-05T11:00Z"


@pytest.fixture
def at_work(clock) -> None:
    """It is Wednesday, ten in the morning in Melbourne."""
    clock(AT_WORK)


@pytest.fixture
def told(person) -> Callable[..., Notice]:
    """A notice for yj.worker, or as it is said: `told("key", person="yj.leader")`."""

    def tell_them(key: str = "a-key", **how) -> Notice:
        somebody = person(how.pop("person", "yj.worker"))
        how = {"kind": NoticeKind.TASK, "title": f"About {key}.", "url": "/tasks/"} | how
        tell(person=somebody, key=key, **how)
        return Notice.objects.get(person=somebody, key=key)

    return tell_them
