"""Whatever people send: a clear message, nothing lost, nothing broken."""

from io import StringIO
from urllib.parse import urlsplit

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve

from policies.consultations.models import Consultation
from tests.support.answers import assert_nothing_inline, body_of
from tests.support.examples import examples
from tests.support.forms import Form, forms_of, shown_values
from tests.support.house import ROOT
from tests.support.pages import PAGES
from tests.support.undo import undone

pytestmark = pytest.mark.django_db

AUTHORS = ("yj.worker", "yj.leader", "editor", "approver")
PAYLOADS = {
    "sql": "'; DROP TABLE portal_user; -- \" OR 1=1 %s %(id)s",
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)><b onclick=x>\"'</textarea>",
    "template": "{{ 7391000000|add:482651 }} {% include 'errors/500.html' %} ${7*7}",
    "odd": "\x00\x08\x1b\u202eZoë \U0001f600 é\r\nline two\ud7ff",
    "long": "word " * 5_000,
}


# --- every field of every form ---


def every_form(client: Client, username: str, made: dict[str, str]) -> list[Form]:
    """The forms on the pages of this person, one of each kind: a page may have one for each clause."""
    found: dict[tuple, Form] = {}
    for page in PAGES:
        if username not in page.get or page.name in ("account_logout",):
            continue
        path = page.path.format(**made)
        response = client.get(path)
        for form in forms_of(response, path) if response.status_code == 200 else ():
            kind = resolve(urlsplit(form.action).path).url_name
            key = (form.method, kind, form.values.get("next"), frozenset(form.all_names))
            found.setdefault(key, form)
    return [form for form in found.values() if form.action != "/sign-out/"]


def assert_answered(response: HttpResponse, form: Form, payload: str) -> None:
    where = f"{form.method} {form.action} {payload[:30]!r}"
    assert response.status_code in (200, 400, 404, 409), f"{where}: {response.status_code}"
    assert "alert(1)</script>" not in body_of(response).decode(), where
    assert "7391482651" not in body_of(response).decode(), where
    assert_nothing_inline(response)


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS.keys())
@pytest.mark.parametrize("username", AUTHORS)
def test_nothing_typed_breaks_a_page(as_user, username, payload):
    client = as_user(username)
    forms = every_form(client, username, examples())
    texts = 0
    for form in forms:
        for names in (form.texts, form.all_names):
            with undone():
                response = form.send(client, form.filled(lambda name: payload, names))
                assert_answered(response, form, payload)
                assert "portal_user" in connection.introspection.table_names()
        texts += len(form.texts)
    assert texts >= 2


@pytest.mark.parametrize("username", AUTHORS)
def test_what_is_refused_is_given_back(as_user, username):
    """A page that refuses a form holds every text of it."""
    client = as_user(username)
    refused = 0
    for form in every_form(client, username, examples()):
        written = form.filled(
            lambda name: f"{name}: write to someone@example.com. " * 40, form.texts
        )
        with undone():
            response = form.send(client, written)
        if form.method == "get" or "There is a problem" not in body_of(response).decode():
            continue
        shown = shown_values(response)
        assert {n: shown.get(n, "").strip() for n in form.texts} == {
            n: written[n].strip() for n in form.texts
        }, form.action
        refused += 1
    assert refused


# --- a question of five megabytes ---


