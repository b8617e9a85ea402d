"""Role pages: everything the documents ask of a job role, and who turns to whom."""

import re

import pytest
from django.utils.html import escape

from policies.directory.models import Contact
from policies.library.models import ClauseVersion, Kind
from policies.roles.models import JobRole
from policies.tasks import reading
from policies.tasks.models import RoleTask
from tests.factories import publish_policy
from tests.support.desk import amend
from tests.support.html import links, page, under, words

pytestmark = pytest.mark.django_db

OWN = {
    "yj.worker": "yj-case-manager",
    "yj.leader": "yj-team-leader",
    "dhs.employee": "dhs-employee",
    "dss.cmb": "dss-cmb-officer",
    "gcc.manager": "gcc-manager",
    "pc.member": "pc-member",
}
readers = pytest.mark.parametrize("username", OWN)


@pytest.fixture
def role(as_user):
    """A role's page, as somebody reads it."""
    return lambda key, username="yj.worker": as_user(username).get(f"/roles/{key}/")


def rows(main, anchor: str) -> list:
    """What is asked by name under a heading."""
    following = main.find("h2", id=anchor).find_next_sibling()
    return following.find_all("li", class_="asked") if following.name == "ol" else []


class TestTheList:
    @readers
    def test_the_readers_own_comes_first_and_every_role_once(self, as_user, username):
        addresses = [a for a in links(as_user(username).get("/roles/")) if "/roles/" in a]
        assert addresses[0] == f"/roles/{OWN[username]}/"
        keys = JobRole.objects.values_list("key", flat=True)
        assert sorted(addresses) == sorted(f"/roles/{key}/" for key in keys)

    @readers
    def test_roles_of_other_sets_are_marked(self, as_user, username, person):
        main = page(as_user(username).get("/roles/"))
        own = person(username).appointments.get().job_role.policy_set
        marks = {words(tag.find_previous("h2")): words(tag) for tag in main.find_all(class_="tag")}
        headings = [words(h) for h in main.find_all("h2")]
        assert headings[0] == "Your role"
        assert own.name not in headings
        assert set(marks) == set(headings) - {"Your role", "Other roles under your documents"}

    def test_the_departments_policy_binds_youth_justice_too_but_not_the_other_way(self, as_user):
        theirs = "Their policy binds you too"
        main = page(as_user("yj.worker").get("/roles/"))
        assert under(main, "Victorian DHS employees").startswith(theirs)
        assert words(main).count(theirs) == 1
        assert theirs not in words(as_user("dhs.employee").get("/roles/"))

    def test_the_ladder_is_kept(self, as_user):
        main = page(as_user("yj.worker").get("/roles/"))
        others = under(main, "Other roles under your documents")
        places = [others.index(who) for who in ("Team leader", "Assistant Dir", "Senior Practice")]
        assert places == sorted(places)

    def test_somebody_without_a_job(self, as_user, person):
        person("pc.member").appointments.all().delete()
        main = page(as_user("pc.member").get("/roles/"))
        assert {words(tag) for tag in main.find_all(class_="tag")} == {"Does not bind you"}

    def test_the_number_of_queries_is_fixed(self, as_user, django_assert_max_num_queries):
        client = as_user("yj.worker")
        client.get("/roles/")
        with django_assert_max_num_queries(5):
            client.get("/roles/")


