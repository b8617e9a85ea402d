"""What is typed about a standing task."""

from collections.abc import Iterable

from policies.library.citing import CitingForm, ShortIds, short_ids
from policies.library.presenters import Ground
from policies.tasks.models import RoleTask
from portal.forms import Text


class RoleTaskForm(CitingForm):
    what = Text(
        rows=3,
        max_length=300,
        label="What to do",
        missing="Say what the documents ask of this job.",
    )
    clauses = ShortIds(
        required=True,
        missing="Name the clause that asks it.",
        help_text="Short ids such as yj-069, one a line: the end of a clause’s address. "
        "The task is shown with the first.",
    )
    field_order = ["revision", "what", "clauses"]


def role_task_initial(task: RoleTask, grounds: Iterable[Ground]) -> dict[str, object]:
    """A standing task that rests on `grounds` as the form shows it."""
    return {
        "revision": task.revision,
        "what": task.what,
        "clauses": short_ids(grounds, first=task.clause),
    }
