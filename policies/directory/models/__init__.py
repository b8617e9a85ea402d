from policies.directory.models.contact import Contact
from policies.directory.models.number_report import NumberReport
from policies.directory.models.unit import Position, Unit

__all__ = ["Contact", "NumberReport", "Position", "Unit"]
