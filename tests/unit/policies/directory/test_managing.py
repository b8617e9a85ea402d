"""Contacts at the desk: their details, who checked them, and who changed what."""

import pytest
from django.utils import timezone

from policies.directory.models import Contact
from policies.library.models import Citation
from tests.support.html import links, page, words

KEY = "web-design-services"
URL = f"/manage/contacts/{KEY}/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(as_user):
    return as_user("editor")


@pytest.fixture
def fields(desk):
    """What the form holds when it is opened, as a browser sends it back."""
    form = desk.get(URL).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in sent.items()}


@pytest.fixture
def contact():
    return lambda: Contact.objects.get(key=KEY)


def test_contacts_are_listed_with_who_checked_them(desk, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        response = desk.get("/manage/contacts/")
    assert URL in links(response)
    assert "9096 0779" in words(response)


def test_the_lists_say_how_many_wait_and_whose_a_contact_is(desk, as_user, contact):
    everybody = Contact.objects.count()
    as_user("yj.worker").post(f"/contacts/{KEY}/report/", {"what": "Nobody answers."})
    contact().save_over(1, verified_on=timezone.localdate())
    text = words(desk.get("/manage/contacts/"))
    assert f"All To check ({everybody - 1}) Reported wrong (1)" in text
    rows = page(desk.get("/manage/contacts/")).select("tbody tr")
    assert "for YJ" in words(rows[0]) and "Nobody answers." in words(rows[0])
    home = desk.get("/manage/")
    assert "1 contact reported wrong" in words(home)
    assert f"{everybody - 1} contacts to check" in words(home)
    assert {f"/manage/contacts/?show={key}" for key in ("reported", "unchecked")} <= set(
        links(home)
    )
    assert "to check" not in words(as_user("approver").get("/manage/"))


def test_a_changed_number_is_seen_at_once_and_told_in_the_history(desk, as_user, fields, contact):
    response = desk.post(URL, fields | {"phone": "9096 0000", "hours": "9 to 5"}, follow=True)
    assert "“9096 0779” became “9096 0000”" in words(response)
    assert "Hours as the document prints them: “9 to 5”" in words(response)
    assert "9096 0000" in words(as_user("yj.worker").get(f"/contacts/{KEY}/"))
    labels = Citation.objects.of(contact()).live().values_list("label", flat=True)
    assert {label.rpartition(", ")[2] for label in labels} == {"9096 0000"}


def test_a_change_flags_nothing(desk, fields):
    before = Citation.objects.suspect().count()
    desk.post(URL, fields | {"phone": "9096 0000"})
    assert Citation.objects.suspect().count() == before


def test_saving_the_same_again_is_no_change(desk, fields, contact):
    desk.post(URL, fields)
    desk.post(URL, fields)
    assert contact().revision == 1
    assert "Nobody has changed it" in words(desk.get(URL))


def test_somebody_rang_and_checked(desk, person, contact):
    response = desk.post(f"{URL}verify/", {"revision": 1}, follow=True)
    assert contact().verified_on == timezone.localdate()
    assert contact().verified_by == person("editor")
    assert "rang and checked it" in words(response)


def test_what_changed_since_is_checked_again(desk, fields, contact):
    desk.post(f"{URL}verify/", {"revision": 1})
    stale = desk.post(f"{URL}verify/", {"revision": 1}, follow=True)
    assert "Somebody changed it meanwhile" not in words(stale)
    desk.post(URL, fields | {"revision": 2, "purpose": "Pages of the department."})
    assert contact().verified_on
    desk.post(URL, fields | {"revision": 3, "phone": "9096 0000"})
    assert contact().verified_on is None
    stale = desk.post(f"{URL}verify/", {"revision": 1}, follow=True)
    assert "Somebody changed it meanwhile" in words(stale)
    assert contact().verified_on is None


def test_the_second_writer_gets_both_texts(desk, as_user, fields, contact):
    as_user("admin").post(URL, fields | {"phone": "9096 1111"})
    response = desk.post(URL, fields | {"phone": "9096 2222"})
    assert response.status_code == 409
    assert "9096 1111" in words(response)
    form = response.context["form"]
    assert form["phone"].value() == "9096 2222"
    assert contact().phone == "9096 1111"
    desk.post(URL, fields | {"phone": "9096 2222", "revision": form["revision"].value()})
    assert contact().phone == "9096 2222"


def test_words_people_use_are_part_of_the_history(desk, contact):
    seen = page(desk.get(f"/manage/words/contact/{KEY}/")).find("input", {"name": "seen"})["value"]
    desk.post(f"/manage/words/contact/{KEY}/", {"seen": seen, "people_say": "web people"})
    assert "web people" in contact().people_say
    assert contact().revision == 2
    assert "changed the words people use for it" in words(desk.get(URL))


def test_a_contact_is_added(desk, as_user, fields):
    new = fields | {"name": "Add", "phone": "1800 000 000", "revision": ""}
    response = desk.post("/manage/contacts/add/", new, follow=True)
    assert "Add is added." in words(response)
    made = Contact.objects.get(name="Add")
    assert made.key != "add"
    assert "1800 000 000" in words(as_user("yj.worker").get(f"/contacts/{made.key}/"))


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ({"name": ""}, "Enter the name of the contact."),
        ({"purpose": " "}, "Say what to call about"),
        ({"email": "nobody"}, "Enter an e-mail address"),
        ({"phone": "", "email": "", "web": "", "note": "", "job_role": ""}, "Give a number"),
        ({"policy_sets": []}, "Choose at least one group"),
        ({"phone": "1" * 41}, "at most 40 characters"),
        ({"former_names": "x" * 201}, "Shorten each line"),
    ],
)
@pytest.mark.parametrize("url", [URL, "/manage/contacts/add/"])
def test_what_cannot_be_kept_comes_back(desk, fields, url, sent, problem):
    response = desk.post(url, fields | {"note": "Typed for an hour"} | sent)
    if sent.get("note") != "":
        assert "Typed for an hour" in response.content.decode()
    assert response.status_code == 400
    assert problem in words(response)
