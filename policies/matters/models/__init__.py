from policies.matters.models.matter import Matter
from policies.matters.models.matter_cell import MatterCell

__all__ = ["Matter", "MatterCell"]
