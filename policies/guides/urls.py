from django.urls import path

from policies.guides import views

urlpatterns = [
    path("guides/", views.guide_list, name="guide_list"),
    path("guides/runs/<uuid:key>/", views.run_resume, name="run_resume"),
    path("guides/runs/<uuid:key>/outcome/", views.run_outcome, name="run_outcome"),
    path("guides/runs/<uuid:key>/why/", views.run_why, name="run_why"),
    path("guides/runs/<uuid:key>/keep/", views.run_keep, name="run_keep"),
    path("guides/runs/<uuid:key>/restart/", views.run_restart, name="run_restart"),
    path("guides/runs/<uuid:key>/tasks/", views.run_tasks, name="run_tasks"),
    path("guides/runs/<uuid:key>/q/<slug:question>/", views.run_question, name="guide_question"),
    path("guides/<slug:slug>/", views.guide_start, name="guide_start"),
    path("guides/<slug:slug>/picture/", views.guide_picture, name="guide_picture"),
    path("manage/guides/", views.guide_desk, name="guide_desk"),
    path("manage/guides/new/", views.guide_new, name="guide_new"),
    path("manage/guides/drafts/<int:pk>/", views.guide_draft, name="guide_draft"),
    path(
        "manage/guides/drafts/<int:pk>/changes/",
        views.guide_draft_changes,
        name="guide_draft_changes",
    ),
    path(
        "manage/guides/drafts/<int:pk>/submit/", views.guide_draft_submit, name="guide_draft_submit"
    ),
    path("manage/guides/drafts/<int:pk>/sign/", views.guide_draft_sign, name="guide_draft_sign"),
    path(
        "manage/guides/drafts/<int:pk>/return/", views.guide_draft_return, name="guide_draft_return"
    ),
    path(
        "manage/guides/drafts/<int:pk>/publish/",
        views.guide_draft_publish,
        name="guide_draft_publish",
    ),
    path(
        "manage/guides/drafts/<int:pk>/discard/",
        views.guide_draft_discard,
        name="guide_draft_discard",
    ),
    path("manage/guides/<slug:slug>/", views.guide_versions, name="guide_versions"),
    path("manage/guides/<slug:slug>/start/", views.guide_draft_start, name="guide_draft_start"),
    path("manage/guides/<slug:slug>/compare/", views.guide_compare, name="guide_compare"),
    path(
        "manage/guides/<slug:slug>/versions/<int:number>.yaml", views.guide_yaml, name="guide_yaml"
    ),
    path("manage/prohibitions/", views.prohibition_list, name="prohibition_list"),
    path("manage/prohibitions/<slug:short_id>/", views.prohibition_waive, name="prohibition_waive"),
    path(
        "manage/prohibitions/<slug:short_id>/take-back/",
        views.prohibition_take_back,
        name="prohibition_take_back",
    ),
]
