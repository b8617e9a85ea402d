from django.urls import path

from policies.directory.views import clauses, contacts, managing

urlpatterns = [
    path("contacts/", contacts.contact_list, name="contact_list"),
    path("contacts/<slug:key>/", contacts.contact_detail, name="contact_detail"),
    path("manage/contacts/", managing.contact_manage, name="contact_manage"),
    path("manage/contacts/add/", managing.contact_add, name="contact_add"),
    path("manage/contacts/<slug:key>/", managing.contact_edit, name="contact_edit"),
    path("manage/contacts/<slug:key>/clauses/", clauses.contact_clauses, name="contact_clauses"),
    path("manage/contacts/<slug:key>/verify/", managing.contact_verify, name="contact_verify"),
]
