"""Obvious identifiers of a person, which have no place in what is kept: found, named, and refused.

A record is read for decades by people who do not know the case, so it carries a case reference and
no name, address, number or profile. This finds what is certain to identify somebody: e-mail
addresses, @handles, telephone numbers, links to profiles, names on an app. It is a help to the
person who writes, not a guarantee: plain names pass.

The portal's own published numbers, service numbers (13…, 1300…, 1800…, 0800…), dates, sections of
Acts and record numbers are not identifiers.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

Published = Callable[[], Iterable[str]]


@dataclass(frozen=True)
class Identifier:
    """Something that identifies a person: what it is, as it was typed, what to write instead."""

    kind: str
    found: str
    instead: str


_WHOSE = "Write “the young person’s {}” instead, or whose it is."
_EMAIL = "e-mail address"
_HANDLE = "user name"
_PHONE = "telephone number"
_LINK = "link to a profile"

_APPS = (
    "snapchat|snap|instagram|insta|ig|tik ?tok|discord|kik|facebook|fb|twitter|telegram|whatsapp"
    "|messenger|threads|reddit|twitch|xbox|psn|roblox|steam|youtube|bereal|wechat|signal"
)
_SITES = (
    "facebook|fb|instagram|instagr|twitter|x|tiktok|snapchat|linkedin|youtube|threads|reddit"
    "|pinterest|tumblr|myspace|vk|twitch|onlyfans|soundcloud|spotify|discord|telegram|t|wa|kik|ask"
)
# First parts of a path that are the site's own pages, not somebody's.
_SITE_PAGES = {
    "about", "business", "careers", "community", "contact", "developers", "explore", "help",
    "home", "jobs", "legal", "login", "notifications", "policies", "policy", "press", "privacy",
    "safety", "search", "security", "settings", "signup", "support", "terms", "tos", "web",
}  # fmt: skip
_NOT_A_NAME = {
    "account", "anonymous", "app", "blocked", "closed", "deleted", "hidden", "known", "missing",
    "none", "private", "public", "unclear", "unknown", "withheld",
}  # fmt: skip

_email = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_email_spelled = re.compile(
    r"\b[\w.+-]{1,64} ?[(\[{] ?at ?[)\]}] ?[\w-]{1,63}"
    r"(?:(?:\.| ?[(\[{] ?dot ?[)\]}] ?)[\w-]{1,63})+",
    re.I,
)
_handle = re.compile(r"(?<![\w.@/])@(?!\d{1,2}(?:[:.]\d\d)?(?:am|pm|h)?\b)[\w][\w.]{1,29}\w", re.I)
_site_link = re.compile(
    rf"(?<![\w.-])(?:https?://)?(?:[\w-]{{1,20}}\.)?(?:{_SITES})\.(?:com|am|me|net|tv|fm|gg|be|ru)"
    r"/(?P<path>[^\s<>\"“”]{1,200})",
    re.I,
)
_user_link = re.compile(
    r"(?:https?://|\bwww\.)[^\s<>\"“”/]{1,100}(?=/)[^\s<>\"“”]{0,200}?"
    r"(?:@|~|/(?:u|user|users|profile|profiles)/|profile\.php)"
    r"[^\s<>\"“”]{1,100}",
    re.I,
)
_discord = re.compile(r"(?<![\w#])[A-Za-z][\w.]{1,31}#\d{4}(?!\w)")
_app_name = re.compile(
    rf"\b(?:{_APPS})\b(?: (?:user ?name|name|handle|tag|id|account|profile))?"
    r" ?(?:is |was |=|:|-) ?[\"'“‘(]?(?P<name>[\w.-]{3,30})",
    re.I,
)
_user_name = re.compile(
    r"\b(?P<what>user ?name|handle|gamer ?tag|screen ?name|nick ?name)"
    r" ?(?P<link>:|=|is |was | )? ?[\"'“‘(]?(?P<name>[\w.-]{3,30})",
    re.I,
)
_date = re.compile(
    r"(?<![\w/.-])(?:\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d{2})|(?:19|20)\d\d([./-])\d{1,2}\2\d{1,2}"
    r"|(?:19|20)\d\d ?[-–/] ?(?:19|20)\d\d|\d{1,2}[:.]\d\d ?(?:am|pm))(?![\w/])",
    re.I,
)
_digits = re.compile(r"(?<![\w/#.-])(?:\+|\()?\d(?:[ ().-]{0,2}\d){6,15}(?!\w|[/-]\w)")
_calls = re.compile(
    r"\b(?:phone|telephone|tel|mobile|mob|cell|ring|rang|call|called|text|texted|sms|whatsapp"
    r"|number|contact)\b[^\d\n]{0,25}$",
    re.I,
)
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


def find(text: str, published: Published = tuple) -> list[Identifier]:
    """The identifiers in `text`, in the order of the kinds above, each once.

    `published` gives the numbers that the portal itself prints; it is only asked where a number
    was found.
    """
    plain = _plain(text)
    found: dict[str, Identifier] = {}
    for search in (_emails, _links, _handles, _app_names):
        for kind, words in search(plain):
            found.setdefault(words, Identifier(kind, words, _instead(kind)))
            plain = plain.replace(words, " ¤ ")
    numbers = list(_phones(plain))
    ours = {_significant(number) for number in published()} if numbers else set()
    for words in numbers:
        if _significant(words) not in ours:
            found.setdefault(words, Identifier(_PHONE, words, _instead(_PHONE)))
    return list(found.values())


MASKED = {kind: f"[{kind}]" for kind in (_EMAIL, _HANDLE, _PHONE, _LINK)}
LEFT_OUT = "[left out: it may identify somebody]"
_ROUNDS = 5


def mask(text: str, published: Published = tuple) -> str:
    """`text` with every identifier replaced by what it is, such as “[telephone number]”.

    Where masking brings others to light they are masked as well; a text that still holds one in
    the end is left out whole.
    """
    plain = _plain(text)
    for _ in range(_ROUNDS):
        found = find(plain, published)
        if not found:
            return plain
        for one in sorted(found, key=lambda one: len(one.found), reverse=True):
            plain = plain.replace(one.found, MASKED[one.kind])
    return LEFT_OUT


def _plain(text: str) -> str:
    """The text without what hides an identifier: other shapes of letters, invisible characters."""
    return unicodedata.normalize("NFKC", text.translate(_INVISIBLE)).replace("\u2011", "-")


def _instead(kind: str) -> str:
    if kind == _LINK:
        return "Write what the profile shows instead."
    return _WHOSE.format(kind)


def _emails(text: str) -> Iterator[tuple[str, str]]:
    for pattern in (_email, _email_spelled):
        for match in pattern.finditer(text):
            yield _EMAIL, match[0].rstrip(".")


def _links(text: str) -> Iterator[tuple[str, str]]:
    for match in _site_link.finditer(text):
        first = re.split(r"[/?#]", match["path"], maxsplit=1)[0].lower().rstrip(".,;:!)")
        if first and first not in _SITE_PAGES:
            yield _LINK, match[0].rstrip(".,;:!)")
    for match in _user_link.finditer(text):
        yield _LINK, match[0].rstrip(".,;:!)")


def _handles(text: str) -> Iterator[tuple[str, str]]:
    for match in _handle.finditer(text):
        yield _HANDLE, match[0]
    for match in _discord.finditer(text):
        yield _HANDLE, match[0]


def _app_names(text: str) -> Iterator[tuple[str, str]]:
    """A name given after an app's name; a plain word there is the sentence going on."""
    for match in _app_name.finditer(text):
        name = match["name"].strip(".-")
        if _is_coined(name):
            yield _HANDLE, name
    for match in _user_name.finditer(text):
        name = match["name"].strip(".-")
        given = match["link"] in (":", "=") and name.lower() not in _NOT_A_NAME
        if len(name) >= 3 and (given or _is_coined(name)):
            yield _HANDLE, name


