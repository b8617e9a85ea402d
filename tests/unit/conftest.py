"""What the unit tests share: how hypothesis tries examples here, and the time of day."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.utils import timezone
from hypothesis import settings

# A busy machine makes nothing wrong: how long an example takes is for the benchmark to say.
settings.register_profile("portal", deadline=None)
settings.load_profile("portal")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], datetime]:
    """Sets what time it is: `clock("2031-03-05T10:00+11:00")`; people sign in after that."""

    def set_to(moment: str) -> datetime:
        now = datetime.fromisoformat(moment)
        monkeypatch.setattr(timezone, "now", lambda: now)
        return now

    return set_to
