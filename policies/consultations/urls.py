from django.urls import path, register_converter

from policies.consultations import views


class ReferenceConverter:
    """A reference such as C-2026-000123; anything else is no address of a record."""

    regex = r"C-[0-9]{4}-[0-9]{6,12}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(ReferenceConverter, "reference")

urlpatterns = [
    path("consultations/", views.consultation_list, name="consultation_list"),
    path("consultations/new/", views.consultation_new, name="consultation_new"),
    path(
        "consultations/<reference:reference>/",
        views.consultation_detail,
        name="consultation_detail",
    ),
    path(
        "consultations/<reference:reference>/edit/",
        views.consultation_edit,
        name="consultation_edit",
    ),
    path(
        "consultations/<reference:reference>/<slug:action>/",
        views.consultation_act,
        name="consultation_act",
    ),
]
