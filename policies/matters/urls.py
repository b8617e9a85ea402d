from django.urls import path

from policies.matters import views

urlpatterns = [
    path("matters/", views.matter_list, name="matter_list"),
    path("matters/<slug:slug>/", views.matter_detail, name="matter_detail"),
    path("manage/matters/", views.matter_manage, name="matter_manage"),
    path("manage/matters/<slug:slug>/", views.matter_edit, name="matter_edit"),
    path("manage/matters/<slug:slug>/<int:pk>/", views.cell_edit, name="matter_cell_edit"),
]
