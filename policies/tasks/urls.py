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
]
