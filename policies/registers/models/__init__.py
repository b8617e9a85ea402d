from policies.registers.models.official_account import OfficialAccount
from policies.registers.models.official_post import OfficialPost
from policies.registers.models.representative import Representative

__all__ = ["OfficialAccount", "OfficialPost", "Representative"]
