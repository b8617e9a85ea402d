"""A record on paper: one page or two, each with its reference, its version and the hash of its history."""

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from policies.consultations import presenters
from policies.consultations.entries import AdviceShown
from policies.consultations.pinning import PinnedClause
from policies.consultations.reading import GivenAdvice, RecordPage
from policies.library.markup import nodes
from portal import typesetting
from portal.typesetting import Data

TEMPLATE = settings.BASE_DIR / "templates" / "policies" / "consultations" / "record.typ"
# Characters up to which a clause is kept on one page.
_WHOLE = 700


def record_pdf(page: RecordPage, *, portal: str) -> bytes:
    """The record as it stands now."""
    return typesetting.compiled(TEMPLATE, record_data(page, portal=portal))


def record_data(page: RecordPage, *, portal: str) -> Data:
    """What record.typ shows. `portal` is the address of the portal."""
    record, last = page.consultation, page.events[-1]
    now = presenters.moment(timezone.now())
    return {
        "title": f"{page.type_title} {record.reference}",
        "marks": [f"{record.reference}, version {record.revision}", f"hash {last.hash[:12]}"],
        "effective": [f"As it stood on {now}"],
        "printed": f"Printed {date_format(timezone.localdate())}",
        "address": f"{portal}{record.get_absolute_url()}".split("://", 1)[-1],
        "topic": record.topic,
        "state": f"{record.get_state_display()}{', urgent' if record.urgent else ''}",
        "facts": [[label, value] for label, value in page.facts if value],
        "decision": _decision(page),
        "matter": page.words.matter,
        "question": record.question,
        "advice": [_entry(entry) for entry in page.advice_entries],
        "guide": _guide(page.advice),
        "clauses": [_clause(one) for one in page.clauses],
        "history": list(_history(page)),
        "hash": f"The history has {len(page.events)} entries; the hash of the last is {last.hash}.",
    }


def _decision(page: RecordPage) -> Data | None:
    made = page.decision
    if made is None:
        return None
    return {
        "word": made.standing.word,
        "who": f"{made.who}, {made.when}",
        "conditions": made.conditions,
        "reasons": made.reasons,
    }


def _entry(entry: AdviceShown) -> Data:
    amends = f" (amends advice {entry.amends})" if entry.amends else ""
    signed = [
        f"{'Agrees' if one.agrees else 'Disagrees'}: {one.who}, {one.when}"
        + (f": {one.text}" if one.text else "")
        for one in entry.signatures
    ]
    return {
        "who": f"Advice {entry.number}{amends}: {entry.who}, {entry.when}",
        "text": entry.text,
        "notes": [note for note in (entry.late, *signed, entry.asked) if note],
    }


def _guide(given: GivenAdvice | None) -> Data | None:
    if given is None:
        return None
    contacts = [
        ", ".join(filter(None, (one.card.name, one.card.phone, one.card.person, one.card.email)))
        for one in given.contacts
    ]
    return {
        "name": f"{given.guide}, version {given.version}",
        "standing": given.standing.word,
        "answer": given.answer,
        "advice": list(given.advice),
        "path": [f"{step['question']} {step['answer']}" for step in given.path],
        "contacts": contacts,
    }


def _clause(pinned: PinnedClause) -> Data:
    shown = pinned.clause
    since = "The text has changed since." if pinned.changed else ""
    since = "No longer in force." if pinned.gone else since
    return {
        "number": shown.number or shown.short_id,
        "said": shown.strength_word,
        "heading": shown.heading,
        "body": nodes(shown.words.body),
        "beside": [["Since", since]] if since else [],
        "place": f"{shown.policy_title}, {shown.version_label}",
        "long": len(shown.words.text) > _WHOLE,
    }


def _history(page: RecordPage) -> Iterator[Sequence[str]]:
    """When, who and what; the words only where they stand nowhere else on the page."""
    stands = {"advise", "decide", "submit"}
    for event, entry in zip(page.events, page.history, strict=True):
        text = "" if event.action in stands else entry.text
        yield [entry.when, entry.who, entry.what, text]
