"""Every step, in every state, by everybody: only those of the table are taken."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from policies.drafting import actions
from policies.drafting.actions.errors import Refused
from policies.drafting.transitions import STEPS as TABLE
from policies.library.models import PolicyVersion
from portal.models import User

WRITERS = {"author", "writer-and-approver"}
EDITORS = {"author", "colleague", "writer-and-approver", "administrator"}
APPROVERS = {"approver", "writer-and-approver", "administrator"}
SECOND = APPROVERS - WRITERS
DESK = EDITORS | APPROVERS
NOBODY: set[str] = set()

# State → step → who may take it. What is not named here nobody may.
MAY = {
    "draft": {
        "write": EDITORS,
        "submit": EDITORS,
        "discard": EDITORS,
        "comment": DESK,
        "publish-at-once": APPROVERS,
    },
    "in-review": {
        "approve": SECOND,
        "return": APPROVERS,
        "comment": DESK,
        "publish-at-once": APPROVERS,
    },
    "returned": {
        "write": EDITORS,
        "submit": EDITORS,
        "discard": EDITORS,
        "comment": DESK,
        "publish-at-once": APPROVERS,
    },
    "approved": {"publish": SECOND, "return": APPROVERS, "comment": DESK},
    "scheduled": {"take-back": APPROVERS, "return": APPROVERS, "comment": DESK},
    "published": {"withdraw": APPROVERS},
    "unread": {"withdraw": APPROVERS, "read-after": {"administrator"}},
    "superseded": {},
    "withdrawn": {},
    "discarded": {},
}


@pytest.fixture
def people(editor, approver, admin, worker) -> dict[str, User]:
    """The author, another editor, an approver, two who may do both (one wrote), and a caseworker."""
    make = User.objects.create_user
    return {
        "author": editor,
        "colleague": make("colleague", name="Colleague", access_roles=["editor"]),
        "approver": approver,
        "writer-and-approver": make("both", name="Both", access_roles=["administrator"]),
        "administrator": admin,
        "caseworker": worker,
    }


@pytest.fixture
def version_in(people, policy, edit) -> Callable[[str], PolicyVersion]:
    """Version 2 in a state, written in by its author and by the one who may also approve."""

    def brought(state: str) -> PolicyVersion:
        author, approver = people["author"], people["approver"]
        version = actions.start_draft(by=author, policy=policy)
        edit(version, "yj-069", body_markdown="Never through an account of your own.")
        edit(version, "yj-070", by=people["writer-and-approver"], heading="The risk")
        today = timezone.localdate()
        on = partial(actions.publish, by=approver, effective_from=today)
        way = {
            "in-review": lambda v: _submit(author, v),
            "returned": lambda v: _return(approver, _submit(author, v)),
            "approved": lambda v: _approve(author, approver, v),
            "scheduled": lambda v: actions.publish(
                by=approver,
                version=_approve(author, approver, v),
                effective_from=today + timedelta(days=9),
            ),
            "published": lambda v: on(version=_approve(author, approver, v)),
            "unread": lambda v: _at_once(approver, v),
            "superseded": lambda v: _replaced(people, on(version=_approve(author, approver, v))),
            "withdrawn": lambda v: _withdraw(approver, on(version=_approve(author, approver, v))),
            "discarded": lambda v: actions.discard(by=author, version=v),
        }
        return way.get(state, lambda v: v)(version)

    return brought


def _submit(by: User, version: PolicyVersion) -> PolicyVersion:
    return actions.submit(by=by, version=version, note="Shorter.", change_class="minor")


def _return(by: User, version: PolicyVersion) -> PolicyVersion:
    return actions.return_for_changes(by=by, version=version, review_note="Longer.")


def _approve(author: User, approver: User, version: PolicyVersion) -> PolicyVersion:
    return actions.approve(by=approver, version=_submit(author, version))


def _at_once(by: User, version: PolicyVersion) -> PolicyVersion:
    said = {"reason": "Harm.", "note": "Stricter.", "change_class": "material"}
    return actions.publish_at_once(by=by, version=version, **said)


def _withdraw(by: User, version: PolicyVersion) -> PolicyVersion:
    return actions.withdraw(by=by, version=version, reason="Wrong.")


def _replaced(people: dict[str, User], version: PolicyVersion) -> PolicyVersion:
    after = actions.start_draft(by=people["author"], policy=version.policy)
    clause = after.clauses.get(clause__short_id="yj-069")
    actions.edit_clause(
        by=people["author"], clause_version=clause, revision=clause.revision, heading="Third"
    )
    _at_once(people["approver"], after)
    return PolicyVersion.objects.get(pk=version.pk)


def _write(by: User, version: PolicyVersion) -> None:
    clause = version.clauses.get(clause__short_id="yj-071")
    actions.edit_clause(by=by, clause_version=clause, revision=clause.revision, heading="New")


TAKE = {
    "write": _write,
    "submit": _submit,
    "discard": lambda by, version: actions.discard(by=by, version=version),
    "comment": lambda by, version: actions.comment(
        by=by, version=version, clause=None, text="Look again."
    ),
    "approve": lambda by, version: actions.approve(by=by, version=version),
    "return": _return,
    "publish": lambda by, version: actions.publish(
        by=by, version=version, effective_from=timezone.localdate()
    ),
    "publish-at-once": _at_once,
    "take-back": lambda by, version: actions.take_back(
        by=by, version=version, review_note="Another day."
    ),
    "read-after": lambda by, version: actions.read_after(by=by, version=version, stands=True),
    "withdraw": _withdraw,
}


def taken(step: str, by: User, version: PolicyVersion) -> bool:
    """Whether the step is taken; undone at once. A refusal has to leave the version as it was."""
    before = PolicyVersion.objects.filter(pk=version.pk).values().get()
    done = False
    with transaction.atomic():
        try:
            with transaction.atomic():
                TAKE[step](by, version)
            done = True
        except (Refused, PermissionDenied):
            assert PolicyVersion.objects.filter(pk=version.pk).values().get() == before
        transaction.set_rollback(True)
    return done


def test_every_step_of_the_table_is_tried():
    assert set(TAKE) == set(TABLE)
    assert set(MAY) >= set(PolicyVersion.State.values)


@pytest.mark.parametrize("state", MAY)
def test_only_the_steps_of_the_table_are_taken(version_in, people, state):
    version = version_in(state)
    for step in TAKE:
        found = {name for name, person in people.items() if taken(step, person, version)}
        assert found == MAY[state].get(step, NOBODY), f"{step} in {state}"
