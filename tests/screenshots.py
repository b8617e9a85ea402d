"""`make screenshots`: the pictures of the README, each person's main page after a lively day."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser

from tests.journeys.steps import asks, goes_through_the_guide_to_look_only
from tests.journeys.test_changed_clause import (
    when_the_approver_publishes_it,
    when_the_editor_changes_the_clause,
)
from tests.journeys.test_consultation import when_her_leader_accepts_and_asks_for_more
from tests.support.browser import Person
from tests.support.chromium import chromium, chromium_path, person_in
from tests.support.site import ROOT, Site, installed, serve

IMAGES = ROOT / "docs" / "images"


def main() -> None:
    path = chromium_path()
    if not path:
        sys.exit("No Chromium: install it (Debian: apt install chromium) or set PORTAL_CHROMIUM.")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, installed(Path(name)) as (database, static):
        folder = Path(name)
        with serve(database=database, static=static, folder=folder) as site, chromium(path) as own:
            take_pictures(own, site, folder)


def take_pictures(browser: Browser, site: Site, folder: Path) -> None:
    """Let four people work for a while, then take a picture of what three of them see."""
    worker, leader, editor, approver = (
        person_in(browser, site, folder / username, username)
        for username in ("yj.worker", "yj.leader", "editor", "approver")
    )
    worker.opens("/c/yj-072/")
    asks(worker, "Does a work account of the team change anything?")
    goes_through_the_guide_to_look_only(worker)
    record = asks(worker, "May I look at the public profile tonight?")
    leader.opens("/")
    when_her_leader_accepts_and_asks_for_more(leader, record)
    when_the_editor_changes_the_clause(editor)
    when_the_approver_publishes_it(approver)
    picture(worker, "/", "caseworker")
    picture(leader, "/consultations/", "leader")
    picture(editor, "/manage/", "desk")


def picture(person: Person, path: str, name: str) -> None:
    person.opens(path)
    person.page.screenshot(path=IMAGES / f"{name}.png")


if __name__ == "__main__":
    main()
