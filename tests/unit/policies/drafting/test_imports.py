"""An import from its upload to its draft: what goes on, what ends, who may, and what is refused."""

from uuid import NAMESPACE_URL, uuid5

import pytest
from django.utils import timezone

from policies.drafting import actions
from policies.drafting.actions.errors import AlreadyAtDesk, Refused
from policies.drafting.actions.guards import has_written
from policies.drafting.importing.choices import Choices, Fate, How, Said
from policies.drafting.importing.tree import from_json
from policies.drafting.models import PolicyImport
from policies.drafting.reading.changes import changes_of, is_touched, texts
from policies.library import exporting, word
from policies.library.models import Policy, PolicyVersion
from portal.models import Conflict
from tests.factories import publish_policy

pytestmark = pytest.mark.django_db
PORTAL = "https://advice.example.org"
TEXT = "Rules\n\nStaff must ask first.\n\nStaff should keep a record.\n"


@pytest.fixture
def policy() -> Policy:
    return publish_policy("plain", clauses=3)


@pytest.fixture
def bring(editor, policy):
    def bring(text: str = TEXT, name: str = "a.txt") -> PolicyImport:
        return actions.start_import(by=editor, policy=policy, file_name=name, data=text.encode())

    return bring


def confirm_all(brought: PolicyImport, by) -> PolicyImport:
    choices, tree = Choices.from_json(brought.choices), from_json(brought.tree)
    left = {clause.key: choices.said(clause) for clause in choices.unconfirmed(tree)}
    return actions.confirm_clauses(
        by=by, brought=brought, revision=brought.revision, confirmed=left
    )


def settle(brought: PolicyImport, by, fates: dict[str, Fate]) -> PolicyImport:
    """What becomes of old clauses, by short id; all others end."""
    uids = {row.clause.short_id: str(row.clause.uid) for row in texts(brought.base)}
    ended = Fate(How.RETIRED, (), "Not needed any more.")
    told = {uid: fates.get(short_id, ended) for short_id, uid in uids.items()}
    return actions.settle_clauses(by=by, brought=brought, revision=brought.revision, fates=told)


def ready(brought: PolicyImport, by, fates: dict[str, Fate] | None = None) -> PolicyImport:
    return settle(confirm_all(brought, by), by, fates or {})


def make(brought: PolicyImport, by) -> PolicyVersion:
    return actions.draft_import(by=by, brought=brought, revision=brought.revision)


@pytest.mark.parametrize("kind", ["docx", "md", "json"])
def test_an_export_that_nobody_edited_changes_nothing(editor, kind):
    version = PolicyVersion.objects.with_policy().get(policy__code="yj-social-media", number=1)
    rows = texts(version)
    write = {"docx": word.document, "md": exporting.markdown, "json": exporting.json_text}[kind]
    brought = actions.start_import(
        by=editor,
        policy=version.policy,
        file_name=f"a.{kind}",
        data=write(version, rows, portal=PORTAL),
    )
    draft = make(brought, editor)
    assert [c for c in changes_of(draft) if is_touched(c)] == []
    assert [row.clause_id for row in texts(draft)] == [row.clause_id for row in rows]


def test_a_document_becomes_a_draft_with_identities_and_successions(editor, bring):
    fates = {
        "plain-1": Fate(How.MATCHED, ("1.1",)),
        "plain-2": Fate(How.SPLIT, ("1.1", "1.2"), "Two rules."),
    }
    brought = ready(bring(), editor, fates)
    draft = make(brought, editor)
    rows = texts(draft)
    assert [row.text for row in rows[1:]] == [
        "Staff must ask first.",
        "Staff should keep a record.",
    ]
    assert rows[1].clause.short_id == "plain-1"
    assert rows[0].clause.short_id not in {"plain-1", "plain-2", "plain-3"}
    told = {
        (s.clause.short_id, s.how, s.successor and s.successor.short_id, s.reason)
        for s in draft.successions.select_related("clause", "successor")
    }
    assert told == {
        ("plain-2", "split", "plain-1", "Two rules."),
        ("plain-2", "split", rows[2].clause.short_id, "Two rules."),
        ("plain-3", "retired", None, "Not needed any more."),
    }
    brought.refresh_from_db()
    assert (brought.state, brought.draft, draft.author) == ("drafted", draft, editor)


def test_nothing_becomes_a_draft_while_an_old_clause_is_open(editor, bring):
    with pytest.raises(Refused, match="3 clauses of version 1 are neither matched nor"):
        make(confirm_all(bring(), editor), editor)
    assert not PolicyVersion.objects.filter(policy__code="plain", number=2).exists()