def test_a_question_of_five_megabytes_is_refused_and_kept(as_user):
    client = as_user("yj.worker")
    question = "What may I do? " * (5_000_000 // 15)
    form = {"topic": "A long one", "question": question, "next": "submit"}
    response = client.post("/consultations/new/", form)
    page = response.content.decode()
    assert response.status_code in (200, 400)
    assert "There is a problem" in page
    assert "Shorten your question" in page
    assert shown_values(response)["question"].strip() == question.strip()
    assert not Consultation.objects.filter(topic="A long one").exists()


# --- forms of yesterday ---


def test_a_clause_saved_by_somebody_else_shows_both_texts(as_user):
    made = examples()
    path = "/manage/drafts/{version}/clauses/{clause}/".format(**made)
    editor, admin = as_user("editor"), as_user("admin")
    [form] = [f for f in forms_of(editor.get(path), path) if "revision" in f.values]
    assert form.send(admin, form.values | {"body": "Theirs, saved first."}).status_code == 200
    late = form.send(editor, form.values | {"body": "Mine, saved second."})
    page = late.content.decode()
    assert late.status_code == 409
    assert "Theirs, saved first." in page
    assert shown_values(late)["body"] == "Mine, saved second."


def test_a_step_on_a_record_that_moved_on_keeps_the_words(as_user):
    made = examples()
    path = "/consultations/{record}/withdraw/".format(**made)
    worker, leader = as_user("yj.worker"), as_user("yj.leader")
    [form] = [f for f in forms_of(worker.get(path), path) if "text" in f.values]
    accept = "/consultations/{record}/accept/".format(**made)
    [step] = [f for f in forms_of(leader.get(accept), accept) if "revision" in f.values]
    assert step.send(leader, step.values).status_code == 200
    late = form.send(worker, form.values | {"text": "I found the answer myself."})
    page = late.content.decode()
    assert late.status_code == 409
    assert "moved on" in page
    assert "I found the answer myself." in page
    assert Consultation.objects.get(reference=made["record"]).state == "accepted"


def test_an_answer_to_a_question_that_is_not_open_leads_to_the_one_that_is(as_user):
    made = examples()
    path = "/guides/runs/{run}/q/no-such-question/".format(**made)
    response = as_user("yj.worker").post(path, {"answer": "yes"})
    assert response.status_code == 302
    assert response.url == "/guides/runs/{run}/".format(**made)


@pytest.mark.parametrize(
    "reference", ["C-1999-999999", "C-2026-1", "c-2026-000001", "1", "../manage", "%00", "C-" * 999]
)
def test_an_unknown_case_is_not_found_and_the_page_helps(as_user, reference):
    response = as_user("yj.leader").get(f"/consultations/{reference}/")
    assert response.status_code == 404
    assert "There is no such page for you" in response.content.decode()


# --- guides that are none ---


def real_guide() -> dict:
    path = ROOT / "fixtures/guides/worried-about-whereabouts.yaml"
    return yaml.safe_load(path.read_text())


def with_a_cycle(guide: dict) -> str:
    question = guide["questions"][0]
    question["options"][0]["to"] = question["key"]
    return "cycle"


def with_an_unreachable_question(guide: dict) -> str:
    lost = {
        "key": "lost",
        "text": "Lost?",
        "options": [{"key": "no", "label": "No", "to": "not-met"}],
    }
    guide["questions"].append(lost)
    return "reach"


def with_an_uncited_outcome(guide: dict) -> str:
    guide["outcomes"][0]["cites"] = []
    return guide["outcomes"][0]["key"]


def check(path) -> str:
    """What check_guides says about a file that it refuses."""
    said = StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("check_guides", str(path), stdout=said)
    return f"{said.getvalue()}{refusal.value}"


@pytest.mark.parametrize(
    "break_it", [with_a_cycle, with_an_unreachable_question, with_an_uncited_outcome]
)
def test_a_broken_guide_is_refused_by_name(tmp_path, break_it):
    guide = real_guide()
    about = break_it(guide)
    path = tmp_path / "guide.yaml"
    path.write_text(yaml.safe_dump(guide))
    assert about in check(path)


@pytest.mark.parametrize(
    "garbage",
    [b"", b"\x00\xff\xfe", b"{{{", b"- 1\n- 2", b"a: &a [*a]", b"slug: [", b"x" * 100_000],
)
def test_garbage_is_refused_in_words(tmp_path, garbage):
    path = tmp_path / "guide.yaml"
    path.write_bytes(garbage)
    said = check(path)
    assert "Traceback" not in said
    assert "guide.yaml" in said


def test_the_real_guides_pass():
    said = StringIO()
    call_command("check_guides", *map(str, (ROOT / "fixtures/guides").glob("*.yaml")), stdout=said)
    assert said.getvalue().count(": ok") == len(list((ROOT / "fixtures/guides").glob("*.yaml")))
