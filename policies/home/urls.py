from django.urls import path

from policies.home import views

urlpatterns = [path("", views.home, name="home")]
