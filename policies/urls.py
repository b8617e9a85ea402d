"""URLs of the rooms."""

from django.urls import include, path

urlpatterns = [
    path("", include("policies.home.urls")),
    path("", include("policies.search.urls")),
    path("", include("policies.consultations.urls")),
    path("", include("policies.guides.urls")),
    path("", include("policies.tasks.urls")),
    path("", include("policies.drafting.urls")),
    path("", include("policies.matters.urls")),
    path("", include("policies.registers.urls")),
    path("", include("policies.directory.urls")),
    path("", include("policies.library.urls")),
    path("", include("policies.notices.urls")),
    path("", include("policies.roles.urls")),
]
