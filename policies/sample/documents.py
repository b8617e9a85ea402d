"""A policy with its versions, clauses, definitions, references and role tasks from fixtures/policies/."""

from collections.abc import Iterator, Mapping, Sequence

from policies.drafting import actions as desk
from policies.library.actions import cite, clause_hash
from policies.library.markup import to_html, to_plain
from policies.library.models import (
    Binding,
    Clause,
    ClauseVersion,
    Definition,
    Policy,
    PolicyVersion,
    Reference,
)
from policies.roles.models import JobRole, PolicySet
from policies.sample import earlier
from policies.tasks.models import RoleTask
from portal.models import User

# What the head of a document prints, and may leave out.
_TEXTS = (
    "title_note",
    "summary",
    "owner",
    "policy_number",
    "adapted_from",
    "change_control",
    "licence",
)
_DATES = ("review_interval_months", "next_review", "endorsed_on")


def load(data: Mapping, *, author: User, approver: User) -> Policy:
    """Create the policy and publish each version in turn, the author's draft approved by the approver."""
    policy = Policy.objects.create(
        code=data["code"],
        title=data["title"],
        kind=data["kind"],
        **{name: data.get(name) or "" for name in _TEXTS},
        **{name: data.get(name) for name in _DATES},
    )
    for code, order in data["binds"].items():
        policy_set = PolicySet.objects.get(code=code)
        Binding.objects.create(policy=policy, policy_set=policy_set, order=order)
    before = None
    for row in earlier.versions(data):
        before = _version(policy, row, before, author=author, approver=approver)
    return policy


def _version(
    policy: Policy, row: Mapping, before: PolicyVersion | None, *, author: User, approver: User
) -> PolicyVersion:
    version = PolicyVersion.objects.create(
        policy=policy, number=row["number"], based_on=before, author=author
    )
    clauses = {c.short_id: c for c in policy.clauses.all()}
    for node, path, parent in _walk(row["clauses"]):
        clause = clauses.get(node["id"]) or Clause.objects.create(
            policy=policy,
            short_id=node["id"],
            people_say="\n".join(node.get("people_say") or ()),
        )
        clauses[node["id"]] = clause
        parent_row = (
            ClauseVersion.objects.get(version=version, clause=clauses[parent]) if parent else None
        )
        _clause(version, clause, node, path, parent_row)
    desk.submit(by=author, version=version, note=row["note"], change_class=row["change_class"])
    desk.approve(by=approver, version=version)
    desk.publish(by=approver, version=version, effective_from=row["effective_from"], backdated=True)
    words = {c.clause.short_id: c for c in version.clauses.select_related("clause")}
    _definitions(policy, row.get("definitions") or (), words)
    _references(policy, row, clauses)
    _role_tasks(row.get("role_tasks") or (), words)
    return version


Node = tuple[Mapping, list[int], str | None]


def _walk(
    nodes: Sequence[Mapping], path: tuple[int, ...] = (), parent: str | None = None
) -> Iterator[Node]:
    """Each clause with its place and its parent's id, parents first."""
    for place, node in enumerate(nodes, 1):
        here = (*path, place)
        yield node, list(here), parent
        yield from _walk(node.get("children") or (), here, node["id"])


def _clause(
    version: PolicyVersion,
    clause: Clause,
    node: Mapping,
    path: list[int],
    parent: ClauseVersion | None,
) -> None:
    body = to_html(node.get("body") or "")
    said = {
        "heading": node.get("heading") or "",
        "body": body,
        "kind": node["kind"],
        "strength": node.get("strength") or "information",
        "column": node.get("column") or "",
        "terms": node.get("terms"),
    }
    ClauseVersion.objects.create(
        version=version,
        clause=clause,
        parent=parent,
        path=path,
        number=node.get("number") or "",
        text=to_plain(body),
        hash=clause_hash(**said),
        strength_words=node.get("words") or "",
        source=node.get("source") or [],
        note=node.get("note") or "",
        **said,
    )


def _definitions(
    policy: Policy, rows: Sequence[Mapping], words: Mapping[str, ClauseVersion]
) -> None:
    for row in rows:
        definition = Definition.objects.create(
            policy=policy,
            clause=words[row["clause"]].clause,
            term=row["term"],
            aliases=row.get("aliases") or [],
            meaning=row["meaning"],
            source=row.get("source") or [],
        )
        cite(
            thing=definition,
            part="",
            label=f"Definition of “{definition.term}”",
            url="",
            clause_versions=[words[row["clause"]]],
        )


def _references(policy: Policy, version: Mapping, clauses: Mapping[str, Clause]) -> None:
    named_in: dict[str, list[Clause]] = {}
    for node, _, _ in _walk(version["clauses"]):
        for key in node.get("references") or ():
            named_in.setdefault(key, []).append(clauses[node["id"]])
    for row in version.get("references") or ():
        reference = Reference.objects.create(
            policy=policy,
            key=row["key"],
            kind=row["kind"],
            title=row["title"],
            as_printed=row.get("as_printed") or "",
            note=row.get("note") or "",
            source=row.get("source") or [],
        )
        own = [clauses[row["clause"]]] if row.get("clause") else []
        reference.clauses.set({*own, *named_in.get(row["key"], ())})


def _role_tasks(rows: Sequence[Mapping], words: Mapping[str, ClauseVersion]) -> None:
    roles = {role.key: role for role in JobRole.objects.all()}
    for row in rows:
        role = roles[row["role"]]
        task = RoleTask.objects.create(
            job_role=role,
            what=row["task"],
            clause=words[row["clause"]].clause,
            order=role.role_tasks.count() + 1,
            source=row.get("source") or [],
        )
        cite(
            thing=task,
            part=role.key,
            label=row["task"],
            url="/tasks/",
            clause_versions=[words[row["clause"]]],
        )
