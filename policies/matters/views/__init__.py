from policies.matters.views.managing import cell_edit, matter_edit, matter_manage
from policies.matters.views.matters import matter_detail, matter_list

__all__ = ["cell_edit", "matter_detail", "matter_edit", "matter_list", "matter_manage"]
