"""A person at a browser, in words that make a journey read as sentences.

Each page a person comes to is checked: it answers as expected, axe finds nothing in the light and
nothing about contrast in the dark scheme, the browser complains about nothing (a blocked script or
style, a missing file), and at phone width nothing sticks out sideways. A picture of it is kept. What
is built alike, out of the same kinds of elements, axe looks at once in a run.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import (
    BrowserContext,
    Error,
    Locator,
    Page,
    Response,
    expect,
)

from tests.support.axe import Looked, assert_accessible, build_of

PASSWORD = "portal-demo"
DESKTOP = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
PATIENCE = 15_000  # milliseconds, for a machine that is busy with other things
WRITABLE = "textarea, [contenteditable=true], input:not([type=radio]):not([type=checkbox])"
TABS = 200  # more stops than any page has

LOOKED = Looked()

expect.set_options(timeout=PATIENCE)


def slug(words: str) -> str:
    """`words` as part of a file name."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


@dataclass
class Person:
    page: Page
    checker: BrowserContext
    folder: Path
    username: str
    javascript: bool = True
    phone: bool = False
    keyboard: bool = False
    clicks: int = 0
    complaints: list[str] = field(default_factory=list)
    pictured: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(PATIENCE)
        self.page.set_default_navigation_timeout(PATIENCE)
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("response", self._note_response)

    # --- what people do ---

    def signs_in(self) -> None:
        """Sign in and come home."""
        self.opens("/")
        self.writes("User name", self.username)
        self.writes("Password", PASSWORD)
        self.presses("Sign in")
        self.clicks = 0

    def opens(self, path: str, *, status: int = 200) -> None:
        """Open an address of the site; it answers with `status`."""
        self._arrives(self.page.goto(path), status)

    def follows(self, link: str, *, within: str = "", status: int = 200) -> None:
        """Follow the link of this name; `within` is a part of the page, as a CSS selector."""
        self._goes(self._part(within).get_by_role("link", name=link).first, status)

    def presses(self, button: str, *, within: str = "", status: int = 200) -> None:
        """Press the button of this name and wait for the page that follows."""
        self._goes(self._part(within).get_by_role("button", name=button).first, status)

    def chooses(self, option: str) -> None:
        """Choose the option with this label."""
        target = self.page.get_by_label(option, exact=True).first
        if self.keyboard:
            self._selects_with_keys(target)
        else:
            target.check()
        self.clicks += 1

    def ticks(self, label: str) -> None:
        """Tick the box with this label."""
        self._ticks(self.page.get_by_role("checkbox", name=label).first)

    def ticks_each(self, label: str) -> None:
        """Tick every box with this label."""
        boxes = self.page.get_by_role("checkbox", name=label).all()
        assert boxes, f"No box is labelled {label}"
        for box in boxes:
            self._ticks(box)

    def unfolds(self, summary: str, *, within: str = "") -> None:
        """Unfold what stands behind this line."""
        self._activates(self._part(within).locator("summary").filter(has_text=summary).first)

    @contextmanager
    def sends_nothing(self) -> Iterator[None]:
        """Nothing leaves the browser in this block."""
        sent: list[str] = []
        listener = lambda request: sent.append(request.url)  # noqa: E731 - to be taken off again
        self.page.on("request", listener)
        yield
        self.page.remove_listener("request", listener)
        assert sent == []

    def selects(self, label: str, option: str) -> None:
        """Select `option` in the list with this label."""
        target = self.page.get_by_label(label).and_(self.page.locator("select")).first
        if self.keyboard:
            self._tabs_to(target)
            self.page.keyboard.type(option)
            expect(target.locator("option:checked")).to_have_text(option)
        else:
            target.select_option(label=option)

    def writes(self, label: str, text: str, *, within: str = "") -> None:
        """Write `text` into the field with this label, over what stands there."""
        target = self._part(within).get_by_label(label).and_(self.page.locator(WRITABLE)).first
        if self.keyboard:
            self._tabs_to(target)
            self.page.keyboard.press("Control+A")
            self.page.keyboard.type(text)
        else:
            target.fill(text)

    def takes(self, link: str) -> bytes:
        """Take along the file that this link leads to; returns what is in it."""
        target = self.page.get_by_role("link", name=link).first
        if self.keyboard:
            self._tabs_to(target)
        answer = self.page.request.get(target.evaluate("element => element.href"))
        assert answer.ok, f"{answer.url} answered {answer.status}"
        return answer.body()

    def brings(self, label: str, file: Path) -> None:
        """Choose a file for the field with this label."""
        self.page.get_by_label(label).set_input_files(file)

    # --- what people notice ---

    def sees(self, text: str, *, within: str = "main") -> None:
        """The text can be read on the page."""
        expect(self._part(within).get_by_text(text).first).to_be_visible()

    def does_not_see(self, text: str, *, within: str = "main") -> None:
        """The text is nowhere on the page."""
        expect(self._part(within).get_by_text(text)).to_have_count(0)

    def sees_heading(self, text: str) -> None:
        """The page is headed so."""
        expect(self.page.get_by_role("heading", name=text).first).to_be_visible()

    def sees_link(self, text: str) -> None:
        """There is a link of this name."""
        expect(self.page.get_by_role("link", name=text).first).to_be_visible()

    def counts_buttons(self, name: str) -> int:
        """How many buttons of this name the page has."""
        return self.page.get_by_role("button", name=name).count()

    def reads_links(self, beginning: str, *, within: str) -> list[str]:
        """The names of the links there that begin so."""
        names = self._part(within).get_by_role("link").all_inner_texts()
        return [name for name in names if name.startswith(beginning)]

    def reads_field(self, label: str) -> str:
        """What stands in the field with this label."""
        return self.page.get_by_label(label).and_(self.page.locator(WRITABLE)).first.input_value()

    # --- how ---

    def _part(self, within: str) -> Page | Locator:
        return self.page.locator(within).first if within else self.page

    def _goes(self, target: Locator, status: int) -> None:
        self.clicks += 1
        if self.phone and not target.is_visible():
            self.page.get_by_text("Menu", exact=True).click()
            self.clicks += 1
        with self.page.expect_navigation() as navigation:
            self._activates(target)
        self._arrives(navigation.value, status)

    def _activates(self, target: Locator) -> None:
        if self.keyboard:
            self._tabs_to(target)
            self.page.keyboard.press("Enter")
        else:
            target.click()

    def _ticks(self, target: Locator) -> None:
        if self.keyboard:
            self._tabs_to(target)
            self.page.keyboard.press("Space")
        else:
            target.check()
        expect(target).to_be_checked()

    def _tabs_to(self, target: Locator) -> None:
        for _ in range(TABS):
            if target.evaluate("element => element === document.activeElement"):
                assert self._focus_shows(target), f"Focus on {target} cannot be seen"
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{target} cannot be reached with the Tab key")

    def _selects_with_keys(self, target: Locator) -> None:
        """A group of radio buttons is one stop, at what is chosen: Tab comes to it, arrows choose."""
        group = self.page.locator(f'[name="{target.get_attribute("name")}"]')
        chosen = group.and_(self.page.locator(":checked"))
        self._tabs_to(chosen.first if chosen.count() else group.first)
        self.page.keyboard.press("Space")
        for _ in range(group.count()):
            if target.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{target} cannot be chosen with the arrow keys")

    @staticmethod
    def _focus_shows(target: Locator) -> bool:
        return target.evaluate(
            "element => { const style = getComputedStyle(element);"
            " return style.outlineStyle !== 'none' || style.boxShadow !== 'none'; }"
        )

    def _arrives(self, response: Response | None, status: int) -> None:
        self.page.wait_for_load_state("load")
        if response is not None:
            assert response.status == status, f"{response.url} answered {response.status}"
        self._looks_at(build_of(self.page))
        if self.phone:
            width = self.page.evaluate("document.documentElement.scrollWidth")
            assert width <= PHONE["viewport"]["width"], f"{self.page.url} is {width} pixels wide"
        assert self.complaints == []

    def _looks_at(self, build: str) -> None:
        """Have axe look at a page, once for each build; keep a picture, once for each in a journey."""
        if build not in self.pictured:
            self.pictured.add(build)
            self._keeps_a_picture()
        built = f"{'phone' if self.phone else 'desktop'}\n{build}"
        if built not in LOOKED:
            with self._page_to_check() as page:
                assert_accessible(page)
            LOOKED.add(built)

    def _keeps_a_picture(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        number = len(list(self.folder.glob("*.jpg"))) + 1
        name = f"{number:02}-{slug(self.username)}-{slug(self.page.title())[:60]}.jpg"
        how = {"path": self.folder / name, "type": "jpeg", "quality": 80}
        try:
            self.page.screenshot(full_page=True, **how)
        except Error:  # A busy machine may lack what a very long picture takes; what is seen does.
            self.page.screenshot(**how)

    @contextmanager
    def _page_to_check(self) -> Iterator[Page]:
        """The page itself, or, where scripts are off, a still of it in which axe can run."""
        if self.javascript:
            yield self.page
            return
        address, html = self.page.url, self.page.content()
        still = self.checker.new_page()
        still.route("**/*.js", lambda route: route.abort())
        still.route(
            lambda url: url == address,
            lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"),
        )
        still.goto(address)
        yield still
        still.close()

    def _note_console(self, message) -> None:
        # The browser reports a page's own status there too; that is checked with the page.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)

    def _note_response(self, response: Response) -> None:
        if response.status >= 400 and response.request.resource_type != "document":
            self.complaints.append(f"{response.url} answered {response.status}")
