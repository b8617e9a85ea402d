from policies.library.views.clauses import clause_detail, clause_pdf
from policies.library.views.comparisons import compare_pdf, policy_compare
from policies.library.views.definitions import (
    definition_add,
    definition_edit,
    definition_manage,
    definition_remove,
)
from policies.library.views.policies import policy_detail, policy_list
from policies.library.views.versions import (
    policy_version,
    policy_versions,
    version_docx,
    version_json,
    version_md,
    version_pdf,
)

__all__ = [
    "clause_detail",
    "clause_pdf",
    "compare_pdf",
    "definition_add",
    "definition_edit",
    "definition_manage",
    "definition_remove",
    "policy_compare",
    "policy_detail",
    "policy_list",
    "policy_version",
    "policy_versions",
    "version_docx",
    "version_json",
    "version_md",
    "version_pdf",
]
