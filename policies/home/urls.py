from django.urls import path

from policies.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("calendar/<str:secret>.ics", views.calendar_feed, name="calendar_feed"),
]
