from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from policies.drafting import actions as desk
from policies.library.actions import cite
from policies.library.models import Binding, ClauseVersion
from tests.factories import ConsultationFactory
from tests.support.desk import amend, draft, publish, write
from tests.support.html import links, page, under, words

DOCUMENTS = (
    "yj-social-media",
    "dhs-social-media",
    "dss-social-media",
    "gcc-safer-social-media",
    "pc-social-media",
)
POLICY = "/policies/yj-social-media/"
TITLE = "Social media procedure for youth justice staff"


@pytest.fixture
def reader(as_user):
    return as_user("yj.worker")


def clause(response, short_id: str):
    """The clause as it stands on the policy page."""
    found = page(response).find("article", id=short_id)
    assert found is not None, short_id
    return found


class TestTheListOfPolicies:
    def test_what_binds_me_comes_first(self, reader):
        response = reader.get("/policies/")
        assert TITLE in under(
            page(response), "What binds you as one of the Victorian youth justice staff"
        )
        assert POLICY in links(response)

    def test_what_binds_others_is_marked(self, as_user):
        text = words(as_user("dss.employee").get("/policies/"))
        assert "Does not bind you. It binds Victorian youth justice staff" in text
        mine = text.partition("What binds you as one of the Australian DSS employees")[2]
        assert mine.strip().startswith("Department of Social Services (DSS) Social Media Policy")

    def test_what_binds_others_is_all_that_others_have(self, as_user):
        Binding.objects.filter(policy_set__code="DSS").delete()
        text = words(as_user("dss.employee").get("/policies/"))
        assert "No policy that binds you is in the library yet" in text
        assert "Does not bind you. It binds Victorian youth justice staff" in text


class TestThePolicyPage:
    def test_what_it_says_about_itself(self, reader):
        text = words(reader.get(POLICY))
        assert "Whom it binds Binds you as one of the Victorian youth justice staff" in text
        assert "In force since 1 January 2026" in text
        assert "Owner The document names none" in text
        assert "Review The document gives no review date" in text

    def test_the_list_of_contents_leads_to_every_section(self, reader):
        main = page(reader.get(POLICY))
        contents = [a["href"] for a in main.find("nav", class_="contents").find_all("a")]
        headings = [f"#{h['id']}" for h in main.select("section.policy-section > h2")]
        assert contents == [*headings, "#references"]
        assert len(headings) == 17

    @pytest.mark.parametrize("code", DOCUMENTS)
    def test_every_clause_stands_once_and_has_its_permanent_address(self, reader, code):
        response = reader.get(f"/policies/{code}/")
        ids = [element["id"] for element in page(response).find_all(id=True)]
        addresses = set(links(response))
        in_force = ClauseVersion.objects.in_force().filter(version__policy__code=code)
        for short_id, kind in in_force.values_list("clause__short_id", "kind"):
            assert ids.count(short_id) == 1, short_id
            assert kind == "section" or f"/c/{short_id}/" in addresses, short_id

    def test_all_thirteen_considerations(self, reader):
        response = reader.get(POLICY)
        shown = [words(clause(response, f"yj-{n:03}")) for n in range(78, 91)]
        assert len(set(shown)) == 13
        assert [f"13.2.{n}" in text for n, text in enumerate(shown, 1)] == [True] * 13

    def test_the_strength_stands_in_the_margin_with_the_documents_words(self, reader):
        text = words(clause(reader.get(POLICY), "yj-069"))
        assert "Must not" in text
        assert "The document’s words: “must not”" in text

    @pytest.mark.parametrize("short_id", ["yj-073", "yj-074", "yj-098", "yj-099"])
    def test_the_number_to_ring_stands_beside_the_clause(self, reader, short_id):
        shown = clause(reader.get(POLICY), short_id)
        assert "9096 0779" in words(shown)
        assert "/contacts/web-design-services/" in links(shown)

    def test_an_editors_note_stands_under_its_clause(self, reader):
        text = words(clause(reader.get(POLICY), "yj-003"))
        assert "Editor’s note." in text
        assert "blank in the document" in text

    @pytest.mark.parametrize(
        ("username", "asked"),
        [
            ("yj.worker", {"yj-023", "yj-073", "yj-096", "yj-098"}),
            ("yj.leader", {"yj-024", "yj-025", "yj-096"}),
            ("yj.director", {"yj-026"}),
        ],
    )
    def test_what_it_asks_of_each_role(self, as_user, username, asked):
        panel = page(as_user(username).get(POLICY)).find("section", class_="panel")
        assert "What this asks of you" in words(panel)
        assert {link.removeprefix("#") for link in links(panel)} == asked

    def test_it_asks_nothing_of_somebody_it_does_not_bind(self, as_user):
        text = words(as_user("dss.employee").get(POLICY))
        assert "Does not bind you. It binds Victorian youth justice staff" in text
        assert "What this asks of you" not in text

    def test_a_term_opens_its_meaning(self, reader):
        main = page(reader.get(POLICY))
        targets = {b["popovertarget"] for b in main.find_all("button", class_="term")}
        notes = main.find_all("div", class_="term-note")
        assert targets == {note["id"] for note in notes}
        assert any("Using the tools as a private person." in words(note) for note in notes)

    @pytest.mark.parametrize(
        ("short_id", "fact"),
        [
            ("yj-004", "Code of conduct for Victorian public sector employees"),
            ("yj-006", "Social media policy for employees"),
            ("yj-007", "Guidance for use of social media in the Victorian public sector"),
            ("yj-009", "Facebook, LinkedIn, Myspace"),
            ("yj-012", "theage.com.au"),
            ("yj-017", "World of Warcraft, Second Life"),
            ("yj-018", "instant messaging (including SMS)"),
            ("yj-019", "Foursquare"),
            ("yj-024", "area youth justice program"),
            ("yj-027", "high risk behaviours"),
            ("yj-031", "Director of Communications"),
            ("yj-038", "s. 534 of the Children Youth and Families Act 2005"),
            ("yj-039", "Information Privacy Act 2000"),
            ("yj-040", "Acceptable use of computer services policy"),
            ("yj-062", "Section 534 of the Children, Youth and Families Act 2005"),
            ("yj-063", "venue of a children's court"),
            ("yj-074", "Manager, Web and Design Services, Communications Branch: 9096 0779"),
            ("yj-091", "significant, immediate and defendable concerns"),
            ("yj-098", "absolutely necessary"),
            ("yj-101", "Release of information to police"),
            ("yj-104", "Victoria police, Kids cyber safety site"),
            ("yj-105", "ThinkUKnow Australia"),
            ("yj-106", "Cybersmart"),
            ("yj-107", "although is not limited to"),
        ],
    )
    def test_exact_facts_stand_where_they_belong(self, db, short_id, fact):
        stored = ClauseVersion.objects.in_force().get(clause__short_id=short_id)
        assert fact in words(stored.body)

    def test_the_documents_and_laws_it_names_lead_back_to_the_clauses(self, reader):
        listed = page(reader.get(POLICY)).find("section", attrs={"aria-labelledby": "references"})
        assert "Information Privacy Act 2000" in words(listed)
        assert {"#yj-039", "#yj-068"} <= set(links(listed))

    def test_a_policy_that_does_not_exist(self, reader):
        assert reader.get("/policies/no-such-policy/").status_code == 404


