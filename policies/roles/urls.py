from django.urls import path

from policies.roles import views

urlpatterns = [
    path("me/away/", views.absence_list, name="absence_list"),
    path("me/away/<int:pk>/end/", views.absence_end, name="absence_end"),
]