class TestTheFourGroups:
    def test_every_standing_task_stands_on_its_roles_page_once(self, role):
        for job_role in JobRole.objects.all():
            main = page(role(job_role.key))
            shown = [
                (
                    words(row.select_one(".tasks__what > a")),
                    row.select_one(".tasks__what > a")["href"],
                )
                for anchor in ("duties", "key-tasks", "consults")
                for row in rows(main, anchor)
            ]
            asked = RoleTask.objects.of(job_role)
            assert sorted(shown) == sorted((t.what, f"/c/{t.clause.short_id}/") for t in asked)

    @pytest.mark.parametrize(
        ("key", "group", "what", "strength"),
        [
            ("dhs-employee", "duties", "On your own account: say expressly", "Must"),
            ("gcc-worker", "duties", "Use a work mobile", "Best practice"),
            ("dss-employee", "duties", "Go through the five questions", "Should"),
            ("yj-case-manager", "key-tasks", "Use social media fittingly", "Should"),
            ("dss-cmb-officer", "key-tasks", "Decide on an initiative", "Must"),
            ("yj-team-leader", "key-tasks", "Talk through with the worker", "Should"),
            ("dhs-line-manager", "key-tasks", "Say which times you accept", "Should"),
            ("yj-case-manager", "consults", "Get approval through the Corporate", "Must"),
            ("dss-employee", "consults", "Take a concern to a manager", "Advised"),
            ("gcc-worker", "consults", "Refer a concern to the designated", "Should"),
            ("pc-member", "duties", "Read your employer's social media", "Should"),
        ],
    )
    def test_where_a_task_belongs(self, role, key, group, what, strength):
        [row] = [r for r in rows(page(role(key)), group) if what in words(r)]
        assert words(row.find(class_="asked__strength")) == strength

    @pytest.mark.parametrize(
        ("key", "who", "what"),
        [
            ("yj-team-leader", "Youth justice case manager", "Talk with your team leader"),
            ("yj-senior-practice-advisor", "Everybody whom the document binds", "Advise on social"),
            ("dhs-web-design-manager", "Youth justice case manager", "Get approval through"),
            ("dhs-digital-engagement-manager", "Everybody whom the document binds", "how author"),
            ("dss-cmb-officer", "Employee authorised for official use", "Get the approval of CMB"),
            ("gcc-designated-person", "Worker", "Refer a concern"),
        ],
    )
    def test_who_consults_whom(self, role, key, who, what):
        [row] = [r for r in rows(page(role(key)), "consulted") if what in words(r)]
        assert words(row.find(class_="asked__who")) == who

    def test_nobody_is_sent_where_a_document_only_says_what_the_role_does(self, role):
        text = words(page(role("dss-account-manager")))
        assert "Run the official account" in text
        asked = rows(page(role("dss-account-manager")), "consulted")
        assert {a["href"] for row in asked for a in row.select(".tasks__what > a")} == {
            "/c/dss-160/",
            "/c/dss-161/",
        }

    def test_an_empty_group_says_so(self, role):
        main = page(role("yj-case-manager"))
        assert "No document names a duty for this role alone." in under(main, "Duties")
        assert "No document sends anybody to this role." in under(main, "Who consults you")


class TestWhatIsAskedOfEverybody:
    def test_duties_of_each_document_own_procedure_first(self, role):
        folded = page(role("yj-case-manager")).find_all("details")
        titles = [words(d.find("cite")) for d in folded]
        assert titles == 2 * [
            "Social media procedure for youth justice staff",
            "Social Media Policy for employees of the department",
        ]
        assert "Binds you" in words(folded[0].find("summary"))

    @readers
    def test_it_is_everything_that_is_asked_and_nothing_twice(self, role, username, person):
        held = person(username).appointments.get().job_role
        main = page(role(held.key, username))
        asked = links(main)
        clauses = ClauseVersion.objects.in_force().binding(held.policy_set).with_place()
        clauses = clauses.filter(kind__in=[Kind.DUTY, Kind.PROHIBITION])
        duties = {f"/c/{c.clause.short_id}/" for c in clauses}
        assert duties
        assert duties <= set(asked)
        shown = [a["href"] for a in main.select("#duties ~ .unfold .tasks__what > a")]
        assert len(shown) == len(set(shown))

    def test_a_duty_named_for_another_role_says_for_which(self, role):
        main = page(role("dss-employee", "dss.employee"))
        [row] = [r for r in main.select("details li.asked") if r.find("a", href="/c/dss-046/")]
        assert "The documents name for it: Communication Account Manager" in words(row)

    def test_it_says_what_it_says_today(self, role):
        amend({"yj-036": "Keep them shut."})
        assert "Keep them shut." in words(role("yj-case-manager"))
        amend({}, without=["yj-036"])
        assert "/c/yj-036/" not in links(role("yj-case-manager"))

    def test_more_than_a_page_holds_is_said(self, role, monkeypatch):
        assert "more of everybody than this page holds" not in words(role("yj-case-manager"))
        monkeypatch.setattr(reading, "CLAUSES_SHOWN", 10)
        response = role("yj-case-manager")
        assert "more of everybody than this page holds" in words(response)
        assert len([a for a in links(response) if a.startswith("/c/")]) == 10


