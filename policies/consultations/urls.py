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
    path("consultations/list.csv", views.consultation_csv, name="consultation_csv"),
    path("consultations/views/keep/", views.filter_keep, name="filter_keep"),
    path("consultations/views/<int:pk>/drop/", views.filter_drop, name="filter_drop"),
    path("consultations/reassign/", views.consultation_reassign, name="consultation_reassign"),
    path("consultations/stranded/", views.consultation_stranded, name="consultation_stranded"),
    path("consultations/replaced/", views.consultation_replaced, name="consultation_replaced"),
    path("consultations/oversight/", views.consultation_oversight, name="consultation_oversight"),
    path("consultations/precedents/", views.precedent_list, name="precedent_list"),
    path(
        "manage/consultation-types/",
        views.consultationtype_list,
        name="consultationtype_list",
    ),
    path(
        "manage/consultation-types/<slug:key>/",
        views.consultationtype_edit,
        name="consultationtype_edit",
    ),
    path(
        "consultations/<reference:reference>/record.pdf",
        views.consultation_pdf,
        name="consultation_pdf",
    ),
    path(
        "consultations/<reference:reference>/advice/",
        views.advice_add,
        name="advice_add",
    ),
    path(
        "consultations/<reference:reference>/advice/<int:pk>/amend/",
        views.advice_amend,
        name="advice_amend",
    ),
    path(
        "consultations/<reference:reference>/advice/<int:pk>/countersign/",
        views.advice_countersign,
        name="advice_countersign",
    ),
    path(
        "consultations/<reference:reference>/reopen/",
        views.consultation_reopen,
        name="consultation_reopen",
    ),
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
        "consultations/<reference:reference>/give-task/",
        views.consultation_give_task,
        name="consultation_give_task",
    ),
    path(
        "consultations/<reference:reference>/<slug:action>/",
        views.consultation_act,
        name="consultation_act",
    ),
]
