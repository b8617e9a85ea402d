from policies.drafting.models.clause_writing import ClauseWriting
from policies.drafting.models.policy_import import PolicyImport
from policies.drafting.models.review_comment import ReviewComment

__all__ = ["ClauseWriting", "PolicyImport", "ReviewComment"]
