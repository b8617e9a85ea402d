"""What axe finds on a page."""

from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
AXE_CONTRAST = {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}


def assert_accessible(page: Page) -> None:
    """axe finds nothing on the page, nor about contrast in the dark scheme."""
    page.evaluate(Axe().axe_script)
    for scheme, options in (("light", AXE), ("dark", AXE_CONTRAST)):
        page.emulate_media(color_scheme=scheme)
        results = AxeResults(page.evaluate("options => axe.run(options)", options))
        assert results.violations_count == 0, f"{page.url} ({scheme})\n{results.generate_report()}"
    page.emulate_media(color_scheme="light")
