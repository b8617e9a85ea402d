from django.urls import path

from policies.directory import views

urlpatterns = [
    path("contacts/", views.contact_list, name="contact_list"),
    path("contacts/card/", views.contact_card, name="contact_card"),
    path("contacts/<slug:key>/", views.contact_detail, name="contact_detail"),
    path("contacts/<slug:key>/report/", views.contact_report, name="contact_report"),
    path("units/", views.unit_list, name="unit_list"),
    path("units/<slug:key>/", views.unit_detail, name="unit_detail"),
    path("manage/contacts/", views.contact_manage, name="contact_manage"),
    path("manage/contacts/add/", views.contact_add, name="contact_add"),
    path("manage/contacts/<slug:key>/", views.contact_edit, name="contact_edit"),
    path("manage/contacts/<slug:key>/clauses/", views.contact_clauses, name="contact_clauses"),
    path("manage/contacts/<slug:key>/verify/", views.contact_verify, name="contact_verify"),
    path("manage/contacts/reports/<int:pk>/settle/", views.report_settle, name="report_settle"),
]
