"""Words that are typed and not saved: kept for their writer, outside the text and its history."""

from datetime import timedelta

from policies.drafting.actions.errors import Refused

AT_MOST_EVERY = timedelta(seconds=2)


class TooSoon(Refused):
    """The words were kept just now; the next ones are kept a little later."""


def see(**_): ...


def keep_words(**_):
    raise Refused("Not yet.")


def drop_words(**_): ...
