"""Each guide is found by the words that people use."""

import pytest

from tests.support.html import links, page
from tests.unit.policies.guides.fixtures import guides
from tests.unit.policies.search.said import SAID

PEOPLE = ["yj.worker", "dhs.employee", "dss.employee", "gcc.worker", "pc.member"]
# Each phrase is typed by somebody else, so that each guide is looked for by staff of several sets.
TYPED = [
    (PEOPLE[number % len(PEOPLE)], phrase, slug)
    for number, (slug, phrase) in enumerate(
        (slug, phrase) for slug, phrases in SAID.items() for phrase in phrases
    )
]


def test_each_guide_is_looked_for_in_at_least_three_ways():
    assert set(SAID) == set(guides())
    assert {slug for slug, phrases in SAID.items() if len(set(phrases)) < 3} == set()


@pytest.mark.parametrize("username", PEOPLE)
def test_it_is_among_the_first_three_hits(as_user, username):
    client = as_user(username)
    missed = {}
    for who, phrase, slug in TYPED:
        if who != username:
            continue
        first = [
            links(hit)[0]
            for hit in page(client.get("/search/", {"q": phrase})).select(".link-list > li")[:3]
        ]
        if f"/guides/{slug}/" not in first:
            missed[phrase] = first
    assert missed == {}
