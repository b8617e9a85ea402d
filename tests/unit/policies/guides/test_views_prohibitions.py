"""The desk's pages about prohibitions, and the command that says the same."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from policies.guides.models import ProhibitionWaiver
from tests.support.html import links, page, under, words
from tests.support.queries import BUDGET, queries_of
from tests.unit.policies.guides.forbidding import LONELY, allow, forbid, words_of

pytestmark = pytest.mark.django_db
LIST = "/manage/prohibitions/"
ONE = f"{LIST}{LONELY}/"
WHY = "No worker comes near it."


@pytest.fixture
def approver(as_user):
    return as_user("approver")


def waive(client, words_: str | None = None, reason: str = WHY, address: str = ONE):
    words_ = words_of() if words_ is None else words_
    return client.post(address, {"words": words_, "reason": reason}, follow=True)


def row(response, short_id: str = LONELY) -> str:
    return words(page(response).find(id=short_id).parent)


class TestTheList:
    def test_everything_is_reached_and_says_by_what(self, as_user):
        response = as_user("editor").get(LIST)
        assert "94 of 94 reached or waived" in words(response)
        assert "Not reached No guide" not in words(response)
        shown = page(response).find(id="yj-069").parent
        assert "Reached by" in words(shown)
        assert "/guides/friend-request/" in links(shown)
        assert "Do not accept the request, and do not answer it." in words(shown)

    def test_it_is_on_the_way_from_the_desk(self, as_user):
        assert LIST in links(as_user("editor").get("/manage/"))
        assert LIST in links(as_user("approver").get("/manage/"))

    def test_what_is_not_reached_comes_first_and_an_approver_may_waive_it(self, as_user, approver):
        forbid()
        for client in (as_user("editor"), approver):
            response = client.get(LIST)
            assert "94 of 95 reached or waived" in words(response)
            first = page(response).find("article", class_="clause")
            assert first["id"] == LONELY
            assert "Not reached No guide leads to it." in row(response)
        assert ONE in links(approver.get(LIST))
        assert ONE not in links(as_user("editor").get(LIST))

    def test_a_waiver_with_who_signed_and_why(self, approver, as_user, person):
        forbid()
        waive(approver)
        said = row(as_user("editor").get(LIST))
        assert f"Waived by {person('approver').name} on" in said
        assert WHY in said
        assert "Take back" not in said
        assert "Take back" in row(approver.get(LIST))

    def test_a_waiver_of_other_words(self, approver):
        forbid()
        waive(approver)
        forbid(body="You must not juggle knives.")
        said = row(approver.get(LIST))
        assert "Waived for other words by" in said
        assert "Not reached" in said

    def test_a_waiver_of_what_forbids_nothing_any_more(self, approver):
        forbid()
        waive(approver)
        allow()
        heading = "Waivers of what forbids nothing any more"
        assert LONELY in under(page(approver.get(LIST)), heading)
        approver.post(f"{ONE}take-back/")
        assert heading not in words(approver.get(LIST))

    def test_it_keeps_its_budget(self, approver):
        forbid()
        waive(approver)
        assert len(queries_of(approver, LIST)) <= BUDGET


class TestWaiving:
    def test_it_shows_the_words_and_says_that_it_is_done(self, approver):
        forbid()
        assert "You must not juggle." in words(approver.get(ONE))
        response = waive(approver)
        assert response.redirect_chain == [(f"{LIST}#{LONELY}", 302)]
        assert f"Waived and signed: {LONELY}." in response.content.decode()
        assert "95 of 95 reached or waived" in words(response)

    def test_without_a_reason_it_says_what_to_do(self, approver):
        forbid()
        response = waive(approver, reason=" ")
        assert response.status_code == 400
        problem = page(response).find(class_="problem")
        assert "Say why no guide needs to lead to this clause." in words(problem)
        assert links(problem) == ["#id_reason"]
        assert not ProhibitionWaiver.objects.exists()

    @pytest.mark.parametrize(
        ("reason", "said"), [("x" * 2001, "Shorten the reason"), (WHY, "other words")]
    )
    def test_what_was_typed_is_kept(self, approver, reason, said):
        forbid()
        response = waive(approver, words_="0" * 64, reason=reason)
        assert response.status_code == 409
        main = page(response)
        assert said in words(main.find(class_="problem"))
        assert words(main.find("textarea")) == reason
        again = main.find("input", {"name": "words"})["value"]
        if reason == WHY:
            assert waive(approver, words_=again).status_code == 200
            assert ProhibitionWaiver.objects.get().reason == WHY

    def test_what_a_guide_leads_to_has_no_form(self, approver):
        response = approver.get(f"{LIST}yj-069/")
        assert "it needs no waiver" in words(response)
        assert page(response).find("textarea") is None

    def test_what_is_waived_has_no_form_but_the_way_back(self, approver):
        forbid()
        waive(approver)
        main = page(approver.get(ONE))
        assert main.find("textarea") is None
        assert main.find("form")["action"] == f"{ONE}take-back/"

    @pytest.mark.parametrize("short_id", ["yj-092", "no-such-clause"])
    def test_what_forbids_nothing_has_no_page(self, approver, short_id):
        assert approver.get(f"{LIST}{short_id}/").status_code == 404

    def test_it_is_taken_back_once(self, approver):
        forbid()
        waive(approver)
        response = approver.post(f"{ONE}take-back/", follow=True)
        assert f"The waiver of {LONELY} is taken back." in response.content.decode()
        assert "Not reached" in row(response)
        again = approver.post(f"{ONE}take-back/")
        assert again.status_code == 409
        assert "No waiver stands for this clause" in words(again)

    def test_an_editor_only_reads(self, as_user):
        forbid()
        editor = as_user("editor")
        assert editor.get(ONE).status_code == 404
        assert waive(editor).status_code == 404
        assert editor.post(f"{ONE}take-back/").status_code == 404


def printed(*args: str, **options: object) -> str:
    out = StringIO()
    call_command("prohibitions", *args, stdout=out, **options)
    return out.getvalue()


class TestTheCommand:
    def test_it_names_what_reaches_each(self):
        lines = printed().splitlines()
        assert lines[0] == "94 of 94 reached or waived"
        assert "yj-social-media: 11 of 11" in lines
        [line] = [line for line in lines if line.startswith("  yj-069: ")]
        assert "friend-request/do-not-accept" in line

    def test_it_fails_where_one_is_not_reached_and_names_it_first(self):
        forbid()
        out = StringIO()
        with pytest.raises(CommandError, match="neither reached nor waived"):
            call_command("prohibitions", stdout=out)
        assert out.getvalue().splitlines()[:3] == [
            "94 of 95 reached or waived",
            "yj-social-media: 11 of 12",
            f"  {LONELY}: not reached",
        ]

    def test_it_says_who_waived_and_for_which_words(self, approver, person):
        forbid()
        waive(approver)
        assert f"  {LONELY}: waived by {person('approver').name} on" in printed()
        forbid(body="You must not juggle knives.")
        out = StringIO()
        with pytest.raises(CommandError):
            call_command("prohibitions", stdout=out)
        assert f"  {LONELY}: not reached, waived for other words" in out.getvalue()
        allow()
        assert f"{LONELY}: waived, but forbids nothing any more" in printed()

    def test_one_policy_as_json(self, approver, person):
        forbid()
        waive(approver)
        report = json.loads(printed(policy="yj-social-media", json=True))
        assert (report["ok"], report["prohibitions"], report["reached"]) == (True, 12, 11)
        assert (report["waived"], report["not_reached"]) == (1, [])
        [row_] = [each for each in report["rows"] if each["clause"] == LONELY]
        assert (row_["state"], row_["waiver"]["reason"]) == ("waived", WHY)
        assert row_["waiver"]["signed_by"] == "approver"
        assert {each["policy"] for each in report["rows"]} == {"yj-social-media"}

    def test_an_unknown_policy_is_named(self):
        with pytest.raises(CommandError, match="There is no policy nope: name one of dhs-social"):
            printed(policy="nope")
