"""Synonyms, words people use, and searches that found nothing."""

import pytest
from django.core.exceptions import PermissionDenied

from policies.directory.models import Contact
from policies.guides.models import Guide
from policies.library.models import Clause, ClauseVersion
from policies.roles.models import PolicySet
from policies.search import actions
from policies.search.models import SearchMiss, SearchWord, Synonym
from portal.models import AuditEvent, Conflict

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(person):
    return person("editor")


@pytest.fixture
def synonym(editor):
    return actions.add_synonym(by=editor, word="gizmo", means=["camera"])


def last_event() -> AuditEvent:
    return AuditEvent.objects.latest("pk")


class TestSynonyms:
    def test_are_kept_in_lower_case_and_each_once(self, editor):
        synonym = actions.add_synonym(
            by=editor, word="  Snap\x00  Chat ", means=["Photo", "photo ", "", "snap chat", "!"]
        )
        assert (synonym.word, synonym.means) == ("snap chat", ["photo"])
        assert (last_event().action, last_event().by) == ("synonym.add", editor)

    @pytest.mark.parametrize(
        ("word", "means", "field"),
        [
            ("", ["photo"], "word"),
            ("!!", ["photo"], "word"),
            ("x" * 101, ["photo"], "word"),
            ("pic", [], "means"),
            ("pic", ["pic"], "means"),
            ("pic", ["x" * 101], "means"),
            ("pic", [str(n) for n in range(20)], "means"),
            ("GIZMO", ["photo"], "word"),
        ],
    )
    def test_that_say_nothing_or_too_much_are_refused(self, editor, synonym, word, means, field):
        before = Synonym.objects.count(), AuditEvent.objects.count()
        with pytest.raises(actions.Refused) as refusal:
            actions.add_synonym(by=editor, word=word, means=means)
        assert refusal.value.field == field
        assert (Synonym.objects.count(), AuditEvent.objects.count()) == before

    def test_are_edited_over_the_revision_that_was_read(self, editor, synonym):
        actions.edit_synonym(by=editor, synonym=synonym, revision=1, word="gizmo", means=["film"])
        assert last_event().action == "synonym.edit"
        with pytest.raises(Conflict) as conflict:
            actions.edit_synonym(by=editor, synonym=synonym, revision=1, word="x", means=["y"])
        assert conflict.value.current.means == ["film"]
        assert Synonym.objects.get(pk=synonym.pk).word == "gizmo"

    def test_are_not_renamed_to_another(self, editor, synonym):
        other = actions.add_synonym(by=editor, word="gadget", means=["camera"])
        with pytest.raises(actions.Refused):
            actions.edit_synonym(by=editor, synonym=other, revision=1, word="gizmo", means=["a"])

    def test_are_removed_over_the_revision_that_was_read(self, editor, synonym):
        with pytest.raises(Conflict):
            actions.remove_synonym(by=editor, synonym=synonym, revision=7)
        actions.remove_synonym(by=editor, synonym=synonym, revision=1)
        assert not Synonym.objects.filter(word="gizmo").exists()
        assert last_event().action == "synonym.remove"

    def test_are_known_to_the_spelling_at_once(self, synonym):
        assert SearchWord.objects.filter(word="gizmo").exists()

    @pytest.mark.parametrize("username", ["yj.worker", "approver", "records"])
    def test_are_for_owners(self, person, synonym, username):
        by = person(username)
        with pytest.raises(PermissionDenied):
            actions.add_synonym(by=by, word="new", means=["old"])
        with pytest.raises(PermissionDenied):
            actions.edit_synonym(by=by, synonym=synonym, revision=1, word="a", means=["b"])
        with pytest.raises(PermissionDenied):
            actions.remove_synonym(by=by, synonym=synonym, revision=1)


