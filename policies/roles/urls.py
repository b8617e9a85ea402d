from django.urls import path

from policies.roles import views

urlpatterns = [
    path("manage/roles/", views.job_role_manage, name="job_role_manage"),
    path("manage/roles/add/", views.job_role_add, name="job_role_add"),
    path("manage/roles/<slug:key>/", views.job_role_edit, name="job_role_edit"),
]
