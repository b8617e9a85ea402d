"""The path diff: what it finds is what trying all answers on both versions finds."""

from collections import Counter
from itertools import product
from time import process_time

from hypothesis import given, settings
from hypothesis import strategies as st

from policies.guides import engine
from policies.guides.changes import meaning_faults, path_diff, reuse_faults
from policies.guides.checks import check
from tests.bench.guides import rerouted, wide_guide
from tests.unit.policies.guides import oracle
from tests.unit.policies.guides.cases import at
from tests.unit.policies.guides.samples import CONTEXT, GONE, changed, request_guide
from tests.unit.policies.guides.strategies import any_guides


def walk(definition: dict, policy_set: str, answers: dict) -> tuple[str, dict, bool]:
    """Where all `answers` lead, those that were asked for, and whether one of them is unknown."""
    questions = {question["key"]: question for question in definition["questions"]}
    place, asked = definition["start"].get(policy_set, ""), {}
    while place in questions:
        asked[place] = answers[place]
        options = {option["key"]: option for option in questions[place]["options"]}
        if answers[place] not in options:
            return place, asked, True
        to = oracle.onward(questions[place], options[answers[place]], asked)
        if to is None:
            return place, asked, False
        place = to
    return place, asked, False


def tried(old: dict, new: dict, policy_set: str) -> tuple[int, Counter]:
    """How many ways there are through both, and how many of them end otherwise, by both ends."""
    options: dict[str, set[str]] = {}
    for definition in (old, new):
        for question in definition["questions"]:
            options.setdefault(question["key"], set()).update(o["key"] for o in question["options"])
    ways: dict[frozenset, tuple[str, str]] = {}
    for chosen in product(*(sorted(keys) for keys in options.values())):
        answers = dict(zip(options, chosen, strict=True))
        before, asked, unknown = walk(old, policy_set, answers)
        after, asked_after, unknown_after = walk(new, policy_set, answers)
        if unknown and before not in asked_after:
            continue
        if unknown_after and after not in asked:
            continue
        ways[frozenset((asked | asked_after).items())] = (before, after)
    return len(ways), Counter(ends for ends in ways.values() if ends[0] != ends[1])


@settings(deadline=None, max_examples=80)
@given(any_guides(), any_guides())
def test_two_guides_differ_where_trying_all_answers_says_so(old, new):
    for policy_set in ("YJ", "DHS"):
        ways, ends = tried(old, new, policy_set)
        diff = path_diff(engine.compile_guide(old), engine.compile_guide(new), policy_set)
        found = Counter()
        for group in diff.groups:
            if not group.reworded:
                found[group.before, group.after] += group.paths
        assert (diff.paths, found) == (ways, ends)


@settings(deadline=None, max_examples=60)
@given(any_guides(), st.data())
def test_one_link_led_elsewhere_is_found_and_put_down_to_an_answer(old, data):
    links = [
        at("questions", q, "options", o, "to")
        for q, question in enumerate(old["questions"])
        for o, option in enumerate(question["options"])
        if "to" in option
    ]
    if not links:
        return
    way = data.draw(st.sampled_from(links))
    new = changed(old, (way, old["outcomes"][0]["key"]))
    question = old["questions"][way[1]]
    for policy_set in old["sets"]:
        diff = path_diff(engine.compile_guide(old), engine.compile_guide(new), policy_set)
        assert (diff.paths, diff.changed) == (
            tried(old, new, policy_set)[0],
            sum(tried(old, new, policy_set)[1].values()),
        )
        for group in diff.groups:
            assert group.decided_by == (question["key"], question["options"][way[3]]["key"])


@settings(deadline=None, max_examples=30)
@given(any_guides())
def test_a_guide_does_not_differ_from_itself(definition):
    compiled = engine.compile_guide(definition)
    for policy_set in compiled.sets:
        diff = path_diff(compiled, engine.compile_guide(definition), policy_set)
        assert (diff.changed, diff.groups) == (0, ())


