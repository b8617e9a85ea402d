"""The pages of the portal: who may open each, what for, and the example records behind them."""

import re
from datetime import timedelta
from uuid import uuid4

from django.http import HttpResponse
from django.utils import timezone

from policies.consultations.actions import Asked, keep_filter, raise_question
from policies.directory.models import Contact, NumberReport
from policies.drafting.actions import comment, edit_clause, start_draft, start_import, submit
from policies.library.models import Citation, Policy, PolicyVersion, Reference
from policies.notices.actions import tell
from policies.notices.models import Notice, NoticeKind
from policies.registers.models import Representative
from policies.roles.actions import enter_absence
from policies.roles.models import Absence
from policies.search.models import SearchMiss, Synonym
from policies.tasks.actions import make_link
from portal.models import User
from tests.factories import GuideRunFactory, TaskFactory, publish_policy
from tests.support.guides import changed_guide
from tests.support.page import (
    ABROAD,
    ANYONE,
    APPROVERS,
    DESK,
    DIRECTORY,
    EDITORS,
    PEOPLE,
    REGISTERS,
    Page,
)
from tests.support.records import advised_record, closed_record

WORKER = frozenset({"yj.worker"})
LEADER = frozenset({"yj.leader"})
GIVERS = WORKER | LEADER
SECOND, ADMIN, RECORDS = frozenset({"yj.director"}), frozenset({"admin"}), frozenset({"records"})
LEADERS = frozenset({"yj.leader", "yj.leader2", "yj.director", "dhs.director", "gcc.manager"})
REVIEWERS = LEADERS | {"yj.advisor", "dhs.comms", "dhs.media", "dss.cmb", "gcc.designated"}
# Whose staff the type in the examples serves: those of the Victorian department.
DEPARTMENT = PEOPLE - ABROAD - {"dss.employee", "dss.cmb"}
READERS_OF_THE_RECORD = WORKER | LEADER | {"records"}

