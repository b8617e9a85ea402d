from django.urls import path

from policies.library import views

VERSION = "policies/<slug:code>/versions/<int:number>"

urlpatterns = [
    path("policies/", views.policy_list, name="policy_list"),
    path("policies/<slug:code>/", views.policy_detail, name="policy_detail"),
    path("policies/<slug:code>/versions/", views.policy_versions, name="policy_versions"),
    path(f"{VERSION}/", views.policy_version, name="policy_version"),
    path(f"{VERSION}.pdf", views.version_pdf, name="version_pdf"),
    path(f"{VERSION}.md", views.version_md, name="version_md"),
    path(f"{VERSION}.docx", views.version_docx, name="version_docx"),
    path(f"{VERSION}.json", views.version_json, name="version_json"),
    path("policies/<slug:code>/compare/", views.policy_compare, name="policy_compare"),
    path("policies/<slug:code>/compare.pdf", views.compare_pdf, name="compare_pdf"),
    path("c/<slug:short_id>/", views.clause_detail, name="clause_detail"),
    path("c/<slug:short_id>.pdf", views.clause_pdf, name="clause_pdf"),
    path("manage/definitions/", views.definition_manage, name="definition_manage"),
    path("manage/definitions/add/", views.definition_add, name="definition_add"),
    path("manage/definitions/<int:pk>/", views.definition_edit, name="definition_edit"),
    path("manage/definitions/<int:pk>/remove/", views.definition_remove, name="definition_remove"),
]
