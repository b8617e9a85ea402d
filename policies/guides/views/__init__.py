from policies.guides.views.desk import (
    guide_compare,
    guide_desk,
    guide_draft_start,
    guide_new,
    guide_versions,
    guide_yaml,
)
from policies.guides.views.drafts import (
    guide_draft,
    guide_draft_changes,
    guide_draft_discard,
    guide_draft_publish,
    guide_draft_return,
    guide_draft_sign,
    guide_draft_submit,
)
from policies.guides.views.pictures import guide_picture, run_why
from policies.guides.views.prohibitions import (
    prohibition_list,
    prohibition_take_back,
    prohibition_waive,
)
from policies.guides.views.restarting import run_restart
from policies.guides.views.running import (
    guide_list,
    guide_start,
    run_keep,
    run_outcome,
    run_question,
    run_resume,
    run_tasks,
)

__all__ = [
    "guide_compare",
    "guide_desk",
    "guide_draft",
    "guide_draft_changes",
    "guide_draft_discard",
    "guide_draft_publish",
    "guide_draft_return",
    "guide_draft_sign",
    "guide_draft_start",
    "guide_draft_submit",
    "guide_list",
    "guide_new",
    "guide_picture",
    "guide_start",
    "guide_versions",
    "guide_yaml",
    "prohibition_list",
    "prohibition_take_back",
    "prohibition_waive",
    "run_keep",
    "run_outcome",
    "run_question",
    "run_restart",
    "run_resume",
    "run_tasks",
    "run_why",
]
