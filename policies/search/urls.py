from django.urls import path

from policies.search import views

urlpatterns = [path("search/", views.search, name="search")]
