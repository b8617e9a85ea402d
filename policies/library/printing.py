"""PDFs for paper and for files: a version, a clause, a comparison; set by Typst, tagged for screen readers (PDF/UA-1).

How they are set: portal/typesetting.py.
"""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from policies.library.exporting import beside, spoken, version_address
from policies.library.markup import nodes
from policies.library.models import ClauseVersion, Policy, PolicyVersion
from policies.library.presenters import (
    ChangePresenter,
    ClausePresenter,
    binding_names,
    counted,
    facts,
    in_force_words,
)
from policies.library.reading import Block, sections
from portal import typesetting
from portal.typesetting import Data

# Characters up to which a clause is kept on one page.
_WHOLE = 1500
TEMPLATES = settings.BASE_DIR / "templates" / "policies" / "library"


def policy_pdf(version: PolicyVersion, words: Sequence[ClauseVersion], *, portal: str) -> bytes:
    """A whole version."""
    return compiled("policy", policy_data(version, words, portal=portal))


def clause_pdf(words: ClauseVersion, *, on: date | None, portal: str) -> bytes:
    """One clause, as it stood on a day if one is given."""
    return compiled("clause", clause_data(words, on=on, portal=portal))


def comparison_pdf(
    policy: Policy,
    old: PolicyVersion,
    new: PolicyVersion,
    entries: Sequence[ChangePresenter],
    *,
    portal: str,
) -> bytes:
    """What changed from one version to another."""
    return compiled("comparison", comparison_data(policy, old, new, entries, portal=portal))


def compiled(template: str, data: Data) -> bytes:
    """The PDF of templates/policies/library/<template>.typ with this data."""
    return typesetting.compiled(TEMPLATES / f"{template}.typ", data)


def policy_data(version: PolicyVersion, words: Sequence[ClauseVersion], *, portal: str) -> Data:
    """What policy.typ shows."""
    address = _short(version_address(version, portal))
    parts = []
    depth = 0
    for section in sections(ClausePresenter(row) for row in words):
        if section.clause:
            depth = 1
            parts.append(_heading(section.clause, 1))
        for block in section.blocks:
            if block.shown_as == "heading":
                for clause in block.clauses:
                    # A heading may not skip a rank, whatever the levels of the clauses.
                    depth = min(depth + 1, max(clause.level, 1))
                    parts.append(_heading(clause, depth))
            else:
                parts.append(_block(block))
    return _page(version.policy.title, [version], address) | {
        "facts": [list(pair) for pair in facts(version, address=address)],
        "parts": parts,
    }


def clause_data(words: ClauseVersion, *, on: date | None, portal: str) -> Data:
    """What clause.typ shows; its hash is that of the clause's own words, which its page on the portal shows too."""
    shown = ClausePresenter(words)
    address = _short(f"{portal}{shown.url}" + (f"?on={on:%Y-%m-%d}" if on else ""))
    page = _page(words.version.policy.title, [words.version], address)
    page["marks"] = [f"Version {words.version.number}, text {words.hash[:12]}"]
    name = f"Clause {shown.number}" if shown.number else "Clause"
    lines = [words.version.policy.title, f"Binds: {binding_names(words.version.policy)}"]
    if on:
        lines.append(f"As at {date_format(on)}. {in_force_words(words.version)}.")
    return page | {
        "name": f"{name}: {shown.heading}" if shown.heading else name,
        "lines": lines,
        "clause": _clause(shown) | {"heading": ""},
    }


def comparison_data(
    policy: Policy,
    old: PolicyVersion,
    new: PolicyVersion,
    entries: Sequence[ChangePresenter],
    *,
    portal: str,
) -> Data:
    """What comparison.typ shows."""
    address = f"{portal}/policies/{policy.code}/compare/?from={old.number}&to={new.number}"
    return _page(policy.title, [old, new], _short(address)) | {
        "name": f"What changed from version {old.number} to {new.number}",
        "counted": counted(entries),
        "entries": [_entry(entry) for entry in entries],
    }


def _page(title: str, versions: Sequence[PolicyVersion], address: str) -> Data:
    """What stands on every page."""
    return {
        "title": title,
        "marks": [f"Version {v.number}, text {v.content_hash[:12]}" for v in versions],
        "effective": [f"Version {v.number}: {_lower(in_force_words(v))}" for v in versions],
        "printed": f"Printed {date_format(timezone.localdate())}",
        "address": address,
    }


def _heading(clause: ClausePresenter, depth: int) -> Data:
    text = f"{clause.number} {clause.heading}".strip() or clause.short_id
    return {"as": "heading", "depth": depth, "text": text, "beside": _beside(clause)}


def _block(block: Block) -> Data:
    clauses = [_clause(clause) for clause in block.clauses]
    return {"as": "table" if block.shown_as == "offences" else "clauses", "clauses": clauses}


def _clause(clause: ClausePresenter) -> Data:
    return {
        "number": clause.number or clause.short_id,
        "heading": clause.heading,
        "said": spoken(clause.words),
        "body": nodes(clause.words.body),
        "terms": [clause.terms.get(key) or "None printed" for key in ("summary", "indictment")],
        "beside": _beside(clause),
        "long": len(clause.words.text) + len(clause.note) > _WHOLE,
    }


def _beside(clause: ClausePresenter) -> list[list[str]]:
    """Labels and values; an offence's terms stand in the table of offences."""
    skipped = {"Tried summarily", "On indictment"} if clause.kind == "offence" else set()
    return [[label, value] for label, value in beside(clause.words) if label not in skipped]


def _entry(entry: ChangePresenter) -> Data:
    if entry.kind == "same":
        return {"as": "same", "text": entry.folded}
    return {
        "as": "change",
        "tag": entry.tag[0],
        "name": f"{entry.number} {entry.heading}".strip() or entry.short_id,
        "place": entry.place,
        "runs": [_run(*run) for run in entry.words],
        "details": [[d.what, d.before, d.after] for d in entry.details],
    }


def _run(op: str, text: str) -> list[str]:
    """What happened, the spaces before the text, the text."""
    bare = text.lstrip(" ")
    return [op, text[: len(text) - len(bare)], bare]


def _short(address: str) -> str:
    """An address as it is printed."""
    return address.split("://", 1)[-1]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
