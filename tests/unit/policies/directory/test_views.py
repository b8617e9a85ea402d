import pytest

from policies.directory.models import Contact
from policies.library.models import Citation
from policies.roles.models import PolicySet
from tests.support.desk import amend
from tests.support.html import links, page, under, words


@pytest.fixture
def reader(as_user):
    return as_user("yj.worker")


class TestTheList:
    def test_those_that_can_be_rung_come_first(self, reader):
        names = [words(h) for h in page(reader.get("/contacts/")).find_all(class_="contact__name")]
        assert names == [
            "Communication Committee",
            "Corporate Communications branch",
            "Corporate Integrity Information and Resolutions Unit",
            "Director of Communications",
            "Legal guidance (no unit named)",
            "Manager, Digital Engagement Unit, Communications Branch",
            "Manager, Web and Design Services, Communications Branch",
            "Media Unit",
            "The department (no unit named)",
            "Assistant Director / Manager Individual and Family Support",
            "Team leader / team manager",
            "Your line manager",
            "Youth Justice Senior Practice Advisor",
        ]

    @pytest.mark.parametrize(
        ("username", "leader"),
        [("yj.worker", "Priya Raman"), ("yj.worker2", "Tomasz Zielinski")],
    )
    def test_the_leader_is_the_one_of_the_readers_area(self, as_user, username, leader):
        text = words(as_user(username).get("/contacts/"))
        assert [name for name in ("Priya Raman", "Tomasz Zielinski") if name in text] == [leader]

    def test_contacts_of_other_staff_are_marked(self, as_user):
        response = as_user("dss.employee").get("/contacts/")
        assert page(response).find(class_="contact__phone") is None
        others = under(page(response), "Contacts of other staff")
        yj = PolicySet.objects.get(code="YJ")
        theirs = others.count("For Victorian youth justice staff.")
        both = others.count("For Victorian DHS employees, Victorian youth justice staff.")
        assert (theirs, theirs + both) == (5, Contact.objects.serving(yj).count())
        assert "/contacts/web-design-services/" in links(response)

    def test_a_contact_of_two_sets_is_mine_as_well(self, as_user):
        contact = Contact.objects.get(key="web-design-services")
        contact.policy_sets.add(PolicySet.objects.get(code="DSS"))
        main = page(as_user("dss.employee").get("/contacts/"))
        mine = [words(h) for h in main.find_all(class_="contact__name")]
        assert mine[0] == contact.name
        assert mine[1:] == ["Communication Account Manager", *mine[2:]]
        assert contact.name not in under(main, "Contacts of other staff")

    def test_it_costs_no_more_with_more_contacts(self, reader, django_assert_max_num_queries):
        yj = PolicySet.objects.get(code="YJ")
        before = Contact.objects.serving(yj).count()
        for number in range(30):
            contact = Contact.objects.create(
                key=f"c-{number}", name=f"C {number}", purpose="x", phone="1"
            )
            contact.policy_sets.add(yj)
        with django_assert_max_num_queries(10):
            assert len(page(reader.get("/contacts/")).find_all(class_="contact")) == before + 30


class TestAContact:
    def test_a_number_to_ring(self, reader):
        response = reader.get("/contacts/web-design-services/")
        link = page(response).find("a", class_="contact__phone")
        assert (link["href"], words(link)) == ("tel:90960779", "Ring 9096 0779")
        assert "nobody has rung it for this portal yet" in words(response)

    def test_the_clauses_that_name_it(self, reader):
        named = [
            link
            for link in links(reader.get("/contacts/web-design-services/"))
            if link.startswith("/c/")
        ]
        assert named == ["/c/yj-073/", "/c/yj-074/", "/c/yj-098/", "/c/yj-099/"]

    def test_they_say_what_they_say_today(self, reader):
        amend({"yj-031": "Somebody else approves."})
        text = words(reader.get("/contacts/director-communications/"))
        assert "6.2 Whose approval official use rests on Somebody else approves." in text

    def test_a_clause_that_is_gone_names_nobody(self, reader):
        amend({}, without=["yj-031"])
        assert "/c/yj-031/" not in links(reader.get("/contacts/director-communications/"))
        amend({}, without=["dhs-059"], code="dhs-social-media")
        text = words(reader.get("/contacts/director-communications/"))
        assert "No clause in force names this contact." in text

    def test_two_titles_under_one_number_stay_two(self, reader):
        text = words(reader.get("/contacts/web-design-services/"))
        said = text.partition("The same number is printed for ")[2]
        assert said.startswith("Manager, Digital Engagement Unit, Communications Branch")
        assert "Different documents print 9096 0779 under different titles." in said
        assert "None of them says whether it is one post or two" in said
        assert "so the portal keeps them apart" in said

    def test_who_has_no_number_is_reached_through_another(self, reader):
        response = reader.get("/contacts/corporate-communications/")
        link = page(response).find("a", class_="contact__phone")
        assert (link["href"], words(link)) == ("tel:90960779", "Ring 9096 0779")
        whose = page(response).find(class_="contact__whose")
        assert (
            words(whose) == "the number of Manager, Web and Design Services, Communications Branch"
        )
        there = words(reader.get("/contacts/web-design-services/"))
        own = there.partition("No number of their own is printed for ")[2].partition(":")[0]
        assert "Corporate Communications branch" in own

    def test_a_changed_number_is_changed_wherever_it_is_the_way(self, reader):
        Contact.objects.get(key="web-design-services").save_over(1, phone="9096 0000")
        text = words(reader.get("/contacts/corporate-communications/"))
        assert "Ring 9096 0000" in text and "0779" not in text

    def test_one_without_a_number_shares_none(self, reader):
        text = words(reader.get("/contacts/yj-team-leader/"))
        assert "same number" not in text
        assert "Priya Raman, North area team" in text

    def test_one_of_other_staff_is_marked(self, as_user):
        text = words(as_user("dss.employee").get("/contacts/web-design-services/"))
        assert "This is a contact of Victorian youth justice staff." in text
        assert "Your documents do not name it." in text

    def test_a_readers_own_is_not(self, reader):
        text = words(reader.get("/contacts/web-design-services/"))
        assert "Your documents do not name it." not in text

    def test_one_that_no_clause_names(self, reader):
        contact = Contact.objects.get(key="director-communications")
        Citation.objects.of(contact).update(retired=True)
        text = words(reader.get("/contacts/director-communications/"))
        assert "No clause in force names this contact." in text

    def test_what_it_says_is_escaped(self, reader):
        bad = "<script>alert(1)</script>"
        director = Contact.objects.get(key="director-communications")
        director.save_over(1, name=bad, purpose=bad, note=bad, hours=bad)
        for address in ("/contacts/", "/contacts/director-communications/"):
            assert bad not in reader.get(address).content.decode()

    def test_one_that_does_not_exist(self, reader):
        assert reader.get("/contacts/nobody/").status_code == 404
