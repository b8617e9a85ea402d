"""What identifies somebody is found, and what only looks like it is left alone."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.identifiers import find

EMAIL, HANDLE, PHONE, LINK = (
    "e-mail address",
    "user name",
    "telephone number",
    "link to a profile",
)
FOUND = [
    ("write to jess@example.com please", EMAIL, "jess@example.com"),
    ("jess.p+1@mail.example.com.au", EMAIL, "jess.p+1@mail.example.com.au"),
    ("jess (at) example (dot) com", EMAIL, "jess (at) example (dot) com"),
    ("jess[at]example.com", EMAIL, "jess[at]example.com"),
    ("je\u200bss@example.com", EMAIL, "jess@example.com"),
    ("the account is @jaydenx", HANDLE, "@jaydenx"),
    ("@4evajess", HANDLE, "@4evajess"),
    ("(@jess.p_04)", HANDLE, "@jess.p_04"),
    ("on discord as jess#1234", HANDLE, "jess#1234"),
    ("snapchat: jess_04", HANDLE, "jess_04"),
    ("snap is jess04", HANDLE, "jess04"),
    ("insta: jess.p", HANDLE, "jess.p"),
    ("her Discord is jess_p", HANDLE, "jess_p"),
    ("TikTok handle is jess_p99", HANDLE, "jess_p99"),
    ("username: jessp", HANDLE, "jessp"),
    ("user name jess_04", HANDLE, "jess_04"),
    ("gamertag: xXjessXx", HANDLE, "xXjessXx"),
    ("0412 345 678", PHONE, "0412 345 678"),
    ("0412345678", PHONE, "0412345678"),
    ("0412.345.678.", PHONE, "0412.345.678"),
    ("\uff10\uff14\uff11\uff12 345 678", PHONE, "0412 345 678"),
    ("412 345 678", PHONE, "412 345 678"),
    ("+61 412 345 678", PHONE, "+61 412 345 678"),
    ("61412345678", PHONE, "61412345678"),
    ("0061 412 345 678", PHONE, "0061 412 345 678"),
    ("(03) 9123 4567", PHONE, "(03) 9123 4567"),
    ("03-9123-4567", PHONE, "03-9123-4567"),
    ("9123 4567", PHONE, "9123 4567"),
    ("ring him on 91234567", PHONE, "91234567"),
    ("07700 900123", PHONE, "07700 900123"),
    ("+44 7700 900123", PHONE, "+44 7700 900123"),
    ("020 7946 0958", PHONE, "020 7946 0958"),
    ("0117 496 0123", PHONE, "0117 496 0123"),
    ("+1 555 123 4567", PHONE, "+1 555 123 4567"),
    ("(555) 123-4567", PHONE, "(555) 123-4567"),
    ("+64 21 123 4567", PHONE, "+64 21 123 4567"),
    ("facebook.com/jess.smith.98", LINK, "facebook.com/jess.smith.98"),
    ("https://m.facebook.com/jess.", LINK, "https://m.facebook.com/jess"),
    ("https://www.facebook.com/profile.php?id=10", LINK, "https://www.facebook.com/profile.php?id=10"),
    ("see www.instagram.com/jess_p/", LINK, "www.instagram.com/jess_p/"),
    ("https://x.com/jess", LINK, "https://x.com/jess"),
    ("https://www.tiktok.com/@jess", LINK, "https://www.tiktok.com/@jess"),
    ("snapchat.com/add/jess", LINK, "snapchat.com/add/jess"),
    ("https://t.me/jessp", LINK, "https://t.me/jessp"),
    ("https://www.linkedin.com/in/jess-smith", LINK, "https://www.linkedin.com/in/jess-smith"),
    ("https://forum.example.org/users/jess", LINK, "https://forum.example.org/users/jess"),
    ("https://example.org/~jess", LINK, "https://example.org/~jess"),
    ("https://mastodon.social/@jess", LINK, "https://mastodon.social/@jess"),
]  # fmt: skip
LEFT_ALONE = [
    "ring 9096 0779",
    "(03) 9096 0779, 03 9096 0779 or +61 3 9096 0779",
    "section 534",
    "s 534(1)(a) of the Children, Youth and Families Act 2005",
    "on 14/03/2026, 14.03.2026 and 2026-11-20",
    "14.03.2026 - 20.03.2026",
    "2026-11-20 2026-11-21 2026-11-22",
    "14 March 2026 at 10.30 am, 11:45 pm",
    "2019-2020, 2019–2020, 2019 2020",
    "C-2026-000123 follows C-2025-000099",
    "YJ-4471 and YJ/4471",
    "record 60012345",
    "file ADD/10/12345",
    "ABN 51 824 753 556",
    "13 11 14, 1300 369 146, 1800 555 555, 0800 1111",
    "000 or 112",
    "meet @ 4 pm, @4pm or @10:30",
    "facebook.com and https://www.facebook.com",
    "https://www.facebook.com/help/123 and facebook.com/privacy",
    "https://www.legislation.vic.gov.au/in-force/acts/children-youth-and-families-act-2005",
    "https://www.humanservices.vic.gov.au/people-and-families",
    "Facebook is blocked at work",
    "Instagram: she posted a photo",
    "Snapchat was open",
    "her username is unknown",
    "handle: unknown, username: private",
    "the handle is not known; she can handle it",
    "1 2 3 4 5 6 7 8 9",
    "$1,000,000 or 2,000,000",
    "clauses 3.2.1, 4.5.6 and yj-069, issue #1234",
    "100 200 300 and 5 of 10, 20 of 30",
    "",
]


def published() -> list[str]:
    return ["9096 0779"]


@pytest.mark.parametrize(("text", "kind", "words"), FOUND, ids=[text for text, _, _ in FOUND])
def test_finds(text, kind, words):
    assert [(one.kind, one.found) for one in find(text, published)] == [(kind, words)]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_leaves_alone(text):
    assert find(text, published) == []


def test_says_what_to_write_instead():
    (email,) = find("jess@example.com")
    assert email.instead == "Write “the young person’s e-mail address” instead, or whose it is."
    (link,) = find("facebook.com/jess")
    assert link.instead == "Write what the profile shows instead."


def test_names_each_once_and_all_of_them():
    text = "jess@example.com, jess@example.com, @jess_p, 0412 345 678 and 07700 900123"
    assert [one.found for one in find(text)] == [
        "jess@example.com",
        "@jess_p",
        "0412 345 678",
        "07700 900123",
    ]


def test_the_published_numbers_are_only_asked_for_where_there_is_a_number():
    def refuse():
        raise AssertionError("asked for the published numbers")

    assert find("nothing here", refuse) == []


@given(st.text(max_size=400))
def test_any_text_is_looked_through(text):
    assert all(one.kind and one.found and one.instead for one in find(text))


words = st.text(st.characters(whitelist_categories=["Ll"], max_codepoint=127), min_size=2)
around = st.sampled_from([" ", "\n", ", ", ". ", " (", "“"])


@given(words, around, words, words)
def test_an_address_is_found_wherever_it_stands(before, gap, name, site):
    address = f"{name}@{site}.org"
    assert address in [one.found for one in find(f"{before}{gap}{address} {before}")]


@given(words, around, st.integers(0, 99_999_999))
def test_a_mobile_number_is_found_wherever_it_stands(before, gap, number):
    digits = f"04{number:08}"
    spaced = f"{digits[:4]} {digits[4:7]} {digits[7:]}"
    for written in (digits, spaced, f"+61 {spaced[1:]}"):
        assert written in [one.found for one in find(f"{before}{gap}{written} {before}")]


@given(st.dates(), st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y", "%d %B %Y"]))
def test_no_date_is_a_number(day, written):
    assert find(f"on {day.strftime(written)} they came") == []


@pytest.mark.parametrize(
    "piece",
    ["a", "@", "1 ", "a.b", "facebook.com/", "http://a/", "(", "jess (at) ", "a@", "12-", "snap "],
)
def test_a_long_text_takes_no_long_time(piece):
    text = piece * (20_000 // len(piece))
    started = time.perf_counter()
    find(text)
    assert time.perf_counter() - started < 2
