"""Whatever is flagged can be mended in the browser: nobody needs a developer to clear the page."""

import re

import pytest
from bs4 import Tag

from policies.drafting.reading.flags import flagged
from policies.guides.models import GuideDraft
from policies.library.models import Citation, Clause, ClauseSuccession, Definition
from policies.matters.models import MatterCell
from policies.tasks.models import RoleTask
from tests.support.citing import cited, fields, save, split
from tests.support.desk import amend
from tests.support.html import links, page, words

pytestmark = pytest.mark.django_db

FLAGS = "/manage/flags/"
CONTACT = "/manage/contacts/web-design-services/clauses/"


@pytest.fixture
def desk(as_user):
    return as_user("editor")


@pytest.fixture
def approver(as_user):
    return as_user("approver")


def entries(client) -> list[Tag]:
    """Everything flagged, page by page."""
    found, number = [], 1
    while True:
        main = page(client.get(FLAGS, {"page": number}))
        found += main.select(".both > .link-list > li")
        if f"?page={number + 1}" not in str(main):
            return found
        number += 1


def kinds() -> set[str]:
    return set(flagged().order_by().values_list("source_type__model", flat=True))


def mend_guide(desk, approver, url: str) -> None:
    """A new version of the guide whose outcomes cite what took the place of clauses that are gone."""
    desk.post(f"{url}start/")
    draft = GuideDraft.objects.get(slug=url.split("/")[3])
    at, text = f"/manage/guides/drafts/{draft.pk}/", draft.text
    for row in ClauseSuccession.objects.filter(successor__isnull=False).order_by("-pk"):
        text = re.sub(rf"\b{row.clause.short_id}\b", row.successor.short_id, text)
    desk.post(at, {"revision": draft.revision, "text": text})
    desk.post(f"{at}submit/", {"note": "On the clauses of today."})
    main = page(approver.get(f"{at}changes/"))
    seen = main.find("input", {"name": "seen"})["value"]
    boxes = [box["value"] for box in main.find_all("input", {"name": "sign"})]
    approver.post(f"{at}sign/", {"seen": seen, "sign": boxes})
    approver.post(f"{at}publish/", {"seen": seen})


def test_every_flag_offers_a_way_out_and_is_cleared_by_it(desk, approver):
    """yj-073 is cited by outcomes, contacts, a task and cells, yj-008 by a definition."""
    split("yj-073", "yj-008")
    assert kinds() == {"guideversion", "contact", "roletask", "mattercell", "definition"}
    for entry in entries(desk):
        mend = [url for url in links(entry) if url.startswith("/manage/")]
        moves = entry.select("form[action*='/move/']")
        assert mend and desk.get(mend[0]).status_code == 200, entry.text
        assert bool(moves) is not mend[0].startswith("/manage/guides/")
    while moves := [form for entry in entries(desk) for form in entry.find_all("form")]:
        chosen = [box["value"] for box in moves[0].find_all("input", {"name": "words"})]
        sent = {"words": chosen[:1], "note": "The first says it."}
        assert "Moved: " in words(desk.post(moves[0]["action"], sent, follow=True).content.decode())
    guides = {url for entry in entries(desk) for url in links(entry) if "/guides/" in url}
    for url in {url for url in guides if url.startswith("/manage/")}:
        mend_guide(desk, approver, url)
    assert "No flags" in words(desk.get(FLAGS))
    assert not Citation.objects.suspect().exclude(source_type__model="consultation").exists()


def uncited() -> str:
    """A clause on which nothing relies, with none under it."""
    free = Clause.objects.filter(policy__code="yj-social-media", versions__children=None)
    return free.filter(citations=None, definitions=None, role_tasks=None).last().short_id


@pytest.fixture
def addresses():
    """Where a definition, a standing task and a cell are edited."""
    definition = Definition.objects.get(clause__short_id="yj-065")
    task = RoleTask.objects.filter(job_role__key="yj-case-manager").first()
    cell = MatterCell.objects.get(matter__slug="disclaimer", policy_set__code="YJ")
    return {
        "definition": f"/manage/definitions/{definition.pk}/",
        "task": f"/manage/roles/yj-case-manager/tasks/{task.pk}/",
        "cell": f"/manage/matters/disclaimer/{cell.pk}/",
        "contact": CONTACT,
    }


def test_where_nothing_took_the_place_of_a_clause(desk, addresses):
    """Each is first rested on a clause through its form; the clause is retired; each is mended."""
    clause = uncited()
    for url in addresses.values():
        assert save(desk, url, clauses=clause).status_code == 200
    amend({}, without=[clause])
    assert kinds() == {"contact", "roletask", "mattercell", "definition"}
    assert {url for entry in entries(desk) for url in links(entry)} >= set(addresses.values())
    assert "Why it went: Said twice." in words(desk.get(addresses["task"]))

    save(desk, addresses["contact"], clauses="")
    save(desk, addresses["cell"], clauses="yj-046")
    save(desk, addresses["definition"], clauses="https://portal.example/c/YJ-065/")
    gone = desk.get(addresses["task"])
    revision = page(gone).find("input", {"name": "revision"})["value"]
    desk.post(f"{addresses['task']}remove/", {"revision": revision})
    assert "No flags" in words(desk.get(FLAGS))
    assert desk.get(addresses["task"]).status_code == 404


def test_what_its_own_form_leaves_on_a_clause_that_is_gone_stays_flagged(desk, addresses):
    clause = uncited()
    save(desk, addresses["definition"], clauses=clause)
    amend({}, without=[clause])
    response = save(desk, addresses["definition"], meaning="Said in other words.")
    assert response.status_code == 200
    assert "No longer in force." in words(response)
    assert kinds() == {"definition"}


class TestSavingReadsAgain:
    @pytest.fixture(autouse=True)
    def changed(self, db):
        amend({"yj-046": "Say whose view it is."})

    def test_the_page_shows_both_and_saving_clears_the_flag(self, desk, addresses):
        text = words(desk.get(addresses["cell"]))
        assert "Its words changed." in text
        assert "Say whose view it is." in text
        response = save(desk, addresses["cell"])
        assert "Still holds in the new words of: “yj-046”" in words(response)
        cell = MatterCell.objects.get(matter__slug="disclaimer", policy_set__code="YJ")
        assert not Citation.objects.of(cell).suspect().exists()
        confirmed = Citation.objects.of(cell).get(clause__short_id="yj-046").confirmations.get()
        assert confirmed.by.username == "editor"
        assert confirmed.new.text == "Say whose view it is."

    def test_words_that_nobody_read_are_not_pinned(self, desk, addresses):
        sent = fields(desk.get(addresses["cell"]))
        amend({"yj-046": "Say that it is yours."})
        late = desk.post(addresses["cell"], sent | {"says": "Typed for an hour."})
        assert late.status_code == 400
        assert "The words of yj-046 have changed since you opened this page" in words(late)
        assert "Typed for an hour." in late.content.decode()
        assert "mattercell" in kinds()
        again = desk.post(addresses["cell"], fields(late), follow=True)
        assert "is saved" in again.content.decode()
        assert "mattercell" not in kinds()


def test_a_clause_dropped_is_taken_up_again(desk, addresses):
    cell = MatterCell.objects.get(matter__slug="disclaimer", policy_set__code="YJ")
    before = cited(cell)
    save(desk, addresses["cell"], clauses="yj-045")
    assert cited(cell) == ["yj-045"]
    save(desk, addresses["cell"], clauses="\n".join(before))
    assert cited(cell) == sorted(before)
