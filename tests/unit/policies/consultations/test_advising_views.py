"""The forms of entries, and how the record shows them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from policies.consultations.models import Advice
from tests.unit.policies.consultations.records import NASTY, anew, record_in, text_of, user

pytestmark = pytest.mark.django_db


def post(client, record, path: str = "advice/", **data):
    data.setdefault("revision", anew(record).revision)
    return client.post(f"{record.get_absolute_url()}{path}", data)


def test_advice_is_added_and_stands_on_the_record(as_user):
    record, client = record_in("decided"), as_user("yj.leader")
    response = post(client, record, text=f"Also ring the school. {NASTY}")
    assert response.status_code == 302
    page = client.get(record.get_absolute_url())
    assert "<script>alert" not in page.content.decode()
    assert "Also ring the school." in text_of(page)
    assert "Advice 2" in text_of(page)


def test_a_late_entry_says_so_on_the_page_and_in_the_history(as_user):
    record, client = record_in("accepted"), as_user("yj.leader")
    day = timezone.localdate() - timedelta(days=2)
    words = {"given_on": f"{day:%Y-%m-%d}", "how": "phone", "late_because": "I was on the road"}
    assert post(client, record, "advise/", text="Ring me first.", **words).status_code == 302
    page = text_of(as_user("yj.worker").get(record.get_absolute_url()))
    assert f"Late entry. This advice was given by phone on {day.day} {day:%B %Y}." in page
    assert f"recorded advice, late: it was given on {day.day} {day:%B %Y}" in page


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({"text": ""}, "Write your advice."),
        ({"given_on": "yesterday"}, "Write the day as in 2026-03-14."),
        ({"given_on": "2999-01-01"}, "Choose today or a day before."),
        ({"given_on": "0001-01-01", "late_because": "x"}, "Check the year."),
        ({"given_on": "2026-01-05"}, "Say why it is written down later than it was given."),
        ({"how": "smoke"}, "Choose one of the ways shown."),
        ({"countersigner": "1"}, "Choose one of the people shown."),
        ({"text": "Ring the mother on 0412 345 678."}, "Take “0412 345 678” out of your advice"),
        ({"late_because": "x" * 301}, "Shorten the reason"),
    ],
)
def test_what_cannot_be_is_sent_back_and_kept(words, says, as_user):
    record, client = record_in("accepted"), as_user("yj.leader")
    typed = {"text": "Look together, then ring me."} | words
    response = post(client, record, **typed)
    assert response.status_code == 200
    assert says in text_of(response)
    assert typed["text"] in response.content.decode()
    assert not Advice.objects.exists()


def test_a_form_that_was_overtaken_keeps_what_was_typed(as_user):
    record, client = record_in("accepted"), as_user("yj.leader")
    post(client, record, text="First.")
    response = post(client, record, text="Second.", revision=record.revision)
    assert response.status_code == 409
    assert "Second." in response.content.decode()
    assert "added advice" in text_of(response)
    assert Advice.objects.count() == 1


def test_the_same_form_twice_makes_one_entry(as_user):
    record, client = record_in("accepted"), as_user("yj.leader")
    for _ in range(2):
        response = post(client, record, text="Once.", revision=record.revision)
        assert response.status_code == 302
    assert Advice.objects.count() == 1


def test_the_second_person_countersigns_from_the_record(as_user):
    record, client = record_in("accepted"), as_user("yj.leader")
    post(client, record, "advise/", text="Look.", countersigner=user("yj.director").pk)
    advice = record.advice_entries.get()
    second = as_user("yj.director")
    assert "Countersign the advice on" in text_of(second.get("/"))
    assert record.reference in text_of(second.get("/consultations/?show=countersign"))
    assert "You are asked to countersign." in text_of(second.get(record.get_absolute_url()))
    path = f"advice/{advice.pk}/countersign/"
    assert "Write why you disagree." in text_of(post(second, record, path, agrees="no"))
    assert "Choose whether you agree." in text_of(post(second, record, path, agrees="perhaps"))
    assert post(second, record, path, agrees="yes").status_code == 302
    page = second.get(record.get_absolute_url())
    assert "Countersigned" in text_of(page)
    assert path not in page.content.decode()
    assert "Countersign the advice on" not in text_of(second.get("/"))


def test_who_asked_is_offered_nothing_of_it(as_user):
    record = record_in("advised")
    page = as_user("yj.worker").get(record.get_absolute_url()).content.decode()
    assert "Add advice" not in page
    assert "amend/" not in page
    assert "countersign/" not in page


def test_an_entry_of_another_record_is_no_page(as_user):
    record, other = record_in("advised"), record_in("advised")
    advice = other.advice_entries.get()
    client = as_user("yj.leader")
    assert client.get(f"{record.get_absolute_url()}advice/{advice.pk}/amend/").status_code == 404
