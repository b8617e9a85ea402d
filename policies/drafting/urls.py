from django.urls import path

from policies.drafting.views import clauses, desk, drafts, flags, review

urlpatterns = [
    path("manage/", desk.desk_home, name="desk_home"),
    path("manage/policies/<slug:code>/", desk.desk_policy, name="desk_policy"),
    path("manage/policies/<slug:code>/start/", desk.draft_start, name="draft_start"),
    path("manage/drafts/<int:pk>/", drafts.draft_detail, name="draft_detail"),
    path("manage/drafts/<int:pk>/changes/", drafts.draft_changes, name="draft_changes"),
    path("manage/drafts/<int:pk>/submit/", drafts.draft_submit, name="draft_submit"),
    path("manage/drafts/<int:pk>/discard/", drafts.draft_discard, name="draft_discard"),
    path("manage/drafts/<int:pk>/approve/", review.draft_approve, name="draft_approve"),
    path("manage/drafts/<int:pk>/return/", review.draft_return, name="draft_return"),
    path("manage/drafts/<int:pk>/publish/", review.draft_publish, name="draft_publish"),
    path("manage/drafts/<int:pk>/take-back/", review.draft_take_back, name="draft_take_back"),
    path("manage/drafts/<int:pk>/add-clause/", clauses.clause_add, name="clause_add"),
    path(
        "manage/drafts/<int:pk>/clauses/<slug:short_id>/", clauses.clause_edit, name="clause_edit"
    ),
    path(
        "manage/drafts/<int:pk>/clauses/<slug:short_id>/remove/",
        clauses.clause_remove,
        name="clause_remove",
    ),
    path(
        "manage/drafts/<int:pk>/clauses/<slug:short_id>/restore/",
        clauses.clause_restore,
        name="clause_restore",
    ),
    path("manage/flags/", flags.flag_list, name="flag_list"),
    path("manage/flags/<int:pk>/confirm/", flags.flag_confirm, name="flag_confirm"),
]