RECORD = "/consultations/{record}"
ENTRY = "/consultations/{advised}/advice/{advice}"
REASSIGN = "/consultations/reassign/?record={record}"
VERSION, CHANGES = "/policies/{versioned}/versions/1", "?from=1&to=2"
GUIDE = "/manage/guides/{guide}"
GUIDE_DRAFT = "/manage/guides/drafts/{guide_draft}"
GUIDE_REVIEWED = "/manage/guides/drafts/{guide_reviewed}"
DRAFT, REVIEWED = "/manage/drafts/{version}", "/manage/drafts/{reviewed}"
PROHIBITION = "/manage/prohibitions/{prohibition}"
IMPORT = "/manage/imports/{imported}"
PAGES = [
    Page("healthz", "/healthz", get=ANYONE),
    Page("readyz", "/readyz", get=ANYONE),
    Page("account_login", "/sign-in/", get=ANYONE, post=ANYONE),
    Page("account_logout", "/sign-out/", get=ANYONE, post=ANYONE),
    Page("home", "/", get=PEOPLE),
    Page("search", "/search/?q=facebook", get=PEOPLE),
    Page("policy_list", "/policies/", get=PEOPLE),
    Page("policy_detail", "/policies/{policy}/", get=PEOPLE),
    Page("policy_versions", "/policies/{policy}/versions/", get=PEOPLE),
    Page("policy_version", f"{VERSION}/", get=PEOPLE),
    Page("version_pdf", f"{VERSION}.pdf", get=PEOPLE),
    Page("version_md", f"{VERSION}.md", get=PEOPLE),
    Page("version_docx", f"{VERSION}.docx", get=PEOPLE),
    Page("version_json", f"{VERSION}.json", get=PEOPLE),
    Page("policy_compare", "/policies/{policy}/compare/", get=PEOPLE),
    Page("policy_compare", f"/policies/{{versioned}}/compare/{CHANGES}", get=PEOPLE),
    Page("compare_pdf", f"/policies/{{versioned}}/compare.pdf{CHANGES}", get=PEOPLE),
    Page("clause_detail", "/c/{clause}/", get=PEOPLE),
    Page("clause_pdf", "/c/{clause}.pdf", get=PEOPLE),
    *DIRECTORY,
    *REGISTERS,
    Page("guide_list", "/guides/", get=PEOPLE),
    Page("guide_start", "/guides/{guide}/", get=PEOPLE, post=PEOPLE),
    Page("run_resume", "/guides/runs/{run}/", get=WORKER),
    Page("guide_question", "/guides/runs/{run}/q/{question}/", get=WORKER, post=WORKER),
    Page("run_outcome", "/guides/runs/{run}/outcome/", get=WORKER),
    Page("run_keep", "/guides/runs/{run}/keep/", post=WORKER),
    Page("run_restart", "/guides/runs/{run}/restart/", post=WORKER),
    Page("run_why", "/guides/runs/{run}/why/", get=WORKER),
    Page("guide_picture", "/guides/{guide}/picture/", get=PEOPLE),
    Page("guide_start", "/guides/{guide}/?on=2999-12-31", get=PEOPLE),
    Page("guide_start", "/guides/{guide}/?on=2000-01-01", get=PEOPLE),
    Page("run_outcome", "/guides/runs/{run}/outcome/?on=2999-12-31", get=WORKER),
    Page("run_outcome", "/guides/runs/{run}/outcome/?on=2000-01-01", get=WORKER),
    Page("run_tasks", "/guides/runs/{run}/tasks/", post=WORKER),
    Page("task_list", "/tasks/", get=PEOPLE),
    Page("task_complete", "/tasks/{task}/done/", post=WORKER),
    Page("task_reopen", "/tasks/{task}/reopen/", post=WORKER),
    Page("calendar_link", "/me/calendar/", get=PEOPLE, post=PEOPLE),
    Page("calendar_revoke", "/me/calendar/revoke/", post=PEOPLE),
    Page("calendar_feed", "/calendar/{calendar}.ics", get=ANYONE),
    Page("notice_list", "/notices/", get=PEOPLE),
    Page("notice_read", "/notices/{notice}/read/", post=WORKER),
    Page("notice_read_all", "/notices/read/", post=PEOPLE),
    Page("notice_choices", "/me/notices/", get=PEOPLE, post=PEOPLE),
    Page("role_list", "/roles/", get=PEOPLE),
    Page("role_detail", "/roles/{role}/", get=PEOPLE),
    Page("matter_list", "/matters/", get=PEOPLE),
    Page("matter_detail", "/matters/{matter}/", get=PEOPLE),
    Page("consultation_list", "/consultations/", get=PEOPLE),
    Page("consultation_new", "/consultations/new/", get=PEOPLE, post=PEOPLE),
    Page("consultation_new", "/consultations/new/?run={run}", get=WORKER, post=WORKER),
    Page("consultation_detail", f"{RECORD}/", get=READERS_OF_THE_RECORD),
    Page("consultation_detail", "/consultations/{draft}/", get=WORKER),
    Page("consultation_edit", "/consultations/{draft}/edit/", get=WORKER, post=WORKER),
    Page("consultation_give_task", f"{RECORD}/give-task/", get=GIVERS, post=GIVERS),
    Page("consultation_act", "/consultations/{draft}/submit/", get=WORKER, post=WORKER),
    Page("consultation_act", f"{RECORD}/accept/", get=LEADER, post=LEADER),
    Page("consultation_act", f"{RECORD}/ask/", get=LEADER, post=LEADER),
    Page("consultation_act", f"{RECORD}/reply/", get=WORKER, post=WORKER),
    Page("consultation_act", f"{RECORD}/advise/", get=LEADER, post=LEADER),
    Page("consultation_act", f"{RECORD}/decide/", get=LEADER, post=LEADER),
    Page("consultation_act", f"{RECORD}/acknowledge/", get=WORKER, post=WORKER),
    Page("consultation_act", f"{RECORD}/close/", get=WORKER | LEADER, post=WORKER | LEADER),
    Page("consultation_act", f"{RECORD}/withdraw/", get=WORKER, post=WORKER),
    Page("consultation_pdf", f"{RECORD}/record.pdf", get=READERS_OF_THE_RECORD),
    Page("advice_add", f"{RECORD}/advice/", get=LEADER, post=LEADER),
    Page("advice_amend", f"{ENTRY}/amend/", get=LEADER | SECOND, post=LEADER | SECOND),
    Page("advice_countersign", f"{ENTRY}/countersign/", get=SECOND, post=SECOND),
    Page("consultation_detail", "/consultations/{advised}/", get=READERS_OF_THE_RECORD | SECOND),
    Page("consultation_reopen", "/consultations/{closed}/reopen/", get=GIVERS, post=GIVERS),
    Page("consultation_reassign", REASSIGN, get=LEADER | ADMIN, post=LEADER | ADMIN),
    Page("consultation_stranded", "/consultations/stranded/", get=REVIEWERS | ADMIN),
    Page("consultation_replaced", "/consultations/replaced/", get=PEOPLE),
    Page("consultation_oversight", "/consultations/oversight/", get=LEADERS | RECORDS),
    Page("precedent_list", "/consultations/precedents/?q=safe", get=PEOPLE),
    Page("consultation_csv", "/consultations/list.csv", get=PEOPLE),
    Page("filter_keep", "/consultations/views/keep/", post=PEOPLE),
    Page("filter_drop", "/consultations/views/{view}/drop/", post=WORKER),
    Page("consultation_new", "/consultations/new/?type={type}", get=DEPARTMENT, post=DEPARTMENT),
    Page("absence_list", "/me/away/", get=PEOPLE, post=PEOPLE),
    Page("absence_end", "/me/away/{absence}/end/", post=GIVERS),
    Page("consultationtype_list", "/manage/consultation-types/", get=EDITORS),
    Page("consultationtype_edit", "/manage/consultation-types/{type}/", get=EDITORS, post=EDITORS),
    Page("desk_home", "/manage/", get=DESK),
    Page("desk_policies", "/manage/policies/", get=DESK),
    Page("note_list", "/manage/notes/", get=DESK),
    Page("desk_policy", "/manage/policies/{policy}/", get=DESK),
    Page("draft_start", "/manage/policies/{policy}/start/", post=EDITORS),
    Page("import_start", "/manage/policies/{policy}/import/", get=EDITORS, post=EDITORS),
    Page("import_detail", f"{IMPORT}/", get=EDITORS),
    Page("import_report", f"{IMPORT}/report/", get=EDITORS),
    Page("import_part", f"{IMPORT}/part/1/", get=EDITORS, post=EDITORS),
    Page("import_clause", f"{IMPORT}/clauses/{{old}}/", get=EDITORS, post=EDITORS),
    Page("import_retire", f"{IMPORT}/retire/", post=EDITORS),
    Page("import_match", f"{IMPORT}/match/", post=EDITORS),
    Page("import_draft", f"{IMPORT}/draft/", post=EDITORS),
    Page("import_discard", f"{IMPORT}/discard/", get=EDITORS, post=EDITORS),
    Page("draft_detail", f"{DRAFT}/", get=DESK),
    Page("draft_changes", f"{DRAFT}/changes/", get=DESK),
    Page("draft_changes", f"{REVIEWED}/changes/", get=DESK),
    Page("draft_approve", f"{REVIEWED}/approve/", post=APPROVERS),
    Page("draft_return", f"{REVIEWED}/return/", post=APPROVERS),
    Page("draft_submit", f"{DRAFT}/submit/", post=EDITORS),
    Page("draft_discard", f"{DRAFT}/discard/", get=EDITORS, post=EDITORS),
    Page("draft_approve", f"{DRAFT}/approve/", post=APPROVERS),
    Page("draft_return", f"{DRAFT}/return/", post=APPROVERS),
    Page("draft_publish", f"{DRAFT}/publish/", post=APPROVERS),
    Page("draft_take_back", f"{DRAFT}/take-back/", post=APPROVERS),
    Page("draft_publish_at_once", f"{DRAFT}/publish-at-once/", get=APPROVERS, post=APPROVERS),
    Page("draft_publish_at_once", f"{REVIEWED}/publish-at-once/", get=APPROVERS, post=APPROVERS),
    Page("draft_read_after", f"{DRAFT}/read-after/", post=APPROVERS),
    Page("draft_withdraw", f"{DRAFT}/withdraw/", get=APPROVERS, post=APPROVERS),
    Page("comment_add", f"{REVIEWED}/comment/", get=DESK, post=DESK),
    Page("comment_add", f"{DRAFT}/comment/?clause={{clause}}", get=DESK, post=DESK),
    Page("comment_detail", "/manage/comments/{comment}/", get=DESK, post=DESK),
    Page("comment_settle", "/manage/comments/{comment}/settle/", post=DESK),
    Page("clause_add", f"{DRAFT}/add-clause/", get=EDITORS, post=EDITORS),
    Page("clause_edit", f"{DRAFT}/clauses/{{clause}}/", get=EDITORS, post=EDITORS),
    Page("clause_remove", f"{DRAFT}/clauses/{{clause}}/remove/", get=EDITORS, post=EDITORS),
    Page("clause_restore", f"{DRAFT}/clauses/{{clause}}/restore/", post=EDITORS),
    Page("guide_desk", "/manage/guides/", get=DESK),
    Page("guide_new", "/manage/guides/new/", get=EDITORS, post=EDITORS),
    Page("guide_versions", f"{GUIDE}/", get=DESK),
    Page("guide_versions", "/manage/guides/friend-request/", get=DESK),
    Page("guide_draft_start", f"{GUIDE}/start/", post=EDITORS),
    Page("guide_yaml", f"{GUIDE}/versions/1.yaml", get=DESK),
    Page("guide_compare", f"{GUIDE}/compare/", get=PEOPLE),
    Page("guide_compare", f"/manage/guides/friend-request/compare/{CHANGES}", get=PEOPLE),
    Page("guide_draft", f"{GUIDE_DRAFT}/", get=DESK, post=EDITORS),
    Page("guide_draft", f"{GUIDE_REVIEWED}/", get=DESK, post=EDITORS),
    Page("guide_draft_changes", f"{GUIDE_DRAFT}/changes/", get=DESK),
    Page("guide_draft_changes", f"{GUIDE_REVIEWED}/changes/", get=DESK),
    Page("guide_draft_submit", f"{GUIDE_DRAFT}/submit/", post=EDITORS),
    Page("guide_draft_discard", f"{GUIDE_DRAFT}/discard/", get=EDITORS, post=EDITORS),
    Page("guide_draft_sign", f"{GUIDE_REVIEWED}/sign/", post=APPROVERS),
    Page("guide_draft_return", f"{GUIDE_REVIEWED}/return/", post=APPROVERS),
    Page("guide_draft_publish", f"{GUIDE_REVIEWED}/publish/", post=APPROVERS),
    Page("prohibition_list", "/manage/prohibitions/", get=DESK),
    Page("prohibition_waive", f"{PROHIBITION}/", get=APPROVERS, post=APPROVERS),
    Page("prohibition_take_back", f"{PROHIBITION}/take-back/", post=APPROVERS),
    Page("clause_move", f"{DRAFT}/clauses/{{clause}}/move/", get=EDITORS, post=EDITORS),
    Page("clause_split", f"{DRAFT}/clauses/{{clause}}/split/", get=EDITORS, post=EDITORS),
    Page("clause_merge", f"{DRAFT}/clauses/{{clause}}/merge/", get=EDITORS, post=EDITORS),
    Page(
        "clause_merge", f"{DRAFT}/clauses/{{clause}}/merge/?with=yj-069", get=EDITORS, post=EDITORS
    ),
    Page("clause_keep", f"{DRAFT}/clauses/{{clause}}/keep/", post=EDITORS),
    Page("link_picker", f"{DRAFT}/links/?find=profile", get=EDITORS),
    Page("flag_list", "/manage/flags/", get=DESK),
    Page("flag_confirm", "/manage/flags/{citation}/confirm/", post=EDITORS),
    Page("job_role_manage", "/manage/roles/", get=EDITORS),
    Page("job_role_add", "/manage/roles/add/", get=EDITORS, post=EDITORS),
    Page("job_role_edit", "/manage/roles/{role}/", get=EDITORS, post=EDITORS),
    Page("reference_list", "/manage/references/", get=EDITORS),
    Page("reference_add", "/manage/references/add/", get=EDITORS, post=EDITORS),
    Page("reference_edit", "/manage/references/{reference}/", get=EDITORS, post=EDITORS),
    Page("synonym_list", "/manage/synonyms/", get=EDITORS),
    Page("synonym_add", "/manage/synonyms/add/", get=EDITORS, post=EDITORS),
    Page("synonym_edit", "/manage/synonyms/{synonym}/", get=EDITORS, post=EDITORS),
    Page("synonym_remove", "/manage/synonyms/{synonym}/remove/", post=EDITORS),
    Page("words_edit", "/manage/words/clause/{clause}/", get=EDITORS, post=EDITORS),
    Page("words_edit", "/manage/words/contact/{contact}/", get=EDITORS, post=EDITORS),
    Page("miss_list", "/manage/missed-searches/", get=EDITORS),
    Page("miss_settle", "/manage/missed-searches/{miss}/settle/", post=EDITORS),
]

