"""The browser that the journeys run in."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright


def chromium_path() -> str:
    """Where Chromium is: PORTAL_CHROMIUM, or what the PATH has; empty where there is none."""
    names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    found = (shutil.which(name) for name in names)
    return os.environ.get("PORTAL_CHROMIUM", "") or next(filter(None, found), "")


@contextmanager
def chromium(path: str) -> Iterator[Browser]:
    """A running Chromium, closed afterwards."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path)
        try:
            yield browser
        finally:
            browser.close()
