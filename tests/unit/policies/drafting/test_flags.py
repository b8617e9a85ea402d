"""The re-confirm queue: whose flags they are, where to mend them, and that they come with the text."""

import threading

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from policies.directory.models import Contact
from policies.drafting import actions
from policies.drafting.presenters.flags import mend_url
from policies.drafting.reading.flags import flagged, keepers
from policies.guides.models import Guide
from policies.library.actions import cite
from policies.library.models import Citation
from policies.roles.models import Appointment, JobRole
from tests.support import desk as desk_of


@pytest.fixture
def owner(version_1) -> JobRole:
    """The advisor keeps the guides that rest on yj-069."""
    role = JobRole.objects.get(key="yj-senior-practice-advisor")
    cited = Citation.objects.live().filter(
        clause__short_id="yj-069", source_type__model="guideversion"
    )
    Guide.objects.filter(versions__in=cited.values("source_id")).update(owner=role)
    return role


@pytest.fixture
def contact(version_1, words) -> Contact:
    """A contact of the team leaders, named by yj-069."""
    contact = Contact.objects.get(key="yj-team-leader")
    cite(
        thing=contact,
        part="",
        label=contact.name,
        url=f"/contacts/{contact.key}/",
        clause_versions=[words(version_1, "yj-069")],
    )
    return contact


class TestWhose:
    def test_a_guide_is_its_owners_and_a_contact_its_job_roles(self, owner, contact, published):
        by_kind = {c.source_type.model: c.keeper for c in flagged()}
        assert by_kind["guideversion"] == owner.pk
        assert by_kind["contact"] == contact.job_role_id
        assert by_kind["mattercell"] is None

    def test_each_is_counted_once(self, owner, contact, published):
        found = keepers()
        assert sum(keeper.flags for keeper in found) == flagged().count()
        assert found[-1].job_role is None
        assert {k.job_role for k in found[:-1]} == {owner, contact.job_role}

    def test_the_queue_names_the_owner_and_shows_only_theirs(self, owner, contact, published, desk):
        text = desk.get(reverse("flag_list")).content.decode()
        assert f"owner: {owner.title}" in text
        assert "without an owner" in text
        theirs = desk.get(reverse("flag_list"), {"of": owner.key})
        assert {c.keeper for c in theirs.context["page"]} == {owner.pk}
        nobodys = desk.get(reverse("flag_list"), {"of": "nobody"})
        assert {c.keeper for c in nobodys.context["page"]} == {None}
        assert not desk.get(reverse("flag_list"), {"of": "no-such-role"}).context["page"]

    def test_an_editor_who_is_the_owner_has_them_as_their_own(
        self, owner, published, as_user, person
    ):
        advisor = person("yj.advisor")
        advisor.access_roles = ["staff", "editor"]
        advisor.save()
        assert Appointment.objects.held_by(advisor).job_role == owner
        page = as_user("yj.advisor").get(reverse("flag_list"))
        assert ("yj-senior-practice-advisor", f"Mine ({self.number(owner)})") in page.context[
            "filters"
        ]

    def number(self, owner: JobRole) -> int:
        return flagged().filter(keeper=owner.pk).count()

    def test_confirming_keeps_the_choice(self, owner, published, desk):
        citation = flagged().filter(keeper=owner.pk).first()
        address = reverse("flag_confirm", args=[citation.pk])
        answer = desk.post(f"{address}?of={owner.key}&page=1", {"new": citation.current_id})
        assert answer["Location"] == f"{reverse('flag_list')}?of={owner.key}&page=1"


class TestMending:
    def test_a_contact_is_mended_where_it_is_edited(self, contact, published, desk):
        text = desk.get(reverse("flag_list")).content.decode()
        assert f'href="/manage/contacts/{contact.key}/clauses/"' in text

    def test_what_is_edited_nowhere_has_no_link(self, db):
        kind = ContentType.objects.get_for_model(Contact)
        assert mend_url(Citation(source_type=kind, url="/c/yj-069/")) == ""
        assert mend_url(Citation(source_type=kind, url="")) == ""

    def test_a_clause_out_of_force_names_what_took_its_place(
        self, editor, approver, draft, words, desk
    ):
        actions.remove_clause(
            by=editor,
            clause_version=words(draft, "yj-069"),
            revision=words(draft, "yj-069").revision,
            successors=[words(draft, "yj-070")],
            reason="The two said the same.",
        )
        actions.submit(by=editor, version=draft, note="Out", change_class="material")
        actions.approve(by=approver, version=draft)
        actions.publish(by=approver, version=draft, effective_from=timezone.localdate())
        text = desk.get(reverse("flag_list")).content.decode()
        assert f'Read <a href="{reverse("clause_detail", args=["yj-070"])}">clause yj-070' in text
        assert "The two said the same." in text


def test_text_and_flags_come_in_one_transaction(committed):
    """Another connection sees neither before the commit, and both after it."""
    version = desk_of.draft()
    desk_of.write(version, "yj-069", body_markdown="Never through an account of your own.")

    def seen() -> tuple[bool, bool]:
        found: list[tuple[bool, bool]] = []

        def look() -> None:
            in_force = version.policy.versions.in_force().filter(pk=version.pk)
            found.append((in_force.exists(), flagged().exists()))
            connection.close()

        other = threading.Thread(target=look)
        other.start()
        other.join()
        return found[0]

    with transaction.atomic():
        desk_of.publish(version)
        assert flagged().exists()
        assert seen() == (False, False)
    assert seen() == (True, True)
