"""An import becomes a draft: clauses that go on keep their identity, the others say what became of them."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction
from django.db.models import Max

from policies.drafting.actions.errors import AlreadyAtDesk, Refused
from policies.drafting.actions.imports import State, last_words, open_import
from policies.drafting.actions.places import GAP, new_clause
from policies.drafting.actions.successions import add
from policies.drafting.importing.choices import Choices, How
from policies.drafting.importing.tree import ParsedClause, from_json, walk, with_parents
from policies.drafting.models import PolicyImport
from policies.drafting.reading.changes import texts
from policies.library.actions import clause_hash
from policies.library.models import Clause, ClauseVersion, Policy, PolicyVersion
from portal import audit
from portal.models import AuditEvent, User


@transaction.atomic
def draft_import(*, by: User, brought: PolicyImport, revision: int) -> PolicyVersion:
    """Make the policy's next version out of an import and return it.

    Raises Conflict where somebody else saved since `revision`, AlreadyAtDesk where a version is at
    the desk, and Refused while an old clause is neither matched nor retired, a proposal is not
    confirmed, or the policy's words changed since the document was read.
    """
    Policy.objects.select_for_update(no_key=True).get(pk=brought.policy_id)
    brought = open_import(by, brought, revision)
    tree, choices = from_json(brought.tree), Choices.from_json(brought.choices)
    rows = {str(row.clause.uid): row for row in texts(brought.base)}
    _require_settled(brought, tree, choices, rows)
    policy, base = brought.policy, brought.base
    waiting = policy.versions.filter(state__in=PolicyVersion.WORKING).first()
    if waiting:
        raise AlreadyAtDesk(waiting)
    last = policy.versions.aggregate(last=Max("number"))["last"] or 0
    version = PolicyVersion.objects.create(policy=policy, number=last + 1, based_on=base, author=by)
    clauses = _identities(policy, tree, choices, rows)
    _write(version, tree, choices, rows, clauses)
    _end(version, choices, rows, clauses)
    audit.record(
        by=by,
        action="draft.start",
        on=version,
        based_on=base and base.number,
        imported=brought.pk,
    )
    for person in _hands(brought, by):
        audit.record(by=person, action="draft.import", on=version, imported=brought.pk)
    brought.save_over(brought.revision, state=State.DRAFTED, draft=version)
    audit.record(by=by, action="import.draft", on=brought, version=version.number)
    return version


def _hands(brought: PolicyImport, by: User) -> list[User]:
    """The others who worked on the import: its text is theirs too, and none of them approves it."""
    events = AuditEvent.objects.filter(chain=f"policyimport:{brought.pk}", by__isnull=False)
    return list(User.objects.filter(pk__in=events.values("by")).exclude(pk=by.pk).order_by("pk"))


def _require_settled(
    brought: PolicyImport,
    tree: list[ParsedClause],
    choices: Choices,
    rows: Mapping[str, ClauseVersion],
) -> None:
    if brought.base != last_words(brought.policy):
        raise Refused(
            "Another version was published since this document was read. Match it again, then make "
            "the draft."
        )
    undecided = choices.undecided(rows)
    if undecided:
        raise Refused(
            f"{len(undecided)} clauses of version {brought.base.number} are neither matched nor "
            "retired with a reason. Settle each of them first."
        )
    unconfirmed = choices.unconfirmed(tree)
    if unconfirmed:
        raise Refused(
            f"{len(unconfirmed)} clauses have a kind and a strength that nobody has confirmed. "
            "Confirm or change each of them first."
        )
    if not tree:
        raise Refused("There is no clause in this document.")


def _identities(
    policy: Policy,
    tree: list[ParsedClause],
    choices: Choices,
    rows: Mapping[str, ClauseVersion],
) -> dict[str, Clause]:
    """key → the clause that it is: the old one that goes on, one that comes back, or a new one."""
    found = {key: rows[uid].clause for key, uid in choices.continued().items()}
    known = {clause.uid: clause for clause in policy.clauses.all()}
    taken = {clause.pk for clause in found.values()} | {row.clause_id for row in rows.values()}
    is_first = not known
    for clause in walk(tree):
        if clause.key in found:
            continue
        back = known.get(_uuid(clause.uid))
        if back and back.pk not in taken:
            found[clause.key] = back
            taken.add(back.pk)
        else:
            found[clause.key] = _new(policy, clause, keeps_ids=is_first)
    return found


def _new(policy: Policy, clause: ParsedClause, *, keeps_ids: bool) -> Clause:
    """A new clause; in a policy's first text it keeps the ids of another portal's export if free."""
    uid = _uuid(clause.uid)
    if keeps_ids and uid and clause.short_id:
        try:
            validate_slug(clause.short_id)
        except ValidationError:
            return new_clause(policy)
        used = Clause.objects.filter(uid=uid) | Clause.objects.filter(short_id=clause.short_id)
        if len(clause.short_id) <= 40 and not used.exists():
            return Clause.objects.create(policy=policy, uid=uid, short_id=clause.short_id)
    return new_clause(policy)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _write(
    version: PolicyVersion,
    tree: list[ParsedClause],
    choices: Choices,
    rows: Mapping[str, ClauseVersion],
    clauses: Mapping[str, Clause],
) -> None:
    """Write the clauses, level by level: a parent before those under it."""
    written: dict[str, ClauseVersion] = {}
    levels: dict[int, list[ClauseVersion]] = defaultdict(list)
    continued = choices.continued()
    for parsed, parent in with_parents(tree):
        above = written[parent.key] if parent else None
        place = int(parsed.key.rsplit(".", 1)[-1]) * GAP
        path = [*(above.path if above else []), place]
        before = rows.get(continued.get(parsed.key, ""))
        row = ClauseVersion(
            version=version,
            clause=clauses[parsed.key],
            parent=above,
            path=path,
            **_words(parsed, choices, before),
        )
        written[parsed.key] = row
        levels[len(path)].append(row)
    for _, level in sorted(levels.items()):
        ClauseVersion.objects.bulk_create(level)


def _words(parsed: ParsedClause, choices: Choices, before: ClauseVersion | None) -> dict[str, Any]:
    """The columns of a clause; what a document does not carry goes on as it was."""
    said = choices.said(parsed)
    values: dict[str, Any] = {
        "number": parsed.number,
        "heading": parsed.heading,
        "body": parsed.body,
        "text": parsed.text,
        "kind": said.kind,
        "strength": said.strength,
        "strength_words": said.strength_words,
        "column": parsed.column,
        "terms": parsed.terms,
        "note": parsed.note,
        "source": parsed.source,
    }
    if before:
        _go_on(values, before)
    said_names = ("heading", "body", "kind", "strength", "column", "terms")
    values["hash"] = clause_hash(**{name: values[name] for name in said_names})
    return values


def _go_on(values: dict[str, Any], before: ClauseVersion) -> None:
    """Keep what the document says nothing of, and what only differs as files must differ."""
    for name in ("column", "terms", "note", "source"):
        if not values[name]:
            values[name] = getattr(before, name)
    was = before.terms or {}
    if {k: v for k, v in was.items() if v} == {
        k: v for k, v in (values["terms"] or {}).items() if v
    }:
        values["terms"] = before.terms
    if values["note"].split() == before.note.split():
        values["note"] = before.note
    # A file may print number and heading as one; where both together are the same, nothing changed.
    now = f"{values['number']} {values['heading']}".split()
    if now == f"{before.number} {before.heading}".split():
        values["number"], values["heading"] = before.number, before.heading


def _end(
    version: PolicyVersion,
    choices: Choices,
    rows: Mapping[str, ClauseVersion],
    clauses: Mapping[str, Clause],
) -> None:
    """Record what became of each clause that does not go on."""
    for uid, fate in choices.fates().items():
        if fate.how == How.MATCHED:
            continue
        gone = rows[uid].clause
        heirs = [clauses[key] for key in fate.keys]
        add(version, gone, how=fate.how.value, successors=heirs, reason=fate.reason)
