"""One policy's whole life: a picture and a table."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from policies.drafting import actions, jobs
from policies.drafting.presenters.bars import MOST, picture
from policies.library.models import PolicyVersion
from tests.support.html import page as main_of
from tests.support.html import words

TODAY = timezone.localdate()


def life(client, code: str = "yj-social-media") -> BeautifulSoup:
    response = client.get(reverse("desk_policy", args=[code]))
    assert response.status_code == 200
    return main_of(response)


def rows(main: BeautifulSoup) -> dict[str, str]:
    """The table: version number → all that its row says."""
    found = [[words(cell) for cell in row.find_all("td")] for row in main.select("tbody tr")]
    return {cells[0].removeprefix("Version "): " | ".join(cells[1:]) for cells in found}


def labels(main: BeautifulSoup) -> list[str]:
    return [words(label) for label in main.select("svg .life__label")]


# --- the table ---


def test_every_version_with_its_days_people_and_words(desk, published):
    told = rows(life(desk))
    yesterday = TODAY - timedelta(days=1)
    assert f"In force since {TODAY:%-d %B %Y}" in told["2"]
    assert "Editor, Grace Kim Approver, Marcus Webb | Said shorter." in told["2"]
    assert f"Superseded | In force from 1 January 2026 to {yesterday:%-d %B %Y}" in told["1"]


def test_the_steps_of_each_version(desk, approver, submitted, words):
    clause = words(submitted, "yj-069")
    actions.comment(by=approver, version=submitted, clause=clause, text="Why?")
    actions.return_for_changes(by=approver, version=submitted, review_note="")
    told = rows(life(desk))["2"]
    for step in (
        "Editor, Grace Kim started the draft",
        "Editor, Grace Kim submitted it for approval",
        "Marcus Webb commented on yj-069",
        "Approver, Marcus Webb asked for changes",
    ):
        assert step in told


def test_what_the_portal_did_it_says_of_itself(as_user, scheduled, later):
    day = scheduled.scheduled_for
    later(10)
    jobs.publish_due(0)
    told = rows(life(as_user("editor")))["2"]
    assert f"scheduled it, in force from {day:%-d %B %Y}" in told
    assert f"The portal published it, in force from {day:%-d %B %Y}" in told
    assert f"Scheduled for {day:%-d %B %Y}" in told


def test_emergency_second_reading_and_withdrawal_are_told(desk, unread, approver, admin):
    assert "Emergency: Harm. No second person has read it yet." in rows(life(desk))["2"]
    actions.read_after(by=admin, version=unread, stands=True)
    actions.withdraw(by=approver, version=unread, reason="Wrong after all.")
    told = rows(life(desk))["2"]
    assert f"Read after the fact by Approver, {admin.name}" in told
    assert "Withdrawn on its first day" in told
    assert ": Wrong after all." in told


def test_replaced_on_its_first_day(desk, approver, editor, policy, published, edit):
    third = actions.start_draft(by=editor, policy=policy)
    edit(third, "yj-069", body_markdown="Corrected.")
    actions.publish_at_once(
        by=approver, version=third, reason="Wrong.", note="Corrected.", change_class="minor"
    )
    assert "Superseded | Replaced on its first day" in rows(life(desk))["2"]


# --- the picture ---


def test_the_picture_says_in_words_what_each_bar_is(desk, scheduled):
    main = life(desk)
    assert labels(main) == [
        f"2: scheduled from {scheduled.scheduled_for:%-d %b %Y}",
        "1: in force from 1 Jan 2026",
    ]
    svg = main.find("svg")
    named = [main.find(id=name) for name in svg["aria-labelledby"].split()]
    assert svg["role"] == "img"
    assert words(named[0]) == "Versions over time"
    assert "The table below says the same in words." in words(named[1])


def test_a_withdrawn_version_is_hatched_not_only_coloured(desk, version_1, approver):
    actions.withdraw(by=approver, version=version_1, reason="Wrong.")
    [bar] = life(desk).select("svg .life__bar")
    assert bar["fill"] == "url(#life-hatch)"


def test_a_policy_without_a_version_has_no_picture(desk, policy):
    type(policy).objects.create(code="fresh", title="Fresh", kind="policy")
    main = life(desk, "fresh")
    assert main.find("svg") is None
    assert "There is no version yet." in words(main)


def version(number: int, state: str, first: int, last: int | None) -> PolicyVersion:
    """A version whose days are counted from today."""
    begun = TODAY + timedelta(days=first)
    end = None if last is None else TODAY + timedelta(days=last)
    made = timezone.now() + timedelta(days=min(first, 0) - 3)
    return PolicyVersion(
        number=number,
        state=state,
        effective=DateRange(begun, end),
        scheduled_for=begun if state == "scheduled" else None,
        created_at=made,
        published_at=made,
    )


days = st.integers(-9_000, 0)


@given(
    spans=st.lists(st.tuples(days, days), max_size=MOST + 4),
    scheduled=st.none() | st.integers(1, 4_000),
)
def test_every_bar_lies_inside_the_picture(spans, scheduled):
    versions = [
        version(n, "published", min(span), max(span) if min(span) < max(span) else None)
        for n, span in enumerate(spans)
    ]
    if scheduled:
        versions.insert(0, version(99, "scheduled", scheduled, None))
    drawn = picture(versions)
    if not versions:
        assert drawn is None
        return
    assert len(drawn.bars) + drawn.left_out == len(versions)
    for bar in drawn.bars:
        for x, width in ((bar.x, bar.width), (bar.desk_x, bar.desk_width)):
            if x:
                left, wide = float(x.rstrip("%")), float(width.rstrip("%"))
                assert left >= 0
                assert wide > 0
                assert left + wide <= 100.01
        assert 0 <= bar.y < drawn.height
    assert len(drawn.ticks) <= 5


@pytest.mark.parametrize("count", [1, 12, 13, 40])
def test_the_newest_are_drawn(count):
    drawn = picture([version(n, "published", -n - 1, -n) for n in range(count)])
    assert len(drawn.bars) == min(count, MOST)
    assert drawn.left_out == max(0, count - MOST)
