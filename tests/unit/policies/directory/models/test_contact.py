import pytest

from policies.directory.models import Contact
from policies.roles.models import PolicySet
from tests.support.sql import refused

pytestmark = pytest.mark.django_db


def test_a_contact_that_reaches_nobody_is_refused():
    contact = Contact.objects.get(key="web-design-services")
    with refused("contact_reaches_somebody"):
        contact.save_over(1, phone="", email="", web="", note="", job_role=None)


@pytest.mark.parametrize("way", ["phone", "email", "web", "note"])
def test_one_way_is_enough(way):
    others = {name: "" for name in ("phone", "email", "web", "note")}
    contact = Contact.objects.create(
        key="c", name="C", purpose="x", **others | {way: "x@y.example"}
    )
    assert Contact.objects.get(key="c") == contact


def test_another_sets_contacts_do_not_serve():
    serving = {s.code: set(Contact.objects.serving(s)) for s in PolicySet.objects.all()}
    for code, contacts in serving.items():
        others = [found for other, found in serving.items() if other != code]
        # The department's policy binds youth justice staff too, and names contacts for both.
        if code not in {"YJ", "DHS"}:
            assert contacts and not contacts & set.union(*others)
    assert {c.key for c in serving["YJ"] - serving["DHS"]} == {
        "corporate-communications",
        "web-design-services",
        "yj-assistant-director",
        "yj-senior-practice-advisor",
        "yj-team-leader",
    }
