from django.urls import path

from policies.drafting.views import (
    afterwards,
    clauses,
    comments,
    desk,
    drafts,
    flags,
    import_parts,
    imports,
    references,
    retiring,
    review,
    shaping,
    splitting,
    writing,
)

urlpatterns = [
    path("manage/", desk.desk_home, name="desk_home"),
    path("manage/policies/", desk.desk_policies, name="desk_policies"),
    path("manage/notes/", desk.note_list, name="note_list"),
    path("manage/policies/<slug:code>/", desk.desk_policy, name="desk_policy"),
    path("manage/policies/<slug:code>/start/", desk.draft_start, name="draft_start"),
    path("manage/policies/<slug:code>/import/", imports.import_start, name="import_start"),
    path("manage/imports/<int:pk>/", imports.import_detail, name="import_detail"),
    path("manage/imports/<int:pk>/report/", imports.import_report, name="import_report"),
    path("manage/imports/<int:pk>/part/<int:part>/", import_parts.import_part, name="import_part"),
    path(
        "manage/imports/<int:pk>/clauses/<slug:short_id>/",
        import_parts.import_clause,
        name="import_clause",
    ),
    path("manage/imports/<int:pk>/retire/", imports.import_retire, name="import_retire"),
    path("manage/imports/<int:pk>/match/", imports.import_match, name="import_match"),
    path("manage/imports/<int:pk>/draft/", imports.import_draft, name="import_draft"),
    path("manage/imports/<int:pk>/discard/", imports.import_discard, name="import_discard"),
    path("manage/drafts/<int:pk>/", drafts.draft_detail, name="draft_detail"),
    path("manage/drafts/<int:pk>/changes/", drafts.draft_changes, name="draft_changes"),
    path("manage/drafts/<int:pk>/submit/", drafts.draft_submit, name="draft_submit"),
    path("manage/drafts/<int:pk>/discard/", drafts.draft_discard, name="draft_discard"),
    path("manage/drafts/<int:pk>/approve/", review.draft_approve, name="draft_approve"),
    path("manage/drafts/<int:pk>/return/", review.draft_return, name="draft_return"),
    path("manage/drafts/<int:pk>/publish/", review.draft_publish, name="draft_publish"),
    path("manage/drafts/<int:pk>/take-back/", review.draft_take_back, name="draft_take_back"),
    path(
        "manage/drafts/<int:pk>/publish-at-once/",
        afterwards.draft_publish_at_once,
        name="draft_publish_at_once",
    ),
    path(
        "manage/drafts/<int:pk>/read-after/", afterwards.draft_read_after, name="draft_read_after"
    ),
    path("manage/drafts/<int:pk>/withdraw/", afterwards.draft_withdraw, name="draft_withdraw"),
    path("manage/drafts/<int:pk>/comment/", comments.comment_add, name="comment_add"),
    path("manage/comments/<int:pk>/", comments.comment_detail, name="comment_detail"),
    path("manage/comments/<int:pk>/settle/", comments.comment_settle, name="comment_settle"),
    path("manage/drafts/<int:pk>/add-clause/", clauses.clause_add, name="clause_add"),
    path(
        "manage/drafts/<int:pk>/clauses/<slug:short_id>/", clauses.clause_edit, name="clause_edit"
    ),
    path(
        "manage/drafts/<int:pk>/clauses/<slug:short_id>/remove/",
        retiring.clause_remove,
        name="clause_remove",
    ),
    path(
        "manage/drafts/<int:pk>/clauses/<slug:short_id>/move/",
        shaping.clause_move,
        name="clause_move",
    ),
    path(
        "manage/drafts/<int:pk>/clauses/<slug:short_id>/split/",
        splitting.clause_split,
        name="clause_split",
    ),
    path(
        "manage/drafts/<int:pk>/clauses/<slug:short_id>/merge/",
        splitting.clause_merge,
        name="clause_merge",
    ),
    path(
        "manage/drafts/<int:pk>/clauses/<slug:short_id>/keep/",
        writing.clause_keep,
        name="clause_keep",
    ),
    path("manage/drafts/<int:pk>/links/", writing.link_picker, name="link_picker"),
    path(
        "manage/drafts/<int:pk>/clauses/<slug:short_id>/restore/",
        retiring.clause_restore,
        name="clause_restore",
    ),
    path("manage/references/", references.reference_list, name="reference_list"),
    path("manage/references/add/", references.reference_add, name="reference_add"),
    path("manage/references/<int:pk>/", references.reference_edit, name="reference_edit"),
    path("manage/flags/", flags.flag_list, name="flag_list"),
    path("manage/flags/<int:pk>/confirm/", flags.flag_confirm, name="flag_confirm"),
]
