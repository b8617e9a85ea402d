from django.urls import path

from policies.tasks import views

urlpatterns = [
    path("tasks/", views.task_list, name="task_list"),
    path("tasks/<int:pk>/done/", views.task_complete, name="task_complete"),
    path("tasks/<int:pk>/reopen/", views.task_reopen, name="task_reopen"),
    path("me/calendar/", views.calendar_link, name="calendar_link"),
    path("me/calendar/revoke/", views.calendar_revoke, name="calendar_revoke"),
    path("roles/", views.role_list, name="role_list"),
    path("roles/<slug:key>/", views.role_detail, name="role_detail"),
    path("manage/roles/<slug:key>/tasks/", views.role_task_manage, name="role_task_manage"),
    path("manage/roles/<slug:key>/tasks/add/", views.role_task_add, name="role_task_add"),
    path("manage/roles/<slug:key>/tasks/<int:pk>/", views.role_task_edit, name="role_task_edit"),
    path(
        "manage/roles/<slug:key>/tasks/<int:pk>/remove/",
        views.role_task_remove,
        name="role_task_remove",
    ),
]
