"""Types edited at the desk: who may, what is kept, who loses nothing."""

import pytest
from django.http import HttpResponse
from django.test import Client

from policies.consultations import actions, typedesk
from policies.consultations.transitions import NotYours
from policies.roles.models import JobRole
from portal.models import AuditEvent
from tests.support.forms import shown_values
from tests.unit.policies.consultations.kinds import kind_of, raised
from tests.unit.policies.consultations.records import text_of, user

pytestmark = pytest.mark.django_db

LIST = "/manage/consultation-types/"
PATH = f"{LIST}departmental-site/"


def as_shown(client: Client) -> dict[str, object]:
    """The form as the page shows it."""
    page = client.get(PATH)
    sets = [str(pk) for pk in kind_of("departmental-site").policy_sets.values_list("pk", flat=True)]
    shown: dict[str, object] = dict(shown_values(page))
    for name, value in typedesk.filled(kind_of("departmental-site")).items():
        if value is False:
            shown.pop(name, None)
    for n in range(6):
        shown.pop(f"l-{n}-agreement", None)
    asked = kind_of("departmental-site").asks
    for n in range(len(asked) + 1):
        if not (n < len(asked) and asked[n].get("required")):
            shown.pop(f"a-{n}-required", None)
    return shown | {"policy_sets": sets, "next": "save"}


def save(client: Client, **over: object) -> HttpResponse:
    return client.post(PATH, as_shown(client) | over, follow=True)


def test_saved_as_shown_nothing_changes(as_user):
    before = actions.as_it_stands(kind_of("departmental-site"))
    assert "is saved" in text_of(save(as_user("editor")))
    assert actions.as_it_stands(kind_of("departmental-site")) == before


def test_what_was_and_what_is_stands_in_the_history(as_user):
    client = as_user("editor")
    save(client, working_days="3", evidence="A plan\nA budget")
    kind = kind_of("departmental-site")
    assert (kind.working_days, kind.evidence) == (3, ["A plan", "A budget"])
    event = AuditEvent.objects.get(action="consultation-type.change")
    assert event.data["changed"] == {
        "working_days": [10, 3],
        "evidence": [[], ["A plan", "A budget"]],
    }
    words = text_of(client.get(PATH))
    assert "Grace Kim" in words
    assert "Working days: 10 3" in words


def test_a_new_question_is_asked_from_then_on(as_user):
    desk = as_user("editor")
    new = {"a-4-label": "Who pays?", "a-4-kind": "choice", "a-4-options": "We do | Budget\nThey do"}
    save(desk, **new)
    assert kind_of("departmental-site").asks[4] == {
        "key": "who-pays",
        "label": "Who pays?",
        "kind": "choice",
        "options": [
            {"key": "we-do", "label": "We do", "evidence": "Budget"},
            {"key": "they-do", "label": "They do"},
        ],
    }
    page = text_of(as_user("dhs.employee").get("/consultations/new/?type=departmental-site"))
    assert "Who pays (optional)" in page
    assert "Needed where you answer: Who pays? We do" in page


def test_a_question_is_taken_out_and_the_others_keep_their_keys(as_user):
    save(as_user("editor"), **{"a-0-label": "", "a-2-label": "May the public comment?"})
    asked = kind_of("departmental-site").asks
    assert [one["key"] for one in asked] == ["owner", "comments", "starts"]
    assert asked[1]["options"][0] == {"key": "yes", "label": "Yes", "evidence": "Moderation policy"}


def test_the_route_is_followed_at_once(as_user):
    media = JobRole.objects.get(key="dhs-media-officer")
    save(as_user("editor"), **{"l-0-role": str(media.pk)})
    assert raised("departmental-site", "dhs.employee").assigned_to == user("dhs.media")


@pytest.mark.parametrize(
    ("over", "problem"),
    [
        ({"title": ""}, "Write what the type is called."),
        ({"cites": "dhs-079\nno-such"}, "No clause “no-such” is in force"),
        ({"also_tell": "nobody"}, "There is no contact “nobody”"),
        ({"a-4-label": "Which?", "a-4-kind": "choice"}, "between two and 12 answers"),
        ({"a-4-label": "Which site, page or account?", "a-4-kind": "text"}, "keys"),
        ({"working_days": "0"}, "greater than or equal to 1"),
        ({"policy_sets": []}, "Choose at least one policy set."),
    ],
)
def test_what_no_form_could_show_is_refused_and_kept(as_user, over, problem):
    client = as_user("editor")
    before = actions.as_it_stands(kind_of("departmental-site"))
    if problem == "keys":
        over = {"a-4-label": "site", "a-4-kind": "text"}
        problem = "is asked for twice"
    page = save(client, **over)
    assert page.status_code == 400
    assert problem in text_of(page)
    assert actions.as_it_stands(kind_of("departmental-site")) == before


def test_the_second_writer_gets_both_texts(as_user):
    first, second = as_user("editor"), as_user("admin")
    mine = as_shown(second) | {"title": "My title"}
    save(first, title="Their title")
    page = second.post(PATH, mine)
    assert page.status_code == 409
    assert "Somebody else has saved this type" in text_of(page)
    assert "Their title" in text_of(page)
    values = shown_values(page)
    assert values["title"] == "My title"
    second.post(PATH, mine | {"revision": values["revision"]})
    assert kind_of("departmental-site").title == "My title"


def test_another_row_saves_nothing(as_user):
    client = as_user("editor")
    page = client.post(PATH, as_shown(client) | {"title": "Typed", "next": "more"})
    values = shown_values(page)
    assert (values["title"], "a-5-label" in values) == ("Typed", True)
    assert kind_of("departmental-site").title != "Typed"


@pytest.mark.parametrize("username", ["yj.leader", "approver", "records", "dhs.director"])
def test_it_is_the_desks_alone(as_user, username):
    client = as_user(username)
    assert [client.get(path).status_code for path in (LIST, PATH)] == [404, 404]
    with pytest.raises(NotYours):
        actions.change_type(
            by=user(username),
            kind=kind_of("departmental-site"),
            revision=1,
            values={},
            policy_sets=[],
            route=[],
        )
