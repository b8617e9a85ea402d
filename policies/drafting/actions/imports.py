"""Bringing a document to the desk: reading it, confirming what it says, settling what became of what."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from procrastinate.contrib.django import app

from policies.drafting.actions.errors import Refused
from policies.drafting.actions.guards import require, said
from policies.drafting.importing.choices import Choices, Fate, How, Said
from policies.drafting.importing.matching import match, old_clauses
from policies.drafting.importing.proposing import LONGEST, propose
from policies.drafting.importing.reading import check, read, weight
from policies.drafting.importing.source import Reading, Unreadable
from policies.drafting.importing.tree import ParsedClause, as_json, from_json, walk
from policies.drafting.models import PolicyImport
from policies.drafting.reading.changes import texts, unended
from policies.library.models import ClauseVersion, Kind, Policy, PolicyVersion, Strength
from portal import audit
from portal.models import Conflict, User
from portal.permissions import Permission

State = PolicyImport.State
# Files with more text than this are read by the worker: nobody should wait at an open request.
AT_ONCE = 400_000
# How far the reading is, in per cent, when the paragraphs are read; the rest is matching.
PARAGRAPHS_READ = 70


@transaction.atomic
def start_import(*, by: User, policy: Policy, file_name: str, data: bytes) -> PolicyImport:
    """Bring a document to a policy. A small one is read at once, a large one waits for the worker.

    Raises Unreadable, and leaves nothing behind, where the file cannot be read.
    """
    require(by, Permission.DRAFT_EDIT)
    check(data, file_name)
    brought = PolicyImport(
        policy=policy,
        base=last_words(policy),
        file_name=file_name[-255:],
        sha256=hashlib.sha256(data).hexdigest(),
        by=by,
    )
    if weight(data) > AT_ONCE:
        brought.file = data
    else:
        values = _read_values(read(data, file_name), brought.base)
        for name, value in values.items():
            setattr(brought, name, value)
    brought.save()
    if brought.state == State.WAITING:
        # By its name: the jobs of this room know its actions, not the other way round.
        app.configure_task("drafting.read_import").defer(import_id=brought.pk)
    audit.record(by=by, action="import.start", on=brought, file=brought.sha256)
    return brought


def read_waiting(*, pk: int) -> bool:
    """Read a document that waits, as the worker does; whether it could be read.

    Not in one transaction: how far it is must be seen while it is read.
    """
    brought = PolicyImport.objects.select_related("base").filter(pk=pk, state=State.WAITING).first()
    if brought is None:
        return False
    try:
        reading = read(bytes(brought.file), brought.file_name, _telling(pk))
        values = _read_values(reading, brought.base)
    except Unreadable as problem:
        values = {"state": State.REFUSED, "problem": str(problem), "done": 100}
    with transaction.atomic():
        brought = PolicyImport.objects.select_for_update(no_key=True).get(pk=pk)
        if brought.state != State.WAITING:
            return False
        brought.save_over(brought.revision, **values, file=None)
        audit.record(by=None, action=f"import.{values['state']}", on=brought)
    return values["state"] == State.READ


def _telling(pk: int) -> Callable[[int], None]:
    """What writes down how far the reading is."""

    def tell(percent: int) -> None:
        done = percent * PARAGRAPHS_READ // 100
        waiting = PolicyImport.objects.filter(pk=pk, state=State.WAITING, done__lt=done)
        waiting.update(done=done, revision=F("revision") + 1)

    return tell


def last_words(policy: Policy) -> PolicyVersion | None:
    """The version that the policy's next one is based on."""
    return unended(policy) or policy.versions.published().first()


def _read_values(reading: Reading, base: PolicyVersion | None) -> dict[str, Any]:
    """What a reading is kept as."""
    rows = texts(base)
    choices = Choices(match(old_clauses(rows), reading.tree))
    adopt(reading.tree, choices, rows)
    keys = {number: key for number, _, key in reading.placed}
    why = {number: reason for number, _, reason in reading.unplaced}
    paragraphs = [
        {
            "n": p.number,
            "text": p.printed,
            "where": p.where,
            "key": keys.get(p.number, ""),
            "why": why.get(p.number, ""),
        }
        for p in reading.paragraphs
    ]
    return {
        "state": State.READ,
        "paragraphs": paragraphs,
        "tree": as_json(reading.tree),
        "choices": choices.as_json(),
        "done": 100,
    }


def adopt(tree: list[ParsedClause], choices: Choices, rows: list[ClauseVersion]) -> None:
    """Take over the kind and strength of the old clauses that the document's clauses go on as.

    Only where the words that carry them are the same as before: then an editor has confirmed them
    already. All others stay proposals.
    """
    old = {str(row.clause.uid): row for row in rows}
    continued = choices.continued()
    choices.adopted = {}
    for clause in walk(tree):
        before = old.get(continued.get(clause.key, ""))
        if before and not clause.certain and _speaks_the_same(clause, before):
            said_before = Said(before.kind, before.strength, before.strength_words)
            choices.adopted[clause.key] = said_before


def _speaks_the_same(clause: ParsedClause, before: ClauseVersion) -> bool:
    if propose(clause.text, clause.heading) != propose(before.text, before.heading):
        return False
    if (clause.kind == Kind.SECTION) != (before.kind == Kind.SECTION):
        return False
    lent = clause.strength_words.lower() not in f"{clause.heading} {clause.text}".lower()
    if clause.uid or lent:
        return clause.strength == before.strength or before.kind == Kind.PERMISSION
    return True


