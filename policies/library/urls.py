from django.urls import path

from policies.library import views

urlpatterns = [
    path("policies/", views.policy_list, name="policy_list"),
    path("policies/<slug:code>/", views.policy_detail, name="policy_detail"),
    path("policies/<slug:code>/versions/", views.policy_versions, name="policy_versions"),
    path("policies/<slug:code>/compare/", views.policy_compare, name="policy_compare"),
    path("c/<slug:short_id>/", views.clause_detail, name="clause_detail"),
]