class TestAClause:
    def test_the_words_in_force(self, reader):
        response = reader.get("/c/yj-069/")
        text = words(response)
        assert "Clause 11.1: Your own accounts" in text
        assert "You must not get in touch or interact with a young person" in text
        assert "testserver/c/yj-069/" in text
        assert f"{POLICY}#yj-069" in links(response)
        assert "/consultations/new/?clause=yj-069" in links(response)

    def test_what_relies_on_it(self, reader):
        relying = under(page(reader.get("/c/yj-073/")), "What relies on this clause")
        assert "Contact: Corporate Communications branch, 9096 0779" in relying
        assert "Standing task: Get approval through the Corporate Communications" in relying
        assert "Guide outcome: I am worried about where a young person" in relying

    def test_its_history(self, reader):
        amend({"yj-069": "Keep your own accounts out of it."})
        response = reader.get("/c/yj-069/")
        history = under(page(response), "History of this clause")
        assert history.index("Version 2") < history.index("Version 1")
        assert "through an account of your own" in history
        assert "Keep your own accounts out of it." in words(page(response).find("article"))

    def test_one_no_longer_in_force_keeps_its_address_and_last_words(self, reader):
        amend({}, without=["yj-070"])
        response = reader.get("/c/yj-070/")
        assert "This clause is no longer in force. These are its last words." in words(response)
        assert "Using your own account with a young person" in words(response)
        assert not [link for link in links(response) if "consultations/new" in link]

    def test_one_that_is_scheduled_shows_nowhere_before_its_day(self, reader, person):
        version = draft()
        added = desk.add_clause(
            by=person("editor"),
            version=version,
            parent=None,
            after=None,
            kind="duty",
            body_markdown="Tell your team leader.",
        )
        day = timezone.localdate() + timedelta(days=10)
        publish(version, on=day)
        assert reader.get(f"/c/{added.clause.short_id}/").status_code == 404
        assert "Tell your team leader." not in words(reader.get(POLICY, {"on": day}))

    def test_a_draft_shows_nowhere(self, reader):
        version = draft()
        write(version, "yj-069", body_markdown="Not published yet.")
        for address in ("/c/yj-069/", POLICY, f"{POLICY}versions/"):
            assert "Not published yet." not in words(reader.get(address))

    def test_one_that_only_a_draft_has(self, reader, person):
        added = desk.add_clause(
            by=person("editor"),
            version=draft(),
            parent=None,
            after=None,
            kind="duty",
            body_markdown="Not published yet.",
        )
        assert reader.get(f"/c/{added.clause.short_id}/").status_code == 404

    @pytest.mark.parametrize("short_id", ["yj-999", "YJ-069", "x" * 300])
    def test_one_that_does_not_exist(self, reader, short_id):
        assert reader.get(f"/c/{short_id}/").status_code == 404

    def test_a_record_of_a_consultation_is_not_named(self, reader, person):
        """Who asked about a clause is nobody's business but theirs."""
        record = ConsultationFactory()
        current = ClauseVersion.objects.in_force().filter(clause__short_id="yj-069")
        cite(thing=record, part="", label="C-SECRET", url="/x/", clause_versions=current)
        assert b"C-SECRET" not in reader.get("/c/yj-069/").content


class TestWhatReadersCannotDo:
    @pytest.mark.parametrize(
        "address", ["/policies/", POLICY, f"{POLICY}versions/", f"{POLICY}compare/", "/c/yj-069/"]
    )
    def test_reading_takes_no_form(self, reader, address):
        assert reader.post(address).status_code == 405

    def test_the_page_is_sound_html(self, reader):
        soup = BeautifulSoup(reader.get(POLICY).content.decode(), "html.parser")
        ids = [tag["id"] for tag in soup.find_all(id=True)]
        assert len(ids) == len(set(ids))
