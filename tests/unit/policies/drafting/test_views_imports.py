"""The pages of an import: what they show, what they keep of what was typed, what they cost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from policies.drafting import actions
from policies.drafting.models import PolicyImport
from policies.library.models import Policy
from tests.factories import publish_policy
from tests.support.papers import archive

pytestmark = pytest.mark.django_db
BUDGET = 10
TEXT = "Rules\n\nStaff must ask first.\n\n- 3 -\n\nStaff should keep <a> record.\n\n- 4 -\n"


@pytest.fixture
def policy() -> Policy:
    return publish_policy("plain", clauses=2)


@pytest.fixture
def client(as_user):
    return as_user("editor")


@pytest.fixture
def brought(editor, policy) -> PolicyImport:
    return actions.start_import(by=editor, policy=policy, file_name="a.txt", data=TEXT.encode())


def upload(client, data: bytes, name: str = "a.txt"):
    file = SimpleUploadedFile(name, data)
    return client.post(reverse("import_start", args=["plain"]), {"file": file})


def page(client, name: str, *args) -> str:
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return response.content.decode()


def test_from_upload_to_draft(client, policy):
    answer = upload(client, TEXT.encode())
    brought = PolicyImport.objects.get()
    assert answer.url == brought.get_absolute_url()
    assert "Make the draft</button>" not in page(client, "import_detail", brought.pk)

    part = reverse("import_part", args=[brought.pk, 1])
    shown = client.get(part)
    form = shown.context["form"]
    values = {name: form[name].value() for name in form.fields if not name.startswith("sure-")}
    client.post(part, {**values, "strength-1.2": "advised", "do": "everything"})

    brought.refresh_from_db()
    for short_id, how in (("plain-1", "matched"), ("plain-2", "retired")):
        answer = client.post(
            reverse("import_clause", args=[brought.pk, short_id]),
            {"revision": brought.revision, "how": how, "others": "1.1", "reason": "Old."},
        )
        assert answer.status_code == 302
        brought.refresh_from_db()
    assert "Make the draft</button>" in page(client, "import_detail", brought.pk)

    answer = client.post(
        reverse("import_draft", args=[brought.pk]), {"revision": brought.revision}, follow=True
    )
    text = answer.content.decode()
    assert "The draft is made." in text
    draft = policy.versions.get(number=2)
    assert draft.clauses.get(clause__short_id="plain-1").text == "Staff must ask first."
    assert draft.clauses.get(text__contains="record").strength == "advised"


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "a.txt", "This file is empty"),
        (archive({}), "a.docx", "without a Word document"),
        (b"%PDF-", "a.pdf", "This is a PDF"),
        (b"a" * (20 * 1024 * 1024 + 1), "a.txt", "20 MB is the most"),
    ],
)
def test_a_file_that_will_not_do_is_refused_at_its_field(client, policy, data, name, reason):
    answer = upload(client, data, name)
    assert answer.status_code == 400
    assert reason in answer.content.decode()
    assert 'href="#id_file"' in answer.content.decode()
    assert not PolicyImport.objects.exists()


def test_a_form_without_a_file(client, policy):
    answer = client.post(reverse("import_start", args=["plain"]))
    assert answer.status_code == 400
    assert "Choose the file that holds the text." in answer.content.decode()


def test_the_source_stands_beside_the_clauses_with_what_was_left_out(client, brought):
    text = page(client, "import_part", brought.pk, 1)
    assert text.count("Staff should keep &lt;a&gt; record.") == 2
    assert "Left out: a page number." in text
    assert "Goes on as" not in text
    report = page(client, "import_report", brought.pk)
    assert "Clause 1.2" in report
    assert report.count("Left out: a page number") == 2


def test_all_that_nothing_is_like_is_retired_for_one_reason(client, brought):
    address = reverse("import_retire", args=[brought.pk])
    answer = client.post(address, {"revision": brought.revision, "reason": " "})
    assert answer.status_code == 400
    assert "Say why these clauses end" in answer.content.decode()
    client.post(address, {"revision": brought.revision, "reason": "A new text."})
    assert "Each of them is settled." in page(client, "import_detail", brought.pk)


def test_a_clause_page_asks_for_what_is_missing_and_keeps_what_was_typed(client, brought):
    address = reverse("import_clause", args=[brought.pk, "plain-1"])
    values = {"revision": brought.revision, "how": "split", "others": "1.1, x", "reason": "Two."}
    text = client.post(address, values).content.decode()
    assert "“x” is no place" in text
    assert 'value="1.1, x"' in text
    assert "Two.</textarea>" in text
    answer = client.post(address, values | {"others": "9.9", "how": "matched"})
    assert answer.status_code == 409
    assert "no clause 9.9" in answer.content.decode()


def test_the_second_of_two_editors_loses_nothing(client, brought, admin):
    part = reverse("import_part", args=[brought.pk, 1])
    form = client.get(part).context["form"]
    values = {name: form[name].value() for name in form.fields if not name.startswith("sure-")}
    actions.match_again(by=admin, brought=brought)
    answer = client.post(part, {**values, "words-1.1": "must first", "do": "save"})
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Somebody else worked on this import" in text
    assert 'value="must first"' in text
    again = answer.context["form"]
    sent = {name: again[name].value() for name in again.fields if not name.startswith("sure-")}
    assert client.post(part, {**sent, "do": "save"}).status_code == 302
    brought.refresh_from_db()
    assert brought.choices["clauses"]["1.1"]["strength_words"] == "must first"


def test_a_draft_in_the_way_is_named(client, brought, editor, policy):
    draft = actions.start_draft(by=editor, policy=policy)
    retire = reverse("import_retire", args=[brought.pk])
    client.post(retire, {"revision": brought.revision, "reason": "A new text."})
    brought.refresh_from_db()
    part = reverse("import_part", args=[brought.pk, 1])
    form = client.get(part).context["form"]
    values = {name: form[name].value() for name in form.fields if not name.startswith("sure-")}
    client.post(part, {**values, "do": "everything"})
    brought.refresh_from_db()
    answer = client.post(reverse("import_draft", args=[brought.pk]), {"revision": brought.revision})
    assert answer.status_code == 409
    assert reverse("draft_detail", args=[draft.pk]) in answer.content.decode()


def test_a_file_that_is_being_read_says_how_far_it_is(client, brought):
    PolicyImport.objects.filter(pk=brought.pk).update(
        state="waiting", done=40, revision=brought.revision + 1
    )
    text = page(client, "import_detail", brought.pk)
    assert "40 per cent" in text
    assert '<meta http-equiv="refresh" content="5">' in text
    for name in ("import_part", "import_clause"):
        argument = 1 if name == "import_part" else "plain-1"
        assert client.get(reverse(name, args=[brought.pk, argument])).status_code == 302


def test_discarding_asks_first(client, brought):
    address = reverse("import_discard", args=[brought.pk])
    assert "Discard this import?" in client.get(address).content.decode()
    client.post(address)
    brought.refresh_from_db()
    assert brought.state == "discarded"
    assert "Nothing of it was kept." in page(client, "import_detail", brought.pk)
    assert client.post(address).status_code == 409


def test_what_is_not_there(client, brought):
    assert client.get(reverse("import_part", args=[brought.pk, 99])).status_code == 404
    assert client.get(reverse("import_clause", args=[brought.pk, "yj-069"])).status_code == 404
    assert client.get(reverse("import_start", args=["none"])).status_code == 404


def test_the_policys_page_leads_to_its_open_imports(client, brought):
    text = page(client, "desk_policy", "plain")
    assert brought.get_absolute_url() in text
    assert reverse("import_start", args=["plain"]) in text


@pytest.mark.parametrize(
    "name", ["import_start", "import_detail", "import_part", "import_clause", "import_report"]
)
def test_what_a_page_costs_does_not_grow(client, brought, django_assert_max_num_queries, name):
    argument = {"import_start": ["plain"], "import_part": [brought.pk, 1]}
    argument["import_clause"] = [brought.pk, "plain-1"]
    with django_assert_max_num_queries(BUDGET):
        page(client, name, *argument.get(name, [brought.pk]))
