from django.urls import path

from policies.roles import views

urlpatterns = [
    path("me/away/", views.absence_list, name="absence_list"),
    path("me/away/<int:pk>/end/", views.absence_end, name="absence_end"),
    path("manage/roles/", views.job_role_manage, name="job_role_manage"),
    path("manage/roles/add/", views.job_role_add, name="job_role_add"),
    path("manage/roles/<slug:key>/", views.job_role_edit, name="job_role_edit"),
]