class TestWhoReadsIt:
    def test_ones_own_resolves_to_the_people_of_the_area(self, role):
        text = words(role("yj-case-manager", "yj.worker2"))
        assert "Tomasz Zielinski" in text
        assert "Priya Raman" not in text

    def test_one_can_ring_from_it(self, role):
        link = page(role("yj-case-manager")).find("a", href="tel:90960779")
        assert words(link) == "ring 9096 0779"

    @readers
    def test_a_role_of_other_staff_is_marked_and_gives_no_number(self, role, username, person):
        own = person(username).appointments.get().job_role.policy_set
        theirs = Contact.objects.exclude(policy_sets=own).exclude(phone="")
        numbers = set(theirs.values_list("phone", flat=True))
        numbers -= set(Contact.objects.filter(policy_sets=own).values_list("phone", flat=True))
        for other in JobRole.objects.exclude(policy_set=own).select_related("policy_set"):
            main = page(role(other.key, username))
            assert f"This is a role of {other.policy_set.name}" in words(main)
            assert {a["href"] for a in main.select("a[href^='tel:']")} <= own_numbers(own)
            for unmarked in main.select("details, .asked"):
                if re.search("does not bind you", words(unmarked), re.IGNORECASE):
                    unmarked.extract()
            assert [n for n in numbers if n in words(main)] == []

    def test_ones_own_is_not_marked(self, role):
        text = words(role("yj-case-manager"))
        assert "This is a role of" not in text
        assert "does not bind you" not in text.lower()

    def test_what_binds_the_reader_too_is_not_marked(self, role):
        main = page(role("dhs-employee"))
        assert "This is a role of Victorian DHS employees" in words(main)
        assert not main.select(".asked strong")
        assert {words(tag) for tag in main.find_all(class_="tag")} == {"Binds you"}
        main = page(role("yj-team-leader", "dhs.employee"))
        assert "does not bind you" in words(rows(main, "key-tasks")[0])

    def test_somebody_without_a_job(self, role, person):
        person("pc.member").appointments.all().delete()
        main = page(role("pc-member", "pc.member"))
        assert "does not bind you" in words(rows(main, "duties")[0])
        assert not main.select("a[href^='tel:']")

    def test_what_it_says_is_escaped(self, role):
        bad = "<script>alert(1)</script>"
        RoleTask.objects.filter(job_role__key="yj-case-manager").update(what=bad, revision=2)
        Contact.objects.get(key="yj-team-leader").save_over(1, name=bad)
        text = role("yj-case-manager").content.decode()
        assert bad not in text
        assert escape(bad) in text

    def test_one_that_does_not_exist(self, role):
        assert role("no-such-role").status_code == 404

    def test_the_number_of_queries_is_fixed(self, as_user, django_assert_max_num_queries):
        client = as_user("yj.worker")
        for address in [f"/roles/{key}/" for key in (*OWN.values(), "dhs-web-design-manager")]:
            client.get(address)
            with django_assert_max_num_queries(9):
                client.get(address)
        publish_policy("more", clauses=30)
        with django_assert_max_num_queries(9):
            client.get("/roles/yj-case-manager/")


def own_numbers(policy_set) -> set[str]:
    phones = Contact.objects.filter(policy_sets=policy_set).values_list("phone", flat=True)
    return {f"tel:{re.sub(r'[^0-9+]', '', phone)}" for phone in phones}


class TestTheWayThere:
    @readers
    def test_from_home_and_from_the_tasks(self, as_user, username):
        client, address = as_user(username), f"/roles/{OWN[username]}/"
        assert address in links(client.get("/"))
        assert address in links(client.get("/tasks/"))
