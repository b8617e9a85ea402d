"""What axe finds on a page."""

import atexit
import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
AXE_CONTRAST = {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}
# What differs from page to page without making a difference to axe: there it counts that it is there.
_VARYING = (
    *(
        "action",
        "aria-describedby",
        "aria-label",
        "aria-labelledby",
        "content",
        "for",
        "formaction",
    ),
    *("href", "id", "name", "nonce", "src", "title", "value"),
)
_BUILD = r"""varying => {
  const said = element => element.tagName + [...element.attributes]
    .map(({name, value}) => varying.includes(name) ? name : `${name}=${value}`).join(" ");
  const all = [...document.querySelectorAll("body *")];
  const kinds = all.map(one => `${said(one.parentElement)}>${said(one)}${one.textContent.trim() ? "" : "-"}`);
  const heads = all.filter(one => /^H[1-6]$/.test(one.tagName)).map(one => one.tagName);
  const ids = all.map(one => one.id).filter(Boolean);
  return [...new Set(kinds), ...heads, ids.length - new Set(ids).size].join("\n");
}"""


class Looked:
    """Builds of pages in which axe found nothing in this run, known to all its processes."""

    def __init__(self):
        run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
        self.folder = Path(tempfile.gettempdir()) / f"portal-axe-{run}"
        atexit.register(shutil.rmtree, self.folder, ignore_errors=True)

    def _mark(self, build: str) -> Path:
        return self.folder / hashlib.sha256(build.encode()).hexdigest()

    def __contains__(self, build: str) -> bool:
        return self._mark(build).exists()

    def add(self, build: str) -> None:
        self.folder.mkdir(exist_ok=True)
        self._mark(build).touch()


def build_of(page: Page) -> str:
    """Of what elements a page is made, and how its headings follow: pages of one build fare alike."""
    return page.evaluate(_BUILD, list(_VARYING))


def assert_accessible(page: Page) -> None:
    """axe finds nothing on the page, nor about contrast in the dark scheme."""
    page.evaluate(Axe().axe_script)
    for scheme, options in (("light", AXE), ("dark", AXE_CONTRAST)):
        page.emulate_media(color_scheme=scheme)
        results = AxeResults(page.evaluate("options => axe.run(options)", options))
        assert results.violations_count == 0, f"{page.url} ({scheme})\n{results.generate_report()}"
    page.emulate_media(color_scheme="light")
