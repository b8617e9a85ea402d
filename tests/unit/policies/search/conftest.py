"""Searching as the page does, for a policy set of the sample."""

from collections.abc import Callable

import pytest

from policies.roles.models import PolicySet
from policies.search.reading import Search, read_search
from policies.search.scope import Scope


@pytest.fixture
def look(db) -> Callable[..., Search]:
    """`look("friend request", "YJ")` as a reader of that set, or of none; with filters as in an address."""

    def search(words: str, code: str = "YJ", **filters: str) -> Search:
        sets = {policy_set.code: policy_set for policy_set in PolicySet.objects.all()}
        return read_search(words, Scope.of(filters, sets.get(code), sets), sets)

    return search
