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
    "guide_list",
    "guide_start",
    "run_keep",
    "run_outcome",
    "run_question",
    "run_resume",
    "run_tasks",
]
