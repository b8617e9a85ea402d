from policies.library.models.citation import Citation, CitationConfirmation
from policies.library.models.clause import Clause
from policies.library.models.clause_succession import ClauseSuccession, Ending
from policies.library.models.clause_version import ClauseVersion, Column, Kind, Strength
from policies.library.models.definition import Definition
from policies.library.models.policy import Binding, Policy
from policies.library.models.policy_version import PolicyVersion
from policies.library.models.reference import Reference

__all__ = [
    "Binding",
    "Citation",
    "CitationConfirmation",
    "Clause",
    "ClauseSuccession",
    "ClauseVersion",
    "Column",
    "Definition",
    "Ending",
    "Kind",
    "Policy",
    "PolicyVersion",
    "Reference",
    "Strength",
]
