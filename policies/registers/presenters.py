"""Entries of the registers as people read them, in a list, on a page, in a spreadsheet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format

from policies.registers.books import ACCOUNTS, POSTS, REPRESENTATIVES, Book
from policies.registers.models import OfficialAccount, OfficialPost, Representative
from portal.models import AuditEvent


@dataclass(frozen=True)
class Value:
    """One fact of an entry. `url` only where it is the address of a page elsewhere."""

    label: str
    text: str
    url: str = ""


@dataclass(frozen=True)
class Tag:
    word: str
    css: str = ""


@dataclass(frozen=True)
class EntryShown:
    """`title` names it; `tag` says how it stands; `values` are its facts, those of the list first."""

    url: str
    title: str
    tag: Tag
    values: Sequence[Value]
    record: str = ""

    @property
    def facts(self) -> list[Value]:
        """What there is to say."""
        return [value for value in self.values if value.text]


@dataclass(frozen=True)
class Place:
    """Where the reader works: what day it is there, and on which clock."""

    zone: ZoneInfo
    today: date

    def start_of(self, day: date) -> datetime:
        return datetime.combine(day, time.min, self.zone)

    def end_of(self, day: date) -> datetime:
        """When the next day begins."""
        return self.start_of(day + timedelta(days=1)) if day < date.max else self.start_of(day)


def shown(entry: object, place: Place) -> EntryShown:
    """Any entry of the three registers."""
    return _SHOW[type(entry)](entry, place)


def _representative(entry: Representative, place: Place) -> EntryShown:
    first, last = entry.held.lower, _last_day(entry)
    values = [
        Value("May speak about", entry.subject),
        Value("From", date_format(first)),
        Value("Until", date_format(last) if last else "Open"),
        Value("Job title", entry.job_title),
        Value("Staff group", entry.policy_set.name),
        Value("Approved by record", _granted(entry)),
        Value("Record number", entry.record_number),
        Value("Revoked from", date_format(entry.revoked_on) if entry.revoked_on else ""),
        Value("Why", entry.revoked_because),
    ]
    tag = _standing(entry, place.today)
    return EntryShown(entry.get_absolute_url(), entry.name, tag, values, entry.granted_by)


def _standing(entry: Representative, today: date) -> Tag:
    if entry.revoked_on and entry.revoked_on <= today:
        return Tag("Revoked", "prohibited")
    if entry.held.upper and entry.held.upper <= today:
        return Tag("Over")
    if entry.held.lower > today:
        return Tag("To come", "ask-first")
    return Tag("May speak", "permitted")


def _account(entry: OfficialAccount, place: Place) -> EntryShown:
    open_words = Value("Opened", date_format(entry.opened_on))
    values = [
        Value("Platform", entry.platform),
        Value("Who answers for it", entry.holder),
        Value("Address", entry.address, _link(entry.address)),
        open_words,
        Value("What it is for", entry.purpose),
        Value("Staff group", entry.policy_set.name),
        Value("Approved by record", _granted(entry)),
        Value("Record number", entry.record_number),
        Value("Closed", date_format(entry.closed_on) if entry.closed_on else ""),
    ]
    tag = Tag("Open", "permitted")
    if entry.closed_on and entry.closed_on <= place.today:
        tag = Tag("Closed")
    elif not (entry.platform and entry.address):
        tag = Tag("To complete", "ask-first")
    elif entry.opened_on > place.today:
        tag = Tag("To come", "ask-first")
    return EntryShown(entry.get_absolute_url(), entry.name, tag, values, entry.granted_by)


def _post(entry: OfficialPost, place: Place) -> EntryShown:
    values = [
        Value("When", moment(entry.posted_at, place)),
        Value("Account", str(entry.account)),
        Value("Where", entry.where, _link(entry.where)),
        Value("By", entry.by_name),
        Value("Classification", entry.classification),
        Value("Approval", entry.approval),
        Value("Record number", entry.record_number),
        Value("Entered", f"{entry.entered_by.name}, {moment(entry.entered_at, place)}"),
    ]
    return EntryShown(entry.get_absolute_url(), entry.what, Tag(""), values)


_SHOW: dict[type, Callable[..., EntryShown]] = {
    Representative: _representative,
    OfficialAccount: _account,
    OfficialPost: _post,
}


def moment(at: datetime, place: Place) -> str:
    """A moment on the reader's clock: “14 March 2026, 4.30 pm”."""
    local = at.astimezone(place.zone)
    half = "am" if local.hour < 12 else "pm"
    return f"{date_format(local.date())}, {local.hour % 12 or 12}.{local.minute:02} {half}"


