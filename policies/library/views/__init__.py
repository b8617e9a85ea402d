from policies.library.views.clauses import clause_detail, clause_pdf
from policies.library.views.comparisons import compare_pdf, policy_compare
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
