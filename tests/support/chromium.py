"""The browser that the journeys run in, and people who sit down at it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.support.browser import DESKTOP, PHONE, Person
from tests.support.site import Site


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


def person_in(
    browser: Browser,
    site: Site,
    folder: Path,
    username: str,
    *,
    javascript: bool = True,
    phone: bool = False,
    keyboard: bool = False,
) -> Person:
    """Somebody of the sample, signed in at `site`; pictures of the pages go to `folder`."""
    settings = (PHONE if phone else DESKTOP) | {"color_scheme": "light", "locale": "en-AU"}
    context = browser.new_context(base_url=site.address, java_script_enabled=javascript, **settings)
    checker = browser.new_context(**settings)
    person = Person(context.new_page(), checker, folder, username, javascript, phone, keyboard)
    person.signs_in()
    return person
