"""Tasks in words, and what the documents ask of a job role."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone
from django.utils.formats import date_format

from policies.directory.presenters import ContactCard
from policies.library.models import ClauseVersion, Kind
from policies.library.presenters import ClausePresenter
from policies.roles.models import JobRole
from policies.tasks.models import Group, Task
from policies.tasks.reading import CONSULTING, DUTIES, RoleReading


def due_words(due: date | None, today: date | None = None) -> str:
    """ "due tomorrow", "due 14 March 2026", "was due …"; empty without a date."""
    if due is None:
        return ""
    days = (due - (today or timezone.localdate())).days
    if days == 0:
        return "due today"
    if days == 1:
        return "due tomorrow"
    return f"{'due' if days > 0 else 'was due'} {date_format(due)}"


@dataclass(frozen=True)
class TaskRow:
    """A given task as a list shows it."""

    pk: int
    reference: str
    task: str
    url: str
    origin: str
    by: str
    overdue: bool
    group: Group


def task_rows(tasks: list[Task]) -> list[TaskRow]:
    today = timezone.localdate()
    return [
        TaskRow(
            pk=t.pk,
            reference=t.reference,
            task=t.what,
            url=t.origin_url,
            origin=t.origin_label,
            by=due_words(t.due, today),
            overdue=t.due is not None and t.due < today,
            group=group_of(t.due, today),
        )
        for t in tasks
    ]


def group_of(due: date | None, today: date) -> Group:
    """Overdue, today, by Sunday of this week, or later; without a date later."""
    if due is None or due > today + timedelta(days=6 - today.weekday()):
        return Group.LATER
    if due == today:
        return Group.TODAY
    return Group.OVERDUE if due < today else Group.WEEK


@dataclass(frozen=True)
class TaskGroup:
    """One part of the list, under its heading."""

    heading: str
    css: str
    rows: Sequence[TaskRow]


def task_groups(rows: Sequence[TaskRow]) -> list[TaskGroup]:
    """The rows in their groups, most pressing first; a group without rows is left out."""
    return [
        TaskGroup(group.label, "prohibited" if group == Group.OVERDUE else "", in_it)
        for group in Group
        if (in_it := [row for row in rows if row.group == group])
    ]


# By what kind of clause a task rests on it is a duty, a task of the role's own, or a reason to turn to somebody.
_KEY_TASKS = {Kind.ROLE_TASK, Kind.RESPONSIBILITY}
# A clause that names the role's own contact tells others to turn to it only if it is of one of these kinds.
_TURNED_TO = {*CONSULTING, Kind.CONDITION, Kind.PERMISSION, Kind.PRACTICE, Kind.ADVICE}


@dataclass(frozen=True)
class AskedRow:
    """Something that a document asks, with the clause that asks it."""

    what: str
    clause: ClausePresenter
    binds_reader: bool
    contacts: Sequence[ContactCard] = ()
    who: str = ""


@dataclass
class AskedOfAll:
    """What one document asks of everybody whom it binds."""

    title: str
    url: str
    binds_reader: bool
    rows: list[AskedRow] = field(default_factory=list)


@dataclass
class RolePresenter:
    """What the documents ask of a job role, in four groups; the first and the third go on with what is asked of all."""

    duties: list[AskedRow] = field(default_factory=list)
    duties_of_all: list[AskedOfAll] = field(default_factory=list)
    key_tasks: list[AskedRow] = field(default_factory=list)
    consults: list[AskedRow] = field(default_factory=list)
    consults_of_all: list[AskedOfAll] = field(default_factory=list)
    consulted_by: list[AskedRow] = field(default_factory=list)


def present_role(reading: RoleReading) -> RolePresenter:
    """Everything about the role, each thing once a group."""
    page = RolePresenter()
    for clause in reading.clauses:
        own = [t for t in reading.tasks.get(clause.clause_id, ()) if t.job_role == reading.role]
        for task in own:
            _group(page, reading, clause).append(_row(reading, clause, task.what))
        if _turns_to_role(reading, clause):
            page.consulted_by += _turning_to_role(reading, clause)
        elif not own and clause.binds_role and clause.kind in {*DUTIES, *CONSULTING}:
            _add_for_all(page, reading, clause)
    return page


def _group(page: RolePresenter, reading: RoleReading, clause: ClauseVersion) -> list[AskedRow]:
    """Where a task that rests on this clause belongs."""
    if clause.kind in DUTIES:
        return page.duties
    if clause.kind in _KEY_TASKS or clause.clause_id in reading.names_role:
        return page.key_tasks
    if clause.kind in CONSULTING or reading.contacts.get(clause.clause_id):
        return page.consults
    return page.duties


def _row(reading: RoleReading, clause: ClauseVersion, what: str, who: str = "") -> AskedRow:
    return AskedRow(
        what=what,
        clause=ClausePresenter(clause),
        binds_reader=clause.binds_reader,
        contacts=reading.contacts.get(clause.clause_id, ()),
        who=who,
    )


def _turns_to_role(reading: RoleReading, clause: ClauseVersion) -> bool:
    """Whether somebody is told to turn to this role; a role on the ladder is asked for the advice that it gives."""
    kinds = {*_TURNED_TO, Kind.ROLE_TASK} if reading.role.ladder else _TURNED_TO
    return clause.clause_id in reading.names_role and clause.kind in kinds


def _turning_to_role(reading: RoleReading, clause: ClauseVersion) -> list[AskedRow]:
    """Who turns to this role under a clause: the roles it is a task of, else everybody whom its document binds."""
    others = [t for t in reading.tasks.get(clause.clause_id, ()) if t.job_role != reading.role]
    own = [t for t in reading.tasks.get(clause.clause_id, ()) if t.job_role == reading.role]
    anybody = own[0].what if own else clause.heading or clause.text
    said = [(t.what, t.job_role.title) for t in others] or [
        (anybody, "Everybody whom the document binds")
    ]
    return [
        AskedRow(what, ClausePresenter(clause), clause.binds_reader, who=who) for what, who in said
    ]


def _add_for_all(page: RolePresenter, reading: RoleReading, clause: ClauseVersion) -> None:
    documents = page.duties_of_all if clause.kind in DUTIES else page.consults_of_all
    policy = clause.version.policy
    url = f"/policies/{policy.code}/"
    document = next((d for d in documents if d.url == url), None)
    if document is None:
        document = AskedOfAll(policy.title, url, clause.binds_reader)
        documents.append(document)
    named = reading.tasks.get(clause.clause_id, ())
    who = ", ".join(dict.fromkeys(task.job_role.title for task in named))
    document.rows.append(_row(reading, clause, clause.text, who))


@dataclass(frozen=True)
class RoleRow:
    """A job role in the list."""

    title: str
    url: str
    asked: str


@dataclass(frozen=True)
class RolesOfSet:
    """Job roles under one policy set; `mark` says of another set whether its documents bind the reader."""

    heading: str
    mark: str
    binds: bool
    rows: Sequence[RoleRow]


def roles_by_set(
    roles: Iterable[JobRole], bound: Mapping[int, set[int]], own: JobRole | None
) -> list[RolesOfSet]:
    """All job roles: the reader's own, the others of the same set, then set by set, those that bind the reader first.

    `bound` is the policies that bind each set; each role has `named`, how often a document names it.
    """
    mine = bound.get(own.policy_set_id, set()) if own else set()
    groups: dict[tuple[int, str, str, bool], list[JobRole]] = {}
    for role in roles:
        theirs = bound.get(role.policy_set_id, set())
        if own and role.pk == own.pk:
            group = (0, "Your role", "", True)
        elif own and role.policy_set_id == own.policy_set_id:
            group = (1, "Other roles under your documents", "", True)
        elif theirs and theirs <= mine:
            group = (2, role.policy_set.name, "Their policy binds you too", True)
        else:
            group = (3, role.policy_set.name, "Does not bind you", False)
        groups.setdefault(group, []).append(role)
    return [
        RolesOfSet(heading, mark, binds, [_role_row(role) for role in rows])
        for (_, heading, mark, binds), rows in sorted(groups.items(), key=lambda pair: pair[0])
    ]


def _role_row(role: JobRole) -> RoleRow:
    asked = "Named for no task of its own."
    if role.named:
        asked = f"Named for {role.named} thing{'s' if role.named > 1 else ''} to do."
    return RoleRow(role.title, f"/roles/{role.key}/", asked)
