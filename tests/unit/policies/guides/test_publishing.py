"""What a version needs before it goes live, beyond passing the gate."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from policies.guides.actions import NotSigned, publish
from policies.guides.models import GuideSignature, GuideVersion
from policies.library.models import Citation
from policies.search.actions import seal, set_words
from tests.support.guides import publish_guide, say_more
from tests.unit.policies.guides.published import D04, definition, live, only_for

pytestmark = pytest.mark.django_db


def reworded(slug: str = D04) -> dict:
    changed = definition(slug)
    say_more(changed)
    return changed


class TestSigning:
    def test_a_changed_outcome_is_not_published_unsigned(self, person):
        before = live()
        with pytest.raises(NotSigned, match="Ask if you are not sure") as refused:
            publish(by=person("approver"), definition=reworded())
        assert live() == before
        assert {item.kind for item in refused.value.missing} == {"changed"}
        assert f"and {len(refused.value.missing) - 10} more" in str(refused.value)

    def test_a_finding_is_signed_for_even_in_a_new_guide(self):
        left = definition("publish-official-post") | {"slug": "anew", "topic": "images"}
        with pytest.raises(NotSigned, match="'yj-037'") as refused:
            publish(by=None, definition=left)
        assert {item.kind for item in refused.value.missing} == {"weighed"}

    def test_a_question_with_other_words_is_signed_for(self):
        changed = definition()
        changed["questions"][0]["text"] = "What else?"
        with pytest.raises(NotSigned, match=r"and now says 'What else\?'"):
            publish(by=None, definition=changed)

    def test_a_file_of_the_house_keeps_what_was_to_be_signed(self):
        version = publish(by=None, definition=reworded(), reviewed_as_file=True)
        kept = version.report["reviewed_as_file"]
        assert {item["kind"] for item in kept} == {"changed"}
        assert len(kept) == version.report["changed"]["groups"] > 5
        assert not GuideSignature.objects.exists()

    def test_signatures_for_another_text_do_not_count(self, person):
        publish_guide(D04)
        again = reworded()
        with pytest.raises(NotSigned):
            publish(by=person("approver"), definition=again)

    def test_going_back_and_forth_is_signed_each_time(self, person):
        first = definition()
        second = publish_guide(D04).definition
        publish(by=None, definition=first, reviewed_as_file=True)
        with pytest.raises(NotSigned):
            publish(by=person("approver"), definition=second)

    def test_what_changes_no_path_needs_no_signature(self):
        version = publish(by=None, definition=definition() | {"title": "Anew"})
        assert version.report["changed"] == {
            "paths": live().report["paths"],
            "changed": 0,
            "groups": 0,
            "not_compared": [],
        }


class TestWordsPeopleSay:
    def test_what_owners_added_and_took_stays_so(self, person):
        guide = live("friend-request").guide
        words = [word for word in guide.people_say.split("\n") if word != "snapchat"] + ["besties"]
        set_words(by=person("editor"), thing=guide, seen=seal(guide), words=words)
        changed = definition("friend-request") | {"people_say": ["snapchat", "tiktok", "Poke"]}
        publish(by=None, definition=changed)
        assert live("friend-request").guide.people_say.split("\n") == ["tiktok", "Poke", "besties"]

    def test_without_an_owner_they_are_those_of_the_new_version(self):
        publish(by=None, definition=definition() | {"people_say": ["gone", "Gone", "lost"]})
        assert len(live().guide.people_say.split("\n")) == 2


class TestAnEarlierMoment:
    def test_a_version_may_be_published_as_of_a_day(self):
        day = timezone.make_aware(datetime(2026, 3, 2))
        new = only_for("YJ") | {"slug": "anew"}
        version = publish(by=None, definition=new, at=day)
        assert version.published_at == day
        later = publish(by=None, definition=new | {"title": "Newer"})
        version.refresh_from_db()
        assert version.effective.upper == later.effective.lower
        assert GuideVersion.objects.in_force(day.date()).get(guide__slug="anew") == version
        assert not Citation.objects.of(version).live().exists()

    def test_but_not_before_the_one_that_it_replaces(self):
        before = live()
        at = before.published_at - timedelta(days=1)
        with pytest.raises(ValueError, match="cannot come before"):
            publish(by=None, definition=definition() | {"title": "Anew"}, at=at)


class TestTheSample:
    def test_a_guide_has_an_earlier_version(self):
        now = live("friend-request")
        assert (now.number, now.guide.versions.count()) == (2, 2)
        march = datetime(2026, 3, 2).date()
        earlier = GuideVersion.objects.in_force(march).get(guide__slug="friend-request")
        assert (earlier.number, earlier.state) == (1, "superseded")
        assert Citation.objects.of(earlier).exists()
        assert not Citation.objects.of(earlier).live().exists()
        assert now.report["reviewed_as_file"]

    def test_it_is_published_as_it_stands_and_again_changes_nothing(self):
        now = live("friend-request")
        assert publish(by=None, definition=now.definition) == now
