from django.urls import path

from policies.matters import views

urlpatterns = [
    path("matters/", views.matter_list, name="matter_list"),
    path("matters/<slug:slug>/", views.matter_detail, name="matter_detail"),
]
