"""Keeping the directory right: reports, checks, corrections, reminders."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from policies.directory import actions
from policies.directory.forms import contact_initial
from policies.directory.models import Contact, NumberReport
from policies.library.models import Citation
from policies.notices.models import Notice
from portal.models import AuditEvent
from tests.support.forms import shown_values
from tests.support.html import page, under, words

pytestmark = pytest.mark.django_db

HERE = "/contacts/media-unit/"
DESK = "/manage/contacts/media-unit/"


def as_it_is(contact: Contact) -> dict:
    """What the form would send without a change."""
    return {name: value for name, value in contact_initial(contact).items() if name != "revision"}


@pytest.fixture
def unit():
    return lambda: Contact.objects.with_unit().get(key="media-unit")


@pytest.fixture
def desk(as_user):
    return as_user("editor")


class TestReporting:
    def test_whoever_keeps_the_contacts_is_told(self, as_user, person):
        response = as_user("gcc.worker").post(
            f"{HERE}report/", {"what": "Nobody answers."}, follow=True
        )
        assert "Reported." in words(response)
        told = Notice.objects.filter(kind="contact")
        assert {notice.person.username for notice in told} == {"editor", "admin"}
        assert {n.title for n in told} == {"Media Unit: a number or an address is reported wrong."}

    def test_the_same_words_are_one_report_until_it_is_settled(self, person, unit):
        by, contact = person("yj.worker"), unit()
        first = actions.report(by=by, contact=contact, what="Nobody answers.")
        assert actions.report(by=by, contact=contact, what="Nobody answers.") == first
        assert actions.report(by=by, contact=contact, what="Engaged.") != first
        actions.settle(by=person("editor"), report=first)
        assert actions.report(by=by, contact=contact, what="Nobody answers.") != first
        assert (
            Notice.objects.filter(key__startswith="number-report", person=person("admin")).count()
            == 3
        )

    @pytest.mark.parametrize(
        ("what", "because"),
        [("  ", "Say what is wrong."), ("x" * 2001, "Shorten this to 2000 characters.")],
    )
    def test_it_has_to_say_something(self, as_user, what, because):
        response = as_user("yj.worker").post(f"{HERE}report/", {"what": what})
        assert response.status_code == 400
        assert because in words(response)
        assert not NumberReport.objects.exists()

    def test_settling_tells_whoever_reported_it(self, desk, person, unit):
        report = actions.report(by=person("yj.worker"), contact=unit(), what="<b>No.</b>")
        shown = page(desk.get("/manage/contacts/?show=reported"))
        assert "“<b>No.</b>” Amara Nwosu" in words(shown)
        assert len(shown.select("tbody tr")) == 1
        address = f"/manage/contacts/reports/{report.pk}/settle/"
        assert "Settled." in words(desk.post(address, follow=True))
        [told] = Notice.objects.of(person("yj.worker")).filter(kind="contact")
        assert told.title == "Media Unit: what you reported has been looked into."
        assert "Somebody had settled it already." in words(desk.post(address, follow=True))
        assert Notice.objects.of(person("yj.worker")).filter(kind="contact").count() == 1


class TestChecking:
    def test_the_page_says_when_and_by_whom(self, desk, unit):
        answer = desk.post(f"{DESK}verify/", {"revision": unit().revision, "show": "unchecked"})
        assert answer.url == "/manage/contacts/?show=unchecked"
        text = words(desk.get(HERE))
        today = timezone.localdate()
        assert f"Checked on {today.day} {today:%B %Y} by Grace Kim." in text
        assert words(page(desk.get("/manage/contacts/?show=unchecked"))).count("Media Unit") == 0

    def test_not_where_it_was_changed_meanwhile(self, desk, unit, person):
        seen = unit().revision
        changed = as_it_is(unit()) | {"phone": "9096 0000"}
        actions.edit_contact(by=person("admin"), contact=unit(), revision=seen, values=changed)
        sent = {"revision": seen, "show": "unchecked"}
        response = desk.post(f"{DESK}verify/", sent, follow=True)
        assert "Somebody changed it meanwhile: Media Unit." in words(response)
        assert unit().verified_on is None

    @pytest.mark.parametrize("username", ["yj.worker", "dhs.comms", "approver"])
    def test_is_for_those_who_keep_them(self, person, unit, username):
        contact = unit()
        for act in (
            lambda by: actions.verify_contact(by=by, contact=contact, revision=1),
            lambda by: actions.add_contact(by=by, values=as_it_is(contact)),
            lambda by: actions.edit_contact(
                by=by, contact=contact, revision=1, values=as_it_is(contact) | {"name": "Else"}
            ),
        ):
            with pytest.raises(PermissionDenied):
                act(person(username))
        assert unit().name == "Media Unit"

    def test_the_reminder_comes_once_a_quarter_to_whoever_checked_it_last(
        self, person, monkeypatch
    ):
        old = timezone.localdate() - timedelta(days=93)
        for contact in Contact.objects.all():
            by, on = ("editor", old) if contact.key == "media-unit" else ("admin", None)
            checked = {"verified_on": on or timezone.localdate(), "verified_by": person(by)}
            contact.save_over(contact.revision, **checked)
        assert actions.remind_keepers() == 1
        assert actions.remind_keepers() == 0
        [told] = Notice.objects.of(person("editor"))
        assert told.title == "One contact has not been checked for three months. Ring it."
        later = timezone.localdate() + timedelta(days=95)
        monkeypatch.setattr(timezone, "localdate", lambda *given, **how: later)
        assert actions.remind_keepers() == 2
        mine = Notice.objects.of(person("editor"))
        assert mine.first().title == told.title

    def test_what_nobody_checked_is_everybodys(self, person):
        count = Contact.objects.count()
        assert actions.remind_keepers() == 2
        for username in ("editor", "admin"):
            [told] = Notice.objects.of(person(username))
            assert told.title.startswith(f"{count} contacts have not been checked")


class TestCorrecting:
    def test_a_former_name_is_kept_shown_and_found(self, desk, as_user, unit):
        filled = shown_values(desk.get(DESK)) | {"name": "Zebra News Desk"}
        desk.post(DESK, filled)
        assert unit().former_names == ["Media Unit"]
        reader = as_user("dhs.employee")
        assert "Formerly Media Unit." in words(reader.get(HERE))
        found = under(page(reader.get("/search/?q=media+unit")), "Contacts")
        assert "Zebra News Desk" in found

    def test_a_new_number_is_unchecked_and_said_everywhere(self, desk, unit, person):
        actions.verify_contact(by=person("editor"), contact=unit(), revision=1)
        filled = shown_values(desk.get(DESK)) | {"phone": "9096 0000"}
        said = words(desk.post(DESK, filled, follow=True))
        assert "Texts may still print 9096 7710: search for it, and have them changed." in said
        contact = unit()
        assert (contact.phone, contact.verified_on) == ("9096 0000", None)
        labels = set(Citation.objects.of(contact).values_list("label", flat=True))
        assert labels == {"Media Unit, 9096 0000"}
        event = AuditEvent.objects.filter(chain=f"contact:{contact.pk}").latest("sequence")
        assert event.data["fields"]["phone"] == ["9096 7710", "9096 0000"]

    def test_so_are_those_that_are_reached_through_it(self, desk):
        address = "/manage/contacts/digital-engagement-unit/"
        desk.post(address, shown_values(desk.get(address)) | {"phone": "9096 0000"})
        committee = Contact.objects.get(key="communication-committee")
        labels = set(Citation.objects.of(committee).values_list("label", flat=True))
        assert labels == {"Communication Committee, 9096 0000"}

    def test_hours_are_shown_on_the_readers_clock(self, desk, as_user, unit, monkeypatch):
        filled = shown_values(desk.get(DESK)) | {
            "hours": "Office hours",
            "opens": "09:00",
            "closes": "17:00",
            "open_days": [0, 1, 2, 3, 4],
        }
        desk.post(DESK, filled)
        assert (unit().opens, unit().open_days) == (time(9), [0, 1, 2, 3, 4])
        at = timezone.make_aware(timezone.datetime(2026, 7, 15, 10))
        monkeypatch.setattr(timezone, "now", lambda: at)
        assert "9 am to 5 pm, Monday to Friday." in words(as_user("dhs.employee").get(HERE))
        abroad = words(as_user("gcc.worker").get(HERE))
        assert "Open now, until 8 am." in abroad
        assert "in Melbourne. On your clock midnight to 8 am." in abroad

    def test_where_the_document_prints_none_nothing_is_said(self, as_user):
        assert page(as_user("dhs.employee").get(HERE)).find(class_="contact__hours") is None

    @pytest.mark.parametrize(
        ("wrong", "because"),
        [
            ({"name": ""}, "Enter the name of the contact."),
            ({"phone": "ring me"}, "Enter digits, such as 9096 0779"),
            ({"email": "nobody"}, "Enter an e-mail address such as name@example.org."),
            ({"opens": "09:00"}, "Give the opening, the closing and the days, or none of them."),
            ({"opens": "25:00"}, "Enter a time such as 09:00."),
            (
                {"opens": "17:00", "closes": "09:00", "open_days": [0]},
                "Choose a closing after the opening.",
            ),
            ({"former_names": "x" * 201}, "Shorten each line to 200 characters."),
            (
                {"phone": "", "email": "", "note": ""},
                "Give a number, an address, a job role, or a note",
            ),
        ],
    )
    def test_what_is_wrong_is_said_and_what_was_typed_is_kept(self, desk, unit, wrong, because):
        filled = shown_values(desk.get(DESK)) | {"purpose": "Anything at all."} | wrong
        response = desk.post(DESK, filled)
        assert response.status_code == 400
        assert because in words(response)
        assert shown_values(response)["purpose"].strip() == "Anything at all."
        assert unit().purpose != "Anything at all."

    def test_a_number_is_its_own_or_anothers(self, desk):
        other = Contact.objects.get(key="web-design-services")
        response = desk.post(DESK, shown_values(desk.get(DESK)) | {"through": other.pk})
        assert "Give its own number, or whose number it is: not both." in words(response)

    def test_a_number_that_others_need_is_not_taken_away(self, desk):
        address = "/manage/contacts/web-design-services/"
        response = desk.post(address, shown_values(desk.get(address)) | {"phone": ""})
        assert "Others are reached by this number. Change those first." in words(response)

    def test_somebody_is_reached_by_anothers_number_alone(self, desk):
        way = Contact.objects.get(key="web-design-services")
        alone = {"phone": "", "email": "", "note": "", "through": way.pk}
        desk.post(DESK, shown_values(desk.get(DESK)) | alone)
        assert Contact.objects.get(key="media-unit").number == way.phone

    def test_what_changed_is_told_in_words(self, desk):
        hours = {"opens": "09:00", "closes": "17:00", "open_days": [0, 1, 2]}
        desk.post(DESK, shown_values(desk.get(DESK)) | hours)
        assert "Open on: “Monday to Wednesday”" in words(desk.get(DESK))

    def test_the_second_writer_sees_the_days_by_name(self, desk, as_user):
        hours = {"opens": "09:00", "closes": "17:00"}
        mine = shown_values(desk.get(DESK)) | hours | {"open_days": [0, 1]}
        as_user("admin").post(DESK, shown_values(desk.get(DESK)) | hours | {"open_days": [5, 6]})
        response = desk.post(DESK, mine)
        assert response.status_code == 409
        assert "Saturday and Sunday" in words(response)
        assert "Monday and Tuesday" in words(response)


class TestUnits:
    def test_the_readers_own_organisation_comes_first(self, as_user):
        headings = [words(h) for h in page(as_user("dss.employee").get("/units/")).find_all("h2")]
        assert headings[0] == "Department of Social Services"
        assert len(headings) == len(set(headings)) == 3

    def test_positions_people_and_contacts(self, as_user):
        text = words(as_user("yj.worker").get("/units/youth-justice/"))
        assert "Team leader / team manager Priya Raman, North area team" in text
        assert "Tomasz Zielinski, West area team" in text
        branch = words(as_user("yj.worker").get("/units/communications-branch/"))
        assert "Manager, Web and Design Services Mei Lin Chua, Communications team" in branch
        assert "Ring 9096 0779" in branch

    def test_people_are_named_to_their_own_organisation_only(self, as_user):
        text = words(as_user("dss.employee").get("/units/youth-justice/"))
        assert "People are named to their own organisation only." in text
        assert "Priya Raman" not in text

    def test_a_position_that_nobody_holds(self, as_user, person):
        person("dhs.comms").appointments.update(held=(date(2020, 1, 1), date(2021, 1, 1)))
        text = words(as_user("yj.worker").get("/units/communications-branch/"))
        assert "Nobody in the portal holds it." in text


class TestOnOnePage:
    def test_it_lists_whom_the_reader_can_reach(self, as_user):
        main = page(as_user("yj.worker2").get("/contacts/card/"))
        text = words(main)
        assert "Tomasz Zielinski" in text and "Priya Raman" not in text
        assert main.find("a", href="tel:90967710")
        assert "Your line manager" not in text

    def test_where_no_number_is_printed(self, as_user):
        text = words(as_user("pc.member").get("/contacts/card/"))
        assert "Your documents print no number and no address." in text