# Where the department's own sign-in is used: tried in test_sign_in.py.
WORK_ACCOUNT = {
    "openid_connect_login",
    "openid_connect_callback",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
    "socialaccount_signup",
}

MISSING = {
    "policy": "no-such-policy",
    "versioned": "no-such-policy",
    "clause": "no-such-clause",
    "prohibition": "no-such-clause",
    "contact": "no-such-contact",
    "unit": "no-such-unit",
    "report": "999999999",
    "register": "no-such-register",
    "entry": "999999999",
    "matter": "no-such-matter",
    "role": "no-such-role",
    "guide": "no-such-guide",
    "question": "no-such-question",
    "run": "00000000-0000-0000-0000-000000000000",
    "task": "999999999",
    "calendar": "no-such-secret",
    "notice": "999999999",
    "record": "C-1999-999999",
    "advised": "C-1999-999997",
    "closed": "C-1999-999996",
    "advice": "999999999",
    "view": "999999999",
    "type": "no-such-type",
    "absence": "999999999",
    "draft": "C-1999-999998",
    "version": "999999999",
    "reviewed": "999999998",
    "guide_draft": "999999999",
    "guide_reviewed": "999999998",
    "imported": "999999999",
    "old": "no-such-clause",
    "citation": "999999999",
    "reference": "999999999",
    "comment": "999999999",
    "synonym": "999999999",
    "miss": "999999999",
}


