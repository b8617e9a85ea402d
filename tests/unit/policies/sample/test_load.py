import re
from collections import Counter
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from policies.guides.models import Guide
from policies.library.models import (
    Clause,
    ClauseVersion,
    Definition,
    Policy,
    PolicyVersion,
    Reference,
)
from policies.sample import load
from policies.sample.people import PASSWORD
from policies.tasks.models import RoleTask
from portal.models import User

pytestmark = pytest.mark.django_db


def counted() -> dict[str, int]:
    models = (User, Policy, PolicyVersion, Clause, ClauseVersion, Guide, RoleTask, Reference)
    return {model.__name__: model.objects.count() for model in models}


class TestLoadingTwice:
    def test_is_refused_and_changes_nothing(self):
        before = counted()
        with pytest.raises(load.AlreadyLoaded, match="make reset"):
            load.load()
        assert counted() == before

    def test_on_the_command_line_too(self):
        with pytest.raises(CommandError, match="not empty"):
            call_command("load_sample")

    def test_if_empty_says_nothing(self):
        out = StringIO()
        call_command("load_sample", if_empty=True, stdout=out)
        assert out.getvalue() == ""

    def test_people_alone_are_enough_to_be_loaded(self):
        assert load.is_loaded()


class TestPermission:
    def test_a_real_installation_gets_no_accounts_with_a_public_password(self, settings):
        settings.SAMPLE_ALLOWED = False
        with pytest.raises(CommandError, match="public password"):
            call_command("load_sample")

    def test_unless_it_asks_for_them(self, settings):
        settings.SAMPLE_ALLOWED = False
        with pytest.raises(CommandError, match="not empty"):
            call_command("load_sample", with_accounts=True)


class TestFiles:
    @pytest.mark.parametrize(
        "content",
        [b"a: [unclosed", b"!!python/object:os.system {}", b"a: \xff\xfe", b"a: b: c"],
    )
    def test_one_that_cannot_be_read_is_named(self, tmp_path, content):
        path = tmp_path / "roles.yaml"
        path.write_bytes(content)
        with pytest.raises(load.BrokenFixture, match=r"^roles\.yaml: "):
            load.read(path)


class TestThePolicy:
    def test_every_row_of_the_document_is_a_clause_or_stands_with_one(self):
        ids = {f"yj-{n:03}" for n in range(1, 109)}
        assert ids <= set(Clause.objects.values_list("short_id", flat=True))
        sources = ClauseVersion.objects.in_force().values_list("clause__short_id", "source")
        for short_id, source in sources:
            if short_id in ids:
                assert f"000-{short_id.removeprefix('yj-')}" in source

    def test_it_was_written_by_one_and_approved_by_another(self):
        people = PolicyVersion.objects.values_list("author__username", "approver__username")
        assert set(people) == {("editor", "approver")}

    def test_each_document_with_its_versions_and_whom_it_binds(self):
        assert {
            policy.code: (
                policy.versions.published().count(),
                [binding.policy_set.code for binding in policy.bindings.all()],
            )
            for policy in Policy.objects.all()
        } == {
            "yj-social-media": (1, ["YJ"]),
            "dhs-social-media": (3, ["DHS", "YJ"]),
            "dss-social-media": (1, ["DSS"]),
            "gcc-safer-social-media": (1, ["GCC"]),
            "pc-social-media": (1, ["PC"]),
        }

    def test_what_a_clause_says_is_never_louder_than_its_kind_of_words(self):
        """Where the portal says Must, the document has words for it that are kept."""
        loud = ClauseVersion.objects.in_force().exclude(strength="information")
        assert not loud.filter(strength_words="").exists()
        must = loud.filter(strength="must").values_list("strength_words", flat=True)
        loud_words = "must|requir|preclude|may only|may not|cannot|obligation|approved by"
        # Document 003 says what to consider "always" in one breath with its "must".
        assert {words for words in must if not re.search(loud_words, words)} == {"always consider"}

    def test_must_and_should_are_said_where_they_hold(self):
        for words in ClauseVersion.objects.in_force():
            for word in ("must", "should"):
                if re.search(rf"\b{word}\b", words.text) and not words.text.count(f"“{word}"):
                    assert words.strength == word, words

    def test_gaps_are_said_and_not_filled(self):
        for short_id in ("yj-003", "yj-021", "yj-101", "yj-108"):
            assert ClauseVersion.objects.in_force().get(clause__short_id=short_id).note

    def test_terms_references_and_role_tasks(self):
        assert {
            policy.code: (
                Definition.objects.filter(policy=policy).count(),
                Reference.objects.filter(policy=policy).count(),
                RoleTask.objects.filter(clause__policy=policy).count(),
            )
            for policy in Policy.objects.all()
        } == {
            "yj-social-media": (4, 13, 9),
            "dhs-social-media": (4, 19, 14),
            "dss-social-media": (5, 17, 24),
            "gcc-safer-social-media": (3, 10, 17),
            "pc-social-media": (0, 4, 7),
        }

    def test_each_job_has_its_tasks(self):
        tasks = RoleTask.objects.values_list("job_role__key", flat=True)
        counts = Counter(key for key in tasks if key.startswith("yj-"))
        assert counts == {
            "yj-case-manager": 4,
            "yj-team-leader": 3,
            "yj-assistant-director": 1,
            "yj-senior-practice-advisor": 1,
        }

    def test_a_reference_without_a_clause_is_none(self):
        assert not Reference.objects.filter(clauses=None).exists()


class TestPeople:
    def test_each_can_sign_in_and_has_a_job(self):
        for user in User.objects.all():
            assert user.appointments.count() == 1
            assert user.email == f"{user.username}@example.org"
        assert authenticate(username="yj.worker", password=PASSWORD)
        assert len(set(User.objects.values_list("password", flat=True))) == 1

    def test_each_guide_has_a_decision_behind_it(self):
        decisions = [source for guide in Guide.objects.all() for source in guide.source]
        assert decisions == [f"D{number:02}" for number in range(40)]