def test_nothing_becomes_a_draft_while_a_proposal_is_open(editor, bring):
    brought = settle(bring(), editor, {})
    with pytest.raises(Refused, match="nobody has confirmed"):
        make(brought, editor)


def test_what_an_editor_confirms_is_what_the_draft_says(editor, bring):
    brought = ready(bring(), editor)
    said = {"1.2": Said("advice", "advised", "keep")}
    brought = actions.confirm_clauses(
        by=editor, brought=brought, revision=brought.revision, confirmed=said
    )
    row = make(brought, editor).clauses.get(text="Staff should keep a record.")
    assert (row.kind, row.strength, row.strength_words) == ("advice", "advised", "keep")


@pytest.mark.parametrize(
    ("fate", "reason"),
    [
        (Fate(How.RETIRED, (), "  "), "Say why"),
        (Fate(How.SPLIT, ("1.1",)), "at least two"),
        (Fate(How.MATCHED, ()), "the one clause"),
        (Fate(How.MERGED, ("1.1", "1.2")), "the one clause"),
        (Fate(How.MATCHED, ("7.7",)), "no clause 7.7"),
    ],
)
def test_what_makes_no_sense_is_refused(editor, bring, fate, reason):
    brought = bring()
    uid = str(texts(brought.base)[0].clause.uid)
    with pytest.raises(Refused, match=reason):
        actions.settle_clause(
            by=editor, brought=brought, revision=brought.revision, uid=uid, fate=fate
        )


def test_one_clause_goes_on_as_one_old_clause_only(editor, bring):
    same = Fate(How.MATCHED, ("1.1",))
    with pytest.raises(Refused, match="matched that clause with"):
        settle(bring(), editor, {"plain-1": same, "plain-2": same})


def test_the_second_of_two_editors_is_told(editor, admin, bring):
    brought = bring()
    confirm_all(brought, editor)
    seen = PolicyImport.objects.get(pk=brought.pk).revision - 1
    with pytest.raises(Conflict):
        actions.confirm_clauses(
            by=admin, brought=brought, revision=seen, confirmed={"1": Said("duty", "must", "")}
        )


def test_whoever_worked_on_the_import_does_not_approve_it(editor, admin, bring):
    brought = settle(confirm_all(bring(), admin), editor, {})
    draft = make(brought, editor)
    assert has_written(draft, admin)
    actions.submit(by=editor, version=draft, note="New.", change_class="material")
    with pytest.raises(Refused, match="somebody else"):
        actions.approve(by=admin, version=draft)


def test_a_draft_at_the_desk_and_newer_words_come_first(editor, bring, policy):
    brought = ready(bring(), editor)
    at_desk = actions.start_draft(by=editor, policy=policy)
    with pytest.raises(AlreadyAtDesk):
        make(brought, editor)
    actions.discard(by=editor, version=at_desk)
    assert make(brought, editor).number == 3


def test_matching_again_keeps_what_was_settled(editor, bring, policy, approver):
    brought = ready(bring(), editor)
    other = actions.start_draft(by=editor, policy=policy)
    clause = other.clauses.first()
    actions.edit_clause(by=editor, clause_version=clause, revision=1, heading="Ask first")
    actions.submit(by=editor, version=other, note="New.", change_class="minor")
    actions.approve(by=approver, version=other)
    actions.publish(by=approver, version=other, effective_from=timezone.localdate())
    with pytest.raises(Refused, match="Match it again"):
        make(brought, editor)
    brought = actions.match_again(by=editor, brought=brought)
    assert brought.base == other
    assert make(brought, editor).based_on == other


def test_a_first_text_keeps_the_ids_of_another_portal(editor):
    source = PolicyVersion.objects.with_policy().get(policy__code="pc-social-media", number=1)
    data = exporting.json_text(source, texts(source), portal=PORTAL)
    fresh = data.replace(b'"pc-', b'"xx-')
    for row in texts(source):
        other = uuid5(NAMESPACE_URL, str(row.clause.uid))
        fresh = fresh.replace(str(row.clause.uid).encode(), str(other).encode())
    policy = Policy.objects.create(code="xx", title="Elsewhere", kind="guidance")
    brought = actions.start_import(by=editor, policy=policy, file_name="a.json", data=fresh)
    draft = make(brought, editor)
    assert texts(draft)[0].clause.short_id == texts(source)[0].clause.short_id.replace("pc-", "xx-")
    assert draft.based_on is None
