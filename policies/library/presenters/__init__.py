from policies.library.presenters.clauses import (
    ClausePresenter,
    ReliancePresenter,
    reliance,
    rests_on,
    strength_word,
)
from policies.library.presenters.comparison import (
    ChangePresenter,
    change_presenter,
    comparison,
    counted,
    words_html,
)
from policies.library.presenters.history import Chapter, history
from policies.library.presenters.policies import (
    Band,
    PolicyRow,
    band,
    binding_names,
    facts,
    in_force_words,
    list_band,
    policy_rows,
    review_words,
    ways_back,
    whom_it_binds,
)

__all__ = [
    "Band",
    "ChangePresenter",
    "Chapter",
    "ClausePresenter",
    "PolicyRow",
    "ReliancePresenter",
    "band",
    "binding_names",
    "change_presenter",
    "comparison",
    "counted",
    "facts",
    "history",
    "in_force_words",
    "list_band",
    "policy_rows",
    "reliance",
    "rests_on",
    "review_words",
    "strength_word",
    "ways_back",
    "whom_it_binds",
    "words_html",
]
