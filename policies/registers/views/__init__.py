from policies.registers.views.keeping import entry_add, entry_edit, entry_end
from policies.registers.views.reading import (
    entry_detail,
    register_csv,
    register_home,
    register_list,
)

__all__ = [
    "entry_add",
    "entry_detail",
    "entry_edit",
    "entry_end",
    "register_csv",
    "register_home",
    "register_list",
]
