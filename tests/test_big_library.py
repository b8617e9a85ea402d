"""In a library of 250 policies and thousands of clauses, pages ask the database no more often.

The full size, 15,000 clauses in force, is measured by `make bench`; what a page asks does not
depend on it.
"""

from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from policies.drafting.reading.changes import content_hash
from policies.library.models import ClauseVersion, Policy, PolicyVersion
from policies.sample import generate
from portal.models import User
from tests.support import databases
from tests.support.queries import BUDGET, queries_of

pytestmark = pytest.mark.xdist_group("big-library")

POLICIES, CLAUSES = 250, 5_000
READER = "admin"  # who may open all of them
# What each kind of page is at, in the sample.
PAGES = {
    "home": "/",
    "policy list": "/policies/",
    "policy": "/policies/yj-social-media/",
    "policy as at a day": "/policies/dhs-social-media/?on=2011-01-01",
    "versions": "/policies/dhs-social-media/versions/",
    "compare": "/policies/dhs-social-media/compare/?from=1&to=2",
    "clause": "/c/yj-092/",
    "search": "/search/?q=facebook",
    "search for words": "/search/?q=former+client",
    "search misspelt": "/search/?q=confidentialty",
    "search narrowed": "/search/?q=client&set=GCC&kind=duty&strength=must",
    "search for nothing": "/search/?q=xyzzy",
    "matters": "/matters/",
    "matter": "/matters/work-e-mail-address/",
    "roles": "/roles/",
    "role": "/roles/yj-case-manager/",
    "contacts": "/contacts/",
    "tasks": "/tasks/",
    "desk": "/manage/",
    "desk of a policy": "/manage/policies/dhs-social-media/",
}
# The same kind of page, of what was generated.
GENERATED = {
    "policy": "/policies/made-001/",
    "policy as at a day": "/policies/made-001/?on=2024-06-01",
    "versions": "/policies/made-001/versions/",
    "compare": "/policies/made-001/compare/?from=1&to=2",
    "clause": "/c/made-001-001/",
    "desk of a policy": "/manage/policies/made-001/",
    "matter": "/matters/made-matter-001/",
}


@pytest.fixture(scope="module")
def large(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """A copy of the sample of this module's own, in which the library grows."""
    with (
        databases.fresh_sample() as address,
        django_db_blocker.unblock(),
        databases.connected_to(address),
    ):
        yield


@pytest.fixture(scope="module")
def counted(large: None) -> dict[str, dict[str, int]]:
    """How often each page asks the database: in the sample, in the large library, and in what was generated for it.

    Afterwards the library is large.
    """
    client = Client()
    client.force_login(User.objects.get(username=READER))

    def count(pages: dict[str, str]) -> dict[str, int]:
        return {name: len(queries_of(client, path)) for name, path in pages.items()}

    found = {"sample": count(PAGES)}
    call_command("make_library", policies=POLICIES, clauses=CLAUSES, verbosity=0)
    return found | {"large": count(PAGES), "generated": count(GENERATED)}


@pytest.mark.parametrize("library", ["sample", "large", "generated"])
def test_every_page_keeps_its_budget(counted, library):
    assert {name: n for name, n in counted[library].items() if n > BUDGET} == {}


@pytest.mark.parametrize("library", ["large", "generated"])
def test_no_page_asks_more_often_than_in_the_sample(counted, library):
    few, many = counted["sample"], counted[library]
    assert {name: (few[name], n) for name, n in many.items() if n > few[name]} == {}


def test_the_library_is_as_large_as_asked_for(counted):
    made = ClauseVersion.objects.in_force().filter(version__policy__code__startswith="made-")
    assert made.count() == CLAUSES
    assert Policy.objects.filter(code__startswith="made-").count() == POLICIES
    assert made.filter(clause__citations__isnull=False).count() > POLICIES


def test_generated_versions_are_as_the_desk_would_have_published_them(counted):
    versions = PolicyVersion.objects.filter(policy__code="made-100").order_by("number")
    first, second = versions
    assert first.effective.upper == second.effective.lower
    for version in versions:
        clauses = version.clauses.select_related("clause").in_reading_order()
        assert content_hash(list(clauses)) == version.content_hash
    changed = second.clauses.exclude(hash__in=first.clauses.values("hash"))
    assert 0.05 < changed.count() / second.clauses.count() < 0.25


def test_a_library_is_not_generated_twice_nor_without_room(counted):
    with pytest.raises(CommandError, match="already"):
        call_command("make_library")
    with pytest.raises(CommandError, match="at least 60 clauses"):
        call_command("make_library", policies=10, clauses=20)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_same_seed_gives_the_same_words(seed):
    texts = ["Ask your manager before you post", "Your manager keeps a record of what you post"]
    first, again, other = (generate.Writer(texts, s) for s in (seed, seed, seed + 1))
    said = [[writer.body() for _ in range(5)] for writer in (first, again, other)]
    assert said[0] == said[1] != said[2]


def test_a_database_that_people_rely_on_is_left_alone(settings):
    settings.SAMPLE_ALLOWED = False
    with pytest.raises(CommandError, match="--yes"):
        call_command("make_library")