def open_import(by: User, brought: PolicyImport, revision: int | None) -> PolicyImport:
    """The import as it stands, held. Raises Refused where it is settled, Conflict where it changed."""
    require(by, Permission.DRAFT_EDIT)
    brought = (
        PolicyImport.objects.select_for_update(no_key=True, of=("self",))
        .select_related("policy", "base")
        .get(pk=brought.pk)
    )
    if brought.state != State.READ:
        raise Refused(
            f"This import is now “{brought.get_state_display()}”: nothing in it can be changed."
        )
    if revision is not None and brought.revision != revision:
        raise Conflict(brought, {})
    return brought


@transaction.atomic
def confirm_clauses(
    *, by: User, brought: PolicyImport, revision: int, confirmed: Mapping[str, Said]
) -> PolicyImport:
    """Keep kind and strength of clauses, by key, as the editor confirmed them.

    Raises Conflict where somebody else saved since `revision`, and Refused where a clause is not in
    the import or a value is unknown.
    """
    brought = open_import(by, brought, revision)
    choices = Choices.from_json(brought.choices)
    known = {clause.key for clause in walk(from_json(brought.tree))}
    for key, words in confirmed.items():
        if key not in known or words.kind not in Kind.values:
            raise Refused("Choose what kind of clause each one is.")
        if words.strength not in Strength.values:
            raise Refused("Choose how strongly each clause speaks.")
        if len(words.strength_words) > LONGEST:
            raise Refused(f"Shorten the words that carry the strength to {LONGEST} characters.")
    choices.clauses |= confirmed
    brought.save_over(brought.revision, choices=choices.as_json())
    audit.record(by=by, action="import.confirm", on=brought, clauses=sorted(confirmed))
    return brought


def settle_clause(
    *, by: User, brought: PolicyImport, revision: int, uid: str, fate: Fate
) -> PolicyImport:
    """Keep what becomes of one old clause; raises as `settle_clauses` does."""
    return settle_clauses(by=by, brought=brought, revision=revision, fates={uid: fate})


@transaction.atomic
def settle_clauses(
    *, by: User, brought: PolicyImport, revision: int, fates: Mapping[str, Fate]
) -> PolicyImport:
    """Keep what becomes of old clauses, by uid.

    Raises Conflict where somebody else saved since `revision`, and Refused where a clause is not of
    the version before, a key is not of the document, too few are named, or a reason is missing.
    """
    brought = open_import(by, brought, revision)
    tree, choices = from_json(brought.tree), Choices.from_json(brought.choices)
    rows = texts(brought.base)
    keys, uids = {clause.key for clause in walk(tree)}, {str(row.clause.uid) for row in rows}
    for uid, fate in fates.items():
        if uid not in uids:
            raise Refused("This clause is not in the version that the document is reconciled with.")
        _require_sense(fate, keys)
        _require_free(uid, fate, choices, rows)
        if fate.how == How.RETIRED:
            missing = "Say why the clause ends: people who relied on it will ask."
            choices.old[uid] = Fate(How.RETIRED, (), said(fate.reason, missing))
        else:
            choices.old[uid] = fate
    adopt(tree, choices, rows)
    brought.save_over(brought.revision, choices=choices.as_json())
    how = {uid: str(fate.how) for uid, fate in fates.items()}
    audit.record(by=by, action="import.settle", on=brought, clauses=how)
    return brought


def _require_sense(fate: Fate, known: set[str]) -> None:
    strange = [key for key in fate.keys if key not in known]
    if strange:
        raise Refused(
            f"The document has no clause {strange[0]}. Take a place that stands beside a clause, "
            "such as 2.1."
        )
    if fate.how == How.SPLIT and len(fate.keys) < 2:
        raise Refused("Name at least two clauses that it was split into.")
    if fate.how in (How.MATCHED, How.MERGED, How.REPLACED) and len(fate.keys) != 1:
        raise Refused("Name the one clause that it became.")


def _require_free(uid: str, fate: Fate, choices: Choices, rows: list[ClauseVersion]) -> None:
    """One clause of the document goes on as one old clause at most."""
    if fate.how != How.MATCHED:
        return
    other = next((u for u, f in choices.old.items() if f == fate and u != uid), None)
    if other:
        name = next((r.number or r.clause.short_id for r in rows if str(r.clause.uid) == other), "")
        raise Refused(
            f"You matched that clause with {name} already. Change that first, or say that this one "
            "was merged into it."
        )


@transaction.atomic
def match_again(*, by: User, brought: PolicyImport) -> PolicyImport:
    """Reconcile the document with the policy's last words, where those changed since it was read.

    What the editor settled stays, for each clause that is still there.
    """
    brought = open_import(by, brought, None)
    base = last_words(brought.policy)
    rows = texts(base)
    uids = {str(row.clause.uid) for row in rows}
    tree, before = from_json(brought.tree), Choices.from_json(brought.choices)
    choices = Choices(
        match(old_clauses(rows), tree),
        {uid: fate for uid, fate in before.old.items() if uid in uids},
        before.clauses,
    )
    adopt(tree, choices, rows)
    brought.save_over(brought.revision, base=base, choices=choices.as_json())
    audit.record(by=by, action="import.match", on=brought, base=base and base.number)
    return brought


@transaction.atomic
def discard_import(*, by: User, brought: PolicyImport) -> PolicyImport:
    """Give up an import. Nothing of the policy changes; its text is not kept.

    Raises Refused where it became a draft or was discarded before.
    """
    require(by, Permission.DRAFT_EDIT)
    brought = PolicyImport.objects.select_for_update(no_key=True).get(pk=brought.pk)
    if brought.state in (State.DRAFTED, State.DISCARDED):
        raise Refused(f"This import is already “{brought.get_state_display()}”.")
    nothing = {"file": None, "paragraphs": [], "tree": [], "choices": {}}
    brought.save_over(brought.revision, state=State.DISCARDED, **nothing)
    audit.record(by=by, action="import.discard", on=brought)
    return brought
