from django.urls import path

from policies.notices import views

urlpatterns = [
    path("notices/", views.notice_list, name="notice_list"),
    path("notices/read/", views.notice_read_all, name="notice_read_all"),
    path("notices/<int:pk>/read/", views.notice_read, name="notice_read"),
    path("me/notices/", views.notice_choices, name="notice_choices"),
]
