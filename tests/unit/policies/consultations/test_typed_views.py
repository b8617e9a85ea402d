"""The forms of the types: choosing, what each asks for, documents, what a guide points to."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from policies.consultations import actions
from policies.consultations.models import Consultation, ConsultationType
from policies.guides import actions as guides
from policies.guides.models import GuideRun, GuideVersion
from policies.roles.models import Appointment
from tests.support.forms import forms_of, shown_values
from tests.unit.policies.consultations.kinds import away, filled_in, kind_of, raised
from tests.unit.policies.consultations.records import anew, finished_run, step, text_of, user

pytestmark = pytest.mark.django_db

NEW = "/consultations/new/"
SITE, INITIATIVE = f"{NEW}?type=departmental-site", f"{NEW}?type=social-media-initiative"


def sent(key: str, **over: str) -> dict[str, str]:
    """The form of a type, filled in as far as it must be."""
    asked = filled_in(kind_of(key))
    data = {"topic": "A topic", "question": "What it is.", "form_key": str(uuid4()), "rows": "3"}
    data |= {f"d-{name}": value for name, value in asked.details.items()}
    for n, one in enumerate(asked.evidence):
        data |= {f"e-{n}-title": one["title"], f"e-{n}-record": one["record"]}
    return data | {"next": "submit"} | over


def record() -> Consultation:
    return Consultation.objects.get(topic="A topic")


def run_to(slug: str, *answers: tuple[str, str], username: str = "yj.worker") -> GuideRun:
    person = user(username)
    version = GuideVersion.objects.get(guide__slug=slug, state="published")
    policy_set = Appointment.objects.held_by(person).job_role.policy_set
    run = guides.start(by=person, version=version, policy_set=policy_set)
    for question, option in answers:
        run = guides.answer(by=person, run=run, question=question, option=option)
    return run


class TestChoosing:
    @pytest.mark.parametrize(
        ("username", "offered", "not_offered"),
        [
            ("yj.worker", "contact-with-a-young-person", "code-breach"),
            ("dss.employee", "social-media-initiative", "departmental-site"),
            ("gcc.worker", "concern-about-a-child", "privacy-breach"),
        ],
    )
    def test_people_choose_among_the_types_of_their_set(
        self, as_user, username, offered, not_offered
    ):
        client = as_user(username)
        page = client.get(NEW).content.decode()
        assert f"?type={offered}" in page
        assert f"?type={not_offered}" not in page
        assert client.get(f"{NEW}?type={offered}").status_code == 200
        assert client.get(f"{NEW}?type={not_offered}").status_code == 404

    def test_a_guide_leads_to_the_form_of_advice_and_points_to_the_right_type(self, as_user):
        run = run_to("social-media-initiative", ("young-people-yj", "no"), ("approved-yj", "no"))
        page = as_user("yj.worker").get(f"{NEW}?run={run.key}")
        assert "Case consultation" in text_of(page)
        for key in ("departmental-site", "contact-with-a-young-person", "authorisation-to-comment"):
            assert f"?type={key}&amp;run={run.key}" in page.content.decode()
        assert "?type=privacy-breach" not in page.content.decode()

    def test_the_outcome_goes_along_to_the_type(self, as_user):
        run = run_to("saw-a-breach", ("what-yj", "staff"))
        path = f"{NEW}?type=suspected-policy-breach&run={run.key}"
        client = as_user("yj.worker")
        assert "9096 7710" in text_of(client.get(path))
        client.post(path, sent("suspected-policy-breach"))
        made = record()
        assert (made.guide_run, made.type.key, made.kind) == (
            run,
            "suspected-policy-breach",
            "report",
        )

    def test_numbers_stand_above_the_form_of_a_report(self, as_user):
        words = text_of(as_user("gcc.worker").get(f"{NEW}?type=concern-about-a-child"))
        assert words.index("Ring 999") < words.index("What happened")


class TestTheForm:
    @pytest.mark.parametrize("key", ["suspected-policy-breach", "contact-with-a-young-person"])
    def test_asks_for_what_the_type_asks_for(self, as_user, key):
        page = as_user("yj.worker").get(f"{NEW}?type={key}")
        for ask in kind_of(key).asks:
            assert ask["label"].removesuffix("?") in text_of(page)
            assert ask.get("hint", "") in text_of(page)

    def test_says_what_is_missing_and_keeps_the_rest(self, as_user):
        data = sent("social-media-initiative", **{"d-channel": "", "e-1-record": ""})
        page = as_user("dss.employee").post(INITIATIVE, data)
        words = text_of(page)
        assert "Answer “Which channel or account?”." in words
        assert "Write the record number of Risk Management Plan." in words
        assert shown_values(page)["e-0-record"] == "D26/1044"
        assert not Consultation.objects.exists()

    def test_a_document_is_needed_where_the_answer_calls_for_it(self, as_user):
        client = as_user("dhs.employee")
        bare = {"e-0-title": "", "e-0-record": ""}
        refused = client.post(SITE, sent("departmental-site", **bare))
        assert "Write the title of Moderation policy." in text_of(refused)
        quiet = client.post(SITE, sent("departmental-site", **bare, **{"d-comments": "no"}))
        assert "Moderation policy." not in text_of(quiet).partition("Save it as a draft")[0]

    @pytest.mark.parametrize(
        ("field", "value", "problem"),
        [
            ("d-channel", "Write to jo.citizen@example.com", "jo.citizen@example.com"),
            ("e-0-title", "The case of @jo.citizen", "@jo.citizen"),
            ("e-0-record", "0412 345 678", "looks like a telephone number"),
            ("e-0-record", "<b>", "Write the record number only"),
            ("e-0-record", "no digit", "Write the record number only"),
            ("d-starts", "soon", "Write a day such as 14/03/2026"),
            ("d-branding", "perhaps", "Choose one of the answers shown"),
        ],
    )
    def test_refuses_identifiers_and_nonsense(self, as_user, field, value, problem):
        data = sent("social-media-initiative", **{field: value})
        page = as_user("dss.employee").post(INITIATIVE, data)
        assert problem in text_of(page)
        if field != "d-branding":
            assert shown_values(page)[field] == value
        assert not Consultation.objects.exists()

    def test_another_row_keeps_what_was_typed_and_says_nothing_of_errors(self, as_user):
        data = sent("social-media-initiative", next="more", topic="", **{"e-2-title": "A plan"})
        page = as_user("dss.employee").post(INITIATIVE, data)
        values = shown_values(page)
        assert (values["e-2-title"], values["e-0-record"], values["rows"]) == (
            "A plan",
            "D26/1044",
            "4",
        )
        assert "e-3-title" in values
        assert "There is a problem" not in text_of(page)
        assert values["form_key"] == data["form_key"]
        assert not Consultation.objects.exists()

    @pytest.mark.parametrize("rows", ["", "x", "-1", "999", "99999999", "0"])
    def test_nonsense_about_rows_gives_the_usual_number(self, as_user, rows):
        data = sent("social-media-initiative", rows=rows)
        as_user("dss.employee").post(INITIATIVE, data)
        assert len(record().evidence) == 2


class TestADraft:
    def test_may_lack_anything_and_comes_back_as_it_was(self, as_user):
        client = as_user("dss.employee")
        data = {"topic": "A topic", "rows": "4", "next": "draft", "d-channel": "A page"}
        client.post(INITIATIVE, data | {"e-1-title": "Risks", "e-3-record": "D26/9"})
        draft = record()
        assert (draft.state, draft.details) == ("draft", {"channel": "A page"})
        values = shown_values(client.get(f"{draft.get_absolute_url()}edit/"))
        assert values["d-channel"] == "A page"
        assert (values["e-1-title"], values["e-2-record"]) == ("Risks", "D26/9")

    def test_is_submitted_once_it_is_whole(self, as_user):
        client = as_user("dss.employee")
        client.post(INITIATIVE, {"topic": "A topic", "next": "draft"})
        path = f"{record().get_absolute_url()}edit/"
        assert "There is a problem" in text_of(
            client.post(path, {"topic": "A topic", "next": "submit", "revision": "1"})
        )
        client.post(path, sent("social-media-initiative", revision="1"))
        assert (record().state, len(record().evidence)) == ("submitted", 2)

    def test_of_a_type_that_asks_for_more_since_is_not_submitted_by_one_click(self, as_user):
        kind = kind_of("social-media-initiative")
        draft = actions.raise_question(
            by=user("dss.employee"), asked=filled_in(kind), form_key=uuid4(), kind=kind
        )
        more = [*kind.asks, {"key": "cost", "label": "What does it cost?", "required": True}]
        kind.save_over(kind.revision, asks=more)
        page = step(as_user("dss.employee"), draft, "submit")
        assert "Fill in “What does it cost?” before you submit it" in text_of(page)


class TestTheRecord:
    def test_says_who_has_it_who_is_next_and_whom_to_ring(self, as_user):
        made = raised("suspected-policy-breach", "yj.worker")
        words = text_of(as_user("yj.worker").get(made.get_absolute_url()))
        assert "Now Media Unit officer, Olivia Brandt" in words
        assert "Next Director of Communications, Robert Lindqvist" in words
        assert "Ring 9096 7710" in words

    def test_says_where_nobody_is_next(self, as_user):
        made = raised("authorisation-to-comment", "dhs.employee")
        words = text_of(as_user("dhs.employee").get(made.get_absolute_url()))
        assert "Next Nobody comes after them in the portal Ring" in words

    def test_names_each_number_once_before_the_rules(self, as_user):
        made = raised("contact-with-a-young-person", "yj.worker")
        words = text_of(as_user("yj.worker").get(made.get_absolute_url()))
        before = words.partition("What is asked for")[0]
        assert before.count("9096 0779") == 1
        assert "Ring 9096 0779 , Manager, Web and Design Services" in before

    def test_names_nobody_twice_and_promises_no_number_where_none_is_printed(self, as_user):
        kind = kind_of("case-consultation")
        made = actions.raise_question(
            by=user("yj.worker"),
            asked=filled_in(kind),
            form_key=uuid4(),
            run=finished_run(),
            kind=kind,
            submit_now=True,
        )
        page = as_user("yj.worker").get(made.get_absolute_url()).content.decode()
        assert page.count('href="/contacts/yj-team-leader/"') == 1
        assert "Whom to ask" in page
        assert "Whom to ring" not in page

    def test_says_the_hour_where_it_is_urgent(self, as_user, monkeypatch):
        friday_three = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
        monkeypatch.setattr("django.utils.timezone.now", lambda: friday_three)
        made = raised("contact-with-a-young-person", "yj.worker", urgent=True)
        words = text_of(as_user("dhs.comms").get(made.get_absolute_url()))
        assert "due on Monday, 23 November 2026, 11 am" in words
        monkeypatch.setattr("django.utils.timezone.now", lambda: friday_three + timedelta(days=3))
        words = text_of(as_user("dhs.comms").get(made.get_absolute_url()))
        assert "overdue since 23 November 2026, 11 am" in words

    def test_a_draft_says_whom_to_ring(self, as_user):
        asked = filled_in(kind_of("privacy-breach"))
        draft = actions.raise_question(
            by=user("yj.worker"), asked=asked, form_key=uuid4(), kind=kind_of("privacy-breach")
        )
        assert "Ring 9096 8054" in text_of(as_user("yj.worker").get(draft.get_absolute_url()))

    def test_says_for_whom_the_deputy_has_it(self, as_user):
        away("dhs.media", "dhs.comms")
        made = raised("suspected-policy-breach", "yj.worker")
        words = text_of(as_user("dhs.comms").get(made.get_absolute_url()))
        assert "Mei Lin Chua, for Olivia Brandt, who is away" in words

    def test_shows_what_was_asked_as_it_was_asked(self, as_user):
        made = raised("social-media-initiative", "dss.employee")
        kind = made.type
        asks = [{**one, "label": f"New: {one['label']}"} for one in kind.asks]
        kind.save_over(kind.revision, asks=asks, title="Another title")
        words = text_of(as_user("dss.cmb").get(made.get_absolute_url()))
        assert "Which channel or account? As the rules say." in words
        assert "From which day? 1 December 2026" in words
        assert "Business case Business case, D26/1044" in words
        assert "Social media initiative" in words
        assert "Another title" not in words

    @pytest.mark.parametrize(
        ("key", "username", "decider", "word"),
        [
            ("contact-with-a-young-person", "yj.worker", "dhs.comms", "Not approved"),
            ("suspected-policy-breach", "yj.worker", "dhs.media", "Nothing to act on"),
        ],
    )
    def test_a_decision_speaks_the_words_of_its_kind(self, as_user, key, username, decider, word):
        made = raised(key, username)
        client = as_user(decider)
        step(client, made, "accept")
        step(client, anew(made), "advise", text="Seen.")
        form = client.get(f"{made.get_absolute_url()}decide/")
        assert word in text_of(form)
        step(client, anew(made), "decide", result="not-appropriate", reasons="No ground for it.")
        assert anew(made).state == "decided"
        page = as_user(username).get(made.get_absolute_url())
        assert f"decided: {word.lower()}" in text_of(page)


def test_without_types_the_plain_form_remains(as_user):
    ConsultationType.objects.all().delete()
    client: Client = as_user("yj.worker")
    (form,) = {
        f.action: f for f in forms_of(client.get(NEW), NEW) if "question" in f.texts
    }.values()
    assert "rows" not in form.values
    client.post(NEW, {"topic": "A topic", "question": "May I?", "next": "submit"})
    assert record().type is None
