"""The registry that Django reads: every model of every room."""

from policies.consultations.models import *  # noqa: F403
from policies.directory.models import *  # noqa: F403
from policies.drafting.models import *  # noqa: F403
from policies.guides.models import *  # noqa: F403
from policies.library.models import *  # noqa: F403
from policies.matters.models import *  # noqa: F403
from policies.notices.models import *  # noqa: F403
from policies.registers.models import *  # noqa: F403
from policies.roles.models import *  # noqa: F403
from policies.search.models import *  # noqa: F403
from policies.tasks.models import *  # noqa: F403