def examples() -> dict[str, str]:
    """Records for the addresses above, made by yj.worker and editor, by the name in the path."""
    worker, editor = (User.objects.get(username=name) for name in ("yj.worker", "editor"))
    run = GuideRunFactory()
    asked = Asked(topic="Looking at a profile", question="May I look?", case_reference="YJ-4471")
    record, draft = (
        raise_question(by=worker, asked=asked, form_key=uuid4(), run=run, submit_now=sent)
        for sent in (True, False)
    )
    advice = advised_record(asked)
    version = drafted(Policy.objects.get(code="yj-social-media"), by=editor)
    reviewed = drafted(publish_policy("reviewed"), by=editor)
    submit(by=editor, version=reviewed, note="Plainer words.", change_class="minor")
    imported = start_import(
        by=editor, policy=publish_policy("brought"), file_name="a.txt", data=b"Staff must ask."
    )
    said = comment(by=editor, version=reviewed, clause=None, text="Look at the heading.")
    return {
        "policy": "yj-social-media",
        "versioned": "dhs-social-media",
        "clause": "yj-092",
        "prohibition": "yj-069",
        "contact": "web-design-services",
        "unit": "youth-justice",
        "report": str(reported(worker).pk),
        "register": "representatives",
        "entry": str(Representative.objects.get(name="Mei Lin Chua").pk),
        "matter": "looking-at-a-clients-public-profile",
        "role": "yj-case-manager",
        "guide": "worried-about-whereabouts",
        "question": "threshold",
        "run": str(run.key),
        "task": str(TaskFactory(origin=run).pk),
        "calendar": make_link(by=worker),
        "notice": str(told(worker).pk),
        "record": record.reference,
        "advised": advice.consultation.reference,
        "advice": str(advice.pk),
        "closed": closed_record(asked).reference,
        "view": str(keep_filter(by=worker, name="Mine", query="show=mine").pk),
        "type": "departmental-site",
        "absence": str(gone(worker).pk),
        "draft": draft.reference,
        "version": str(version.pk),
        "reviewed": str(reviewed.pk),
        "guide_draft": str(changed_guide("own-mobile", by=editor).pk),
        "guide_reviewed": str(changed_guide("video-call", by=editor, submitted=True).pk),
        "comment": str(said.pk),
        "imported": str(imported.pk),
        "old": "brought-1",
        "citation": str(Citation.objects.live().first().pk),
        "reference": str(Reference.objects.first().pk),
        "synonym": str(Synonym.objects.create(word="rung", means=["telephoned"]).pk),
        "miss": str(SearchMiss.objects.create(query="zumba").pk),
    }


def gone(person: User) -> Absence:
    """Some days in a while on which this person is away."""
    first = timezone.localdate() + timedelta(days=30)
    return enter_absence(by=person, person=person, first=first, last=first)


def told(person: User) -> Notice:
    """Something that this person has been told."""
    tell(person=person, kind=NoticeKind.TASK, key="an-example", title="Something.", url="/tasks/")
    return Notice.objects.of(person).get(key="an-example")


def reported(person: User) -> NumberReport:
    """A number that this person found wrong."""
    contact = Contact.objects.get(key="media-unit")
    return NumberReport.objects.create(contact=contact, what="Nobody answers.", by=person)


def drafted(policy: Policy, *, by: User) -> PolicyVersion:
    """The policy's next version, with other words in its last clause."""
    version = start_draft(by=by, policy=policy)
    clause = version.clauses.last()
    edit_clause(by=by, clause_version=clause, revision=clause.revision, heading="Other words")
    return version


def comparable(response: HttpResponse, *without: str) -> str:
    """A page's text less what differs from request to request, and less `without`."""
    text = response.content.decode()
    for piece in without:
        text = text.replace(piece, "")
    return re.sub(r'(name="(csrfmiddlewaretoken|form_key)" value|nonce)="[^"]*"', "", text)