def _granted(entry: Representative | OfficialAccount) -> str:
    conditions = ", with conditions that the record names" if entry.under_conditions else ""
    return f"{entry.granted_by}{conditions}" if entry.granted_by else ""


def _last_day(entry: Representative) -> date | None:
    return entry.held.upper - timedelta(days=1) if entry.held.upper else None


def _link(text: str) -> str:
    """The address, where it is one that a browser may open."""
    is_one = text.startswith(("https://", "http://")) and not any(c.isspace() for c in text)
    return text if is_one else ""


# --- in a spreadsheet ---

_DATES = "%Y-%m-%d"


def header(book: Book) -> list[str]:
    """The first line of the register's CSV file."""
    return {
        REPRESENTATIVES.key: [
            "Name", "Job title", "May speak about", "From", "Until", "Standing", "Revoked from",
            "Revoked because", "Approved by record", "With conditions", "Record number",
            "Staff group",
        ],
        ACCOUNTS.key: [
            "Platform", "Name", "Address", "What it is for", "Who answers for it", "Opened",
            "Closed", "Standing", "Approved by record", "With conditions", "Record number",
            "Staff group",
        ],
        POSTS.key: [
            "What", "When", "Account", "Platform", "Where", "By", "Classification", "Approval",
            "Record number", "Entered by", "Entered", "Staff group",
        ],
    }[book.key]  # fmt: skip


def line(entry: object, place: Place) -> list[object]:
    """One entry as a line of that file; days as 2026-03-14, moments with their offset."""
    tag = shown(entry, place).tag.word
    if isinstance(entry, Representative):
        return [
            entry.name, entry.job_title, entry.subject, _day(entry.held.lower),
            _day(_last_day(entry)), tag, _day(entry.revoked_on), entry.revoked_because,
            entry.granted_by, _yes(entry.under_conditions), entry.record_number,
            entry.policy_set.name,
        ]  # fmt: skip
    if isinstance(entry, OfficialAccount):
        return [
            entry.platform, entry.name, entry.address, entry.purpose, entry.holder,
            _day(entry.opened_on), _day(entry.closed_on), tag, entry.granted_by,
            _yes(entry.under_conditions), entry.record_number, entry.policy_set.name,
        ]  # fmt: skip
    return [
        entry.what, _stamp(entry.posted_at, place), entry.account.name, entry.account.platform,
        entry.where, entry.by_name, entry.classification, entry.approval, entry.record_number,
        entry.entered_by.name, _stamp(entry.entered_at, place), entry.account.policy_set.name,
    ]  # fmt: skip


def _day(day: date | None) -> str:
    return f"{day:{_DATES}}" if day else ""


def _stamp(at: datetime, place: Place) -> str:
    return at.astimezone(place.zone).isoformat(timespec="minutes")


def _yes(value: bool) -> str:
    return "yes" if value else ""


# --- the history of an entry ---

_SAID = {
    "register.enter": "entered it",
    "register.correct": "corrected it",
    "register.revoke": "revoked it",
    "register.close": "closed it",
    "register.grant": "approved it, which entered it",
}
_FIELDS = {
    "held": "From and until",
    "subject": "May speak about",
    "by_name": "By",
    "what": "What",
    "posted_at": "When",
    "opened_on": "Opened",
    "holder": "Who answers for it",
    "purpose": "What it is for",
    "policy_set": "Staff group",
}


@dataclass(frozen=True)
class Happened:
    """One line of an entry's history; `changes` are a label, what was, what is."""

    who: str
    what: str
    when: str
    changes: Sequence[tuple[str, str, str]]


def happened(event: AuditEvent, place: Place) -> Happened:
    data = event.data
    changes = [(label_of(name), old, new) for name, (old, new) in data.get("changes", {}).items()]
    if "on_day" in data:
        changes.append(("From", "", date_format(date.fromisoformat(data["on_day"]))))
    name = event.by.name if event.by else "The portal"
    who = f"{data['as']}, {name}" if data.get("as") else name
    return Happened(who, _SAID[event.action], moment(event.at, place), changes)


def label_of(field: str) -> str:
    """What a column is called on the pages."""
    return _FIELDS.get(field) or field.replace("_", " ").capitalize()