class TestWordsPeopleUse:
    @pytest.fixture(params=["clause", "contact", "guide"])
    def thing(self, request, db):
        return {
            "clause": lambda: Clause.objects.get(short_id="yj-070"),
            "contact": lambda: Contact.objects.get(key="web-design-services"),
            "guide": lambda: Guide.objects.get(slug="friend-request"),
        }[request.param]()

    def set_words(self, by, thing, *words, seen=None):
        return actions.set_words(
            by=by, thing=thing, seen=seen or actions.seal(thing), words=list(words)
        )

    def test_find_it_at_once(self, editor, thing, look):
        assert not look("zebracorn").found.first
        self.set_words(editor, thing, "zebracorn", " Zebra  crossing\x00")
        [hit] = look("zebracorn").found.first.hits
        assert thing.people_say != type(thing).objects.get(pk=thing.pk).people_say
        assert hit.url
        assert type(thing).objects.get(pk=thing.pk).people_say == "zebracorn\nZebra crossing"

    def test_are_no_part_of_a_clauses_text(self, editor):
        before = list(ClauseVersion.objects.order_by("pk").values_list("hash", "text"))
        self.set_words(editor, Clause.objects.get(short_id="yj-070"), "zebracorn")
        assert list(ClauseVersion.objects.order_by("pk").values_list("hash", "text")) == before

    def test_are_in_the_audit_trail(self, editor, thing):
        self.set_words(editor, thing, "one", "two")
        thing.refresh_from_db()
        self.set_words(editor, thing, "two", "three")
        event = last_event()
        assert (event.action, event.by) == ("words.edit", editor)
        assert '"added":["three"]' in event.detail
        assert '"removed":["one"]' in event.detail

    def test_the_same_again_does_nothing(self, editor, thing):
        self.set_words(editor, thing, "one")
        events = AuditEvent.objects.count()
        self.set_words(editor, thing, "one", seen="whatever")
        assert AuditEvent.objects.count() == events

    def test_the_second_writer_gets_both(self, editor, thing):
        self.set_words(editor, thing, "first")
        with pytest.raises(Conflict) as conflict:
            self.set_words(editor, thing, "second")
        assert conflict.value.current.people_say == "first"
        assert conflict.value.mine == {"people_say": "second"}

    @pytest.mark.parametrize("words", [["x" * 101], [f"word {n}" for n in range(101)]])
    def test_that_are_too_many_or_too_long_are_refused(self, editor, thing, words):
        with pytest.raises(actions.Refused):
            self.set_words(editor, thing, *words)

    @pytest.mark.parametrize("username", ["yj.worker", "approver"])
    def test_are_for_owners(self, person, thing, username):
        with pytest.raises(PermissionDenied):
            self.set_words(person(username), thing, "one")


class TestSearchesThatFoundNothing:
    @pytest.fixture
    def yj(self, db):
        return PolicySet.objects.get(code="YJ")

    def test_are_counted_by_set(self, yj):
        for words, policy_set in (("Zebra ", yj), ("zebra", yj), ("zebra", None), ("ZEBRA", None)):
            assert actions.keep_miss(words=words, policy_set=policy_set)
        assert {(m.query, m.policy_set, m.times) for m in SearchMiss.objects.all()} == {
            ("zebra", yj, 2),
            ("zebra", None, 2),
        }

    @pytest.mark.parametrize(
        "words",
        [
            "jess@example.com",
            "who is Jess@Example.com",
            "0412 345 678",
            "call 9555 1234 about it",
            "+61 412 345 678",
            "@jess_2009",
            "snapchat jess_2009",
            "jess2009",
            "95551234",
            "instagram.com/jess.2009",
            "!!!",
            "😀",
            "",
        ],
    )
    def test_that_identify_somebody_or_hold_no_word_are_not_kept(self, yj, words):
        assert not actions.keep_miss(words=words, policy_set=yj)
        assert not SearchMiss.objects.exists()

    def test_hold_no_person(self):
        names = {field.name for field in SearchMiss._meta.get_fields()}
        assert names == {"id", "query", "policy_set", "times", "first_at", "last_at", "settled_at"}

    def test_leave_no_trace_of_who_searched(self, yj):
        events = AuditEvent.objects.count()
        actions.keep_miss(words="zebra", policy_set=yj)
        assert AuditEvent.objects.count() == events

    def test_are_cut_to_what_can_be_kept(self, yj):
        assert actions.keep_miss(words="İ" * 200, policy_set=yj)
        assert len(SearchMiss.objects.get().query) <= 200

    def test_are_settled_once_and_come_back_if_missed_again(self, editor, yj):
        actions.keep_miss(words="zebra", policy_set=yj)
        miss = SearchMiss.objects.get()
        actions.settle_miss(by=editor, miss=miss)
        events = AuditEvent.objects.count()
        actions.settle_miss(by=editor, miss=miss)
        assert AuditEvent.objects.count() == events
        assert last_event().action == "search-miss.settle"
        assert not SearchMiss.objects.waiting().exists()
        actions.keep_miss(words="zebra", policy_set=yj)
        [again] = SearchMiss.objects.waiting()
        assert again.times == 1

    def test_are_settled_by_owners(self, person, yj):
        actions.keep_miss(words="zebra", policy_set=yj)
        with pytest.raises(PermissionDenied):
            actions.settle_miss(by=person("yj.worker"), miss=SearchMiss.objects.get())
