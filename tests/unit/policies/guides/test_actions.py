from itertools import pairwise

import pytest

from policies.guides import gate
from policies.guides.actions import (
    GateRefused,
    publish,
)
from policies.guides.models import Guide, GuideVersion
from policies.library.models import Citation, ClauseVersion
from portal.models import AuditEvent
from tests.support.desk import amend
from tests.unit.policies.guides.published import D04, definition, live, named, only_for

pytestmark = pytest.mark.django_db


class TestTheGateRefuses:
    @pytest.mark.parametrize(
        ("field", "value", "rule"),
        [
            ("cites", ["yj-999"], "cited"),
            ("cites", [], "cited"),
            ("consult", ["nobody"], "contacts"),
            ("do", [{"role": "nobody", "task": "Do it"}], "roles"),
            ("standing", "maybe", "schema"),
            ("cites", ["yj-065"], "strength"),
        ],
    )
    def test_an_outcome_that_does_not_hold(self, field, value, rule):
        broken = definition()
        named(broken["outcomes"], "safeguards-not-met")[field] = value
        with pytest.raises(GateRefused, match="safeguards-not-met") as refused:
            publish(by=None, definition=broken)
        assert rule in {fault.rule for fault in refused.value.report.faults}

    def test_a_clause_that_has_gone_out_of_force(self):
        amend({}, without=["yj-091"])
        with pytest.raises(GateRefused, match="yj-091"):
            publish(by=None, definition=definition() | {"title": "Anew"})

    def test_a_target_that_does_not_exist(self):
        broken = definition()
        named(named(broken["questions"], "need")["options"], "police")["to"] = "guide:none"
        with pytest.raises(GateRefused, match="'none', which does not exist"):
            publish(by=None, definition=broken)

    def test_a_circle(self):
        broken = definition()
        named(named(broken["questions"], "need")["options"], "look")["to"] = "concern"
        with pytest.raises(GateRefused, match="cycle"):
            publish(by=None, definition=broken)

    def test_rules_that_do_not_bind_those_it_serves(self):
        broken = definition() | {"sets": ["DSS"], "start": {"DSS": "concern"}}
        with pytest.raises(GateRefused, match="binds none of those who get there"):
            publish(by=None, definition=broken)

    def test_and_then_nothing_has_changed(self):
        before = list(GuideVersion.objects.values().order_by("pk"))
        guide = Guide.objects.values().get(slug=D04)
        with pytest.raises(GateRefused):
            publish(by=None, definition=definition() | {"title": "Anew", "outcomes": []})
        assert list(GuideVersion.objects.values().order_by("pk")) == before
        assert Guide.objects.values().get(slug=D04) == guide


class TestPublishing:
    def test_the_same_again_changes_nothing(self):
        before = live()
        assert publish(by=None, definition=definition()) == before
        assert before.guide.versions.count() == 1
        assert Citation.objects.of(before).live().exists()
        assert (
            AuditEvent.objects.filter(
                action="guide.publish", chain__endswith=f":{before.guide_id}"
            ).count()
            == 1
        )

    def test_another_text_is_the_next_version(self, person):
        old = live()
        new = publish(by=person("editor"), definition=definition() | {"title": "Anew"})
        old.refresh_from_db()
        assert (new.number, new.state, new.by) == (2, "published", person("editor"))
        assert (old.state, old.superseded_at is not None) == ("superseded", True)
        assert (live(), new.guide) == (new, old.guide)
        assert Guide.objects.get(slug=D04).title == "Anew"

    def test_the_old_citations_raise_no_flag_any_more(self):
        old = live()
        new = publish(by=None, definition=definition() | {"title": "Anew"})
        amend({"yj-091": "Look when you must."})
        assert (
            not Citation.objects.suspect()
            .filter(source_id=old.pk, label__startswith="I am")
            .exists()
        )
        assert Citation.objects.of(new).suspect().exists()
        assert not Citation.objects.of(old).live().exists()

    def test_each_outcome_is_pinned_to_the_words_in_force(self):
        version = live()
        for outcome in version.definition["outcomes"]:
            cited = Citation.objects.of(version).filter(part=outcome["key"])
            assert {c.clause.short_id for c in cited} == set(outcome["cites"])
            assert {c.pinned for c in cited} == set(
                ClauseVersion.objects.in_force().filter(clause__short_id__in=outcome["cites"])
            )

    def test_a_guide_that_is_new(self, person):
        new = only_for("YJ", "friend-request") | {
            "slug": "poked",
            "title": "Poked",
            "people_say": ["poke"],
        }
        version = publish(by=person("editor"), definition=new, order=9)
        guide = version.guide
        assert (guide.slug, guide.title, guide.people_say, guide.order) == (
            "poked",
            "Poked",
            "poke",
            9,
        )
        assert [s.code for s in guide.policy_sets.all()] == ["YJ"]
        assert (guide.owner.key, guide.source) == ("yj-senior-practice-advisor", ["D01"])

    def test_a_guide_that_serves_fewer_from_now_on(self):
        codes = {s.code for s in live().guide.policy_sets.all()}
        assert codes == {"YJ", "DHS", "DSS", "GCC", "PC"}
        guide = publish(by=None, definition=only_for("YJ"), reviewed_as_file=True).guide
        assert [s.code for s in guide.policy_sets.all()] == ["YJ"]

    def test_a_better_text_leaves_the_guide_in_its_place(self):
        place = Guide.objects.get(slug=D04).order
        publish(by=None, definition=definition() | {"title": "Anew"})
        assert Guide.objects.get(slug=D04).order == place > 0

    def test_a_new_guide_goes_last(self):
        version = publish(by=None, definition=definition() | {"slug": "anew"})
        assert Guide.objects.last() == version.guide

    def test_the_gates_report_stays_with_the_version(self):
        report = live().report
        assert (report["ok"], report["faults"]) == (True, [])
        assert (report["questions"], report["outcomes"]) == (7, 11)
        assert report["paths"] > 11

    def test_it_is_on_the_audit_trail(self, person):
        version = publish(by=person("editor"), definition=definition() | {"title": "Anew"})
        event = AuditEvent.objects.filter(action="guide.publish").latest("pk")
        assert (event.by, event.chain) == (person("editor"), f"guide:{version.guide_id}")
        assert event.data == {"version": 2, "hash": version.hash}


def test_every_guide_of_the_sample_passes_the_gate_again():
    context = gate.context()
    for version in GuideVersion.objects.filter(state="published"):
        assert publish(by=None, definition=version.definition, context=context) == version
    orders = list(Guide.objects.values_list("order", flat=True))
    assert all(one < two for one, two in pairwise(orders)), "publishing again moved the guides"
