"""The pages of the portal: who may open each, what for, and the example records behind them."""

import re
from dataclasses import dataclass

from django.http import HttpResponse

ANYONE = frozenset({"anyone"})
YJ = {"yj.worker", "yj.worker2", "yj.leader", "yj.leader2", "yj.director", "yj.advisor"}
OTHERS = {"dhs.employee", "dhs.comms", "dhs.director", "dss.employee", "dss.cmb"}
ABROAD = {"gcc.worker", "gcc.manager", "pc.member"}
PEOPLE = frozenset(YJ | OTHERS | ABROAD | {"editor", "approver", "records", "admin"})
NOBODY: frozenset[str] = frozenset()
EDITORS = frozenset({"editor", "admin"})
APPROVERS = frozenset({"approver", "admin"})
DESK = EDITORS | APPROVERS
WORKER = frozenset({"yj.worker"})
LEADER = frozenset({"yj.leader"})
READERS_OF_THE_RECORD = WORKER | LEADER | {"records"}


@dataclass(frozen=True)
class Page:
    """One address: its URL name, its path for the examples, and who may GET and POST there."""

    name: str
    path: str
    get: frozenset[str] = NOBODY
    post: frozenset[str] = NOBODY

    @property
    def methods(self) -> set[str]:
        """The methods that the page answers at all."""
        return {method for method, who in (("GET", self.get), ("POST", self.post)) if who}


RECORD = "/consultations/{record}"
VERSION, CHANGES = "/policies/{versioned}/versions/1", "?from=1&to=2"
GUIDE = "/manage/guides/{guide}"
GUIDE_DRAFT = "/manage/guides/drafts/{guide_draft}"
GUIDE_REVIEWED = "/manage/guides/drafts/{guide_reviewed}"
DRAFT, REVIEWED = "/manage/drafts/{version}", "/manage/drafts/{reviewed}"
PROHIBITION = "/manage/prohibitions/{prohibition}"
IMPORT = "/manage/imports/{imported}"
CELL = "/manage/matters/{matter}/{cell}"
DEFINITION = "/manage/definitions/{definition}"
STANDING = "/manage/roles/{role}/tasks"
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
    Page("contact_list", "/contacts/", get=PEOPLE),
    Page("contact_detail", "/contacts/{contact}/", get=PEOPLE),
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
    Page("task_list", "/tasks/", get=PEOPLE),
    Page("task_complete", "/tasks/{task}/done/", post=WORKER),
    Page("task_reopen", "/tasks/{task}/reopen/", post=WORKER),
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
    Page("consultation_act", "/consultations/{draft}/submit/", get=WORKER, post=WORKER),
    Page("consultation_act", f"{RECORD}/accept/", get=LEADER, post=LEADER),
    Page("consultation_act", f"{RECORD}/ask/", get=LEADER, post=LEADER),
    Page("consultation_act", f"{RECORD}/reply/", get=WORKER, post=WORKER),
    Page("consultation_act", f"{RECORD}/advise/", get=LEADER, post=LEADER),
    Page("consultation_act", f"{RECORD}/decide/", get=LEADER, post=LEADER),
    Page("consultation_act", f"{RECORD}/acknowledge/", get=WORKER, post=WORKER),
    Page("consultation_act", f"{RECORD}/close/", get=WORKER | LEADER, post=WORKER | LEADER),
    Page("consultation_act", f"{RECORD}/withdraw/", get=WORKER, post=WORKER),
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
    Page("flag_move", "/manage/flags/{citation}/move/", post=EDITORS),
    Page("matter_manage", "/manage/matters/", get=EDITORS),
    Page("matter_edit", "/manage/matters/{matter}/", get=EDITORS, post=EDITORS),
    Page("matter_cell_edit", f"{CELL}/", get=EDITORS, post=EDITORS),
    Page("definition_manage", "/manage/definitions/", get=EDITORS),
    Page("definition_add", "/manage/definitions/add/", get=EDITORS, post=EDITORS),
    Page("definition_edit", f"{DEFINITION}/", get=EDITORS, post=EDITORS),
    Page("definition_remove", f"{DEFINITION}/remove/", post=EDITORS),
    Page("role_task_manage", f"{STANDING}/", get=EDITORS),
    Page("role_task_add", f"{STANDING}/add/", get=EDITORS, post=EDITORS),
    Page("role_task_edit", f"{STANDING}/{{standing}}/", get=EDITORS, post=EDITORS),
    Page("role_task_remove", f"{STANDING}/{{standing}}/remove/", post=EDITORS),
    Page("contact_manage", "/manage/contacts/", get=EDITORS),
    Page("contact_add", "/manage/contacts/add/", get=EDITORS, post=EDITORS),
    Page("contact_edit", "/manage/contacts/{contact}/", get=EDITORS, post=EDITORS),
    Page("contact_clauses", "/manage/contacts/{contact}/clauses/", get=EDITORS, post=EDITORS),
    Page("contact_verify", "/manage/contacts/{contact}/verify/", post=EDITORS),
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
    "matter": "no-such-matter",
    "role": "no-such-role",
    "guide": "no-such-guide",
    "question": "no-such-question",
    "run": "00000000-0000-0000-0000-000000000000",
    "task": "999999999",
    "record": "C-1999-999999",
    "draft": "C-1999-999998",
    "version": "999999999",
    "reviewed": "999999998",
    "guide_draft": "999999999",
    "guide_reviewed": "999999998",
    "imported": "999999999",
    "old": "no-such-clause",
    "citation": "999999999",
    "cell": "999999999",
    "definition": "999999999",
    "standing": "999999999",
    "reference": "999999999",
    "comment": "999999999",
    "synonym": "999999999",
    "miss": "999999999",
}


def comparable(response: HttpResponse, *without: str) -> str:
    """A page's text less what differs from request to request, and less `without`."""
    text = response.content.decode()
    for piece in without:
        text = text.replace(piece, "")
    return re.sub(r'(name="csrfmiddlewaretoken" value|nonce)="[^"]*"', "", text)