def diff_of(*edits: tuple, policy_set: str = "YJ"):
    old = engine.compile_guide(request_guide())
    return path_diff(old, engine.compile_guide(changed(request_guide(), *edits)), policy_set)


def test_a_group_names_the_answer_and_shows_a_way():
    diff = diff_of((at("questions", 2, "options", 1, "to"), "refuse"), (at("outcomes", 2), GONE))
    assert (diff.paths, diff.changed) == (8, 1)
    (group,) = diff.groups
    assert group.decided_by == ("manager", "not-asked")
    assert (group.before, group.after, group.reworded) == ("ask", "refuse", False)
    assert group.example == {"who": "client", "account": "work", "manager": "not-asked"}
    assert group.key == "YJ:manager=not-asked:ask>refuse"


def test_other_words_at_an_outcome_are_a_change_of_all_who_get_there():
    diff = diff_of((at("outcomes", 1, "answer"), "Do not answer it."))
    (group,) = diff.groups
    assert (group.decided_by, group.before, group.after) == (None, "refuse", "refuse")
    assert (group.reworded, group.paths) == (True, 3)
    assert diff_of((at("outcomes", 1, "source"), ["D01/O9"])).groups == ()


def test_a_start_that_moved_and_a_set_served_no_more():
    (moved,) = diff_of((at("start", "DHS"), "fine"), policy_set="DHS").groups
    assert (moved.decided_by, moved.before, moved.after) == (None, "no-rule", "fine")
    (gone,) = diff_of(
        (at("start", "DHS"), GONE),
        (at("sets"), ["YJ"]),
        policy_set="DHS",
    ).groups
    assert (gone.before, gone.after) == ("no-rule", "")


def test_an_option_that_is_gone_leaves_its_paths_at_the_question():
    diff = diff_of((at("questions", 0, "options", 2), GONE))
    (group,) = diff.groups
    assert (group.decided_by, group.before, group.after) == (("who", "colleague"), "fine", "who")


def test_a_million_paths_are_compared_at_once():
    old, new = (engine.compile_guide(each) for each in (wide_guide(), rerouted(wide_guide())))
    began = process_time()
    diff = path_diff(old, new, "YJ")
    assert process_time() - began < 10
    # With `a` at the sixth question all are stopped now. Before, those were who also gave `a` at
    # the last, and `d` at one of five earlier ones.
    stopped = 4**3 * (4**5 - 3**5)
    assert (diff.paths, diff.changed) == (4**10, 4**9 - stopped)
    assert {group.decided_by for group in diff.groups} == {("q5", "a")}


def test_a_key_is_not_used_again_for_something_else():
    old = engine.compile_guide(request_guide())
    other = changed(
        request_guide(),
        (at("questions", 2, "key"), "boss"),
        (at("questions", 1, "options", 1, "to"), "boss"),
        (at("outcomes", 3, "key"), "manager"),
        (at("start", "DHS"), "manager"),
    )
    (fault,) = reuse_faults(old, engine.compile_guide(other))
    assert (fault.rule, fault.node) == ("unique-keys", "manager")
    assert "was the key of a question of the kind choice" in fault.message
    assert fault in check(other, CONTEXT, live=request_guide()).faults


def test_new_words_under_an_old_key_are_to_be_signed():
    old = engine.compile_guide(request_guide())
    reworded = changed(
        request_guide(),
        (at("questions", 0, "text"), "Who asked you?"),
        (at("questions", 1, "options", 0, "label"), "Mine"),
    )
    found = list(meaning_faults(old, engine.compile_guide(reworded)))
    assert [(fault.rule, fault.node) for fault in found] == [
        ("meaning", "who"),
        ("meaning", "account"),
    ]
    report = check(reworded, CONTEXT, live=request_guide())
    assert report.ok
    assert report.to_sign == tuple(found)