def _is_coined(name: str) -> bool:
    """Not a word of the language: it carries a digit beside letters, an underscore or a dot."""
    letters = any(c.isalpha() for c in name)
    return letters and (any(c.isdigit() or c == "_" for c in name) or "." in name)


def _phones(text: str) -> Iterator[str]:
    text = _date.sub(lambda match: "¤" * len(match[0]), text)
    for match in _digits.finditer(text):
        words = match[0].strip(" .-")
        words = words if ")" in words else words.lstrip("(")
        called = bool(_calls.search(text[max(0, match.start() - 40) : match.start()]))
        if _is_phone(words, called):
            yield words


# How a number of so many digits begins when it has its area or country code.
_STARTS = {
    10: ("01", "02", "03", "04", "05", "07", "08"),
    11: ("01", "02", "07", "613", "614"),
    12: ("44",),
}
_DIALLED_ABROAD = ("001", "0044", "0061")
_SERVICE_STARTS = ("13", "18")
# Local and mobile numbers without their code, and North American ones.
_GROUPS = {(4, 4), (3, 3, 3), (3, 3, 4)}


def _is_phone(words: str, called: bool) -> bool:
    """Whether these digits are a telephone number: Australian, British or international.

    Bare digits without an area code may be a record's number: they count where they are grouped as
    numbers are, or where the words before speak of a call, which `called` says.
    """
    digits = "".join(c for c in words if c.isdigit())
    groups = tuple(len(group) for group in re.findall(r"\d+", words))
    if words.startswith("+") or digits.startswith(_DIALLED_ABROAD):
        return 8 <= len(digits) <= 17
    if digits.startswith(_STARTS.get(len(digits), ())):
        return True
    may_be_bare = (called or groups in _GROUPS) and not digits.startswith(_SERVICE_STARTS)
    match len(digits):
        case 8:
            two_years = digits[:2] in ("19", "20") and digits[4:6] in ("19", "20")
            return may_be_bare and digits[0] not in "01" and not two_years
        case 9:
            return may_be_bare and digits[0] == "4"
        case 10:
            return groups == (3, 3, 4) and may_be_bare
    return False


def _significant(number: str) -> str:
    """A number without its country and area code: what two ways of writing it share."""
    return "".join(c for c in number if c.isdigit())[-8:]
