from django.urls import path

from policies.registers import views

urlpatterns = [
    path("registers/", views.register_home, name="register_home"),
    path("registers/<slug:register>/", views.register_list, name="register_list"),
    path("registers/<slug:register>.csv", views.register_csv, name="register_csv"),
    path("registers/<slug:register>/add/", views.entry_add, name="entry_add"),
    path("registers/<slug:register>/<int:pk>/", views.entry_detail, name="entry_detail"),
    path("registers/<slug:register>/<int:pk>/edit/", views.entry_edit, name="entry_edit"),
    path("registers/<slug:register>/<int:pk>/end/", views.entry_end, name="entry_end"),
]
