from django.urls import path

from policies.guides import views

urlpatterns = [
    path("guides/", views.guide_list, name="guide_list"),
    path("guides/runs/<uuid:key>/", views.run_resume, name="run_resume"),
    path("guides/runs/<uuid:key>/outcome/", views.run_outcome, name="run_outcome"),
    path("guides/runs/<uuid:key>/keep/", views.run_keep, name="run_keep"),
    path("guides/runs/<uuid:key>/tasks/", views.run_tasks, name="run_tasks"),
    path("guides/runs/<uuid:key>/q/<slug:question>/", views.run_question, name="guide_question"),
    path("guides/<slug:slug>/", views.guide_start, name="guide_start"),
]
