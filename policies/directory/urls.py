from django.urls import path

from policies.directory import views

urlpatterns = [
    path("contacts/", views.contact_list, name="contact_list"),
    path("contacts/<slug:key>/", views.contact_detail, name="contact_detail"),
]
