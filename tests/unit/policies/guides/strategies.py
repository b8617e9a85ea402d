"""Guides and other values for hypothesis to draw."""

from functools import cache

from hypothesis import strategies as st

from tests.unit.policies.guides.oracle import mended
from tests.unit.policies.guides.samples import guide, outcome, question

OPTIONS = ("a", "b", "c")
HAND_OFF = "guide:other-guide"


@cache
def guards(keys: tuple[str, ...]) -> st.SearchStrategy[dict]:
    """Guards that read the questions `keys`."""
    key, option = st.sampled_from(keys), st.sampled_from(OPTIONS[:2])
    compare = st.one_of(
        st.builds(lambda q, o: {"is": [q, o]}, key, option),
        st.builds(lambda q, o: {"in": [q, o]}, key, st.sampled_from([["a"], ["b"], ["a", "b"]])),
    )
    return st.recursive(
        compare,
        lambda inner: st.one_of(
            st.builds(lambda g: {"not": g}, inner),
            st.builds(lambda g: {"all": g}, st.lists(inner, min_size=1, max_size=3)),
            st.builds(lambda g: {"any": g}, st.lists(inner, min_size=1, max_size=3)),
        ),
        max_leaves=4,
    )


@st.composite
def any_guides(draw: st.DrawFn) -> dict:
    """Guides right in shape and without cycles, whatever their guards and routes amount to."""
    keys = [f"q{n}" for n in range(draw(st.integers(0, 5)))]
    ends = [f"end-{n}" for n in range(draw(st.integers(1, 3)))]
    questions = []
    for n, key in enumerate(keys):
        # Mostly a little further on, so that paths are long and meet again.
        to = st.sampled_from(keys[n + 1 : n + 3] * 2 + ends + [HAND_OFF])
        options = OPTIONS[: draw(st.integers(2, 3))]
        onward = {option: draw(st.one_of(to, to, to, st.none())) for option in options}
        reads = guards((*keys[: n + 1] * 3, *keys))
        routes = draw(st.lists(st.tuples(reads, to), max_size=3))
        questions.append(question(key, onward, routes))
    standings = st.sampled_from(["silent", "permitted", "conditional"])
    outcomes = [outcome(key, standing=draw(standings)) for key in ends]
    sets = ["YJ", "DHS"][: draw(st.integers(1, 2))]
    starts = st.sampled_from([*keys[:1] * 4, *keys, *ends])
    return guide(questions, outcomes, sets=sets, start={name: draw(starts) for name in sets})


def sound_guides() -> st.SearchStrategy[dict]:
    """Guides that the gate has nothing to say against."""
    return any_guides().map(mended)


@st.composite
def rich_guides(draw: st.DrawFn) -> dict:
    """Sound guides of questions of every kind, each with a guard of its own, built so."""
    keys = [f"q{n}" for n in range(draw(st.integers(1, 5)))]
    questions, ends, facts = [], ["last"], []
    for key, onward in zip(keys, [*keys[1:], "last"], strict=True):
        kind = draw(st.sampled_from(["multiple", "number", "date", "yes-no-not-sure"]))
        options, guard = draw(_KINDS[kind](key))
        if kind == "yes-no-not-sure" and draw(st.booleans()):
            facts.append({"key": f"fact-{key}", "fact": "any-yes", "of": [key]})
            guard = {"is": [f"fact-{key}", guard["is"][1]]}
        ends.append(f"end-{key}")
        questions.append(
            {"key": key, "text": f"{key}?", "kind": kind, "to": onward}
            | ({"options": options} if options else {})
            | {"routes": [{"when": guard, "to": ends[-1]}]}
        )
    return guide(questions, [outcome(key) for key in ends], facts=facts)


def _several(key: str) -> st.SearchStrategy[tuple[list[dict], dict]]:
    options = [{"key": name, "label": name} for name in OPTIONS]
    options.append({"key": "none", "label": "None of these", "exclusive": "true"})
    return st.tuples(
        st.just(options),
        st.one_of(
            st.sampled_from([*OPTIONS, "none"]).map(lambda name: {"has": [key, name]}),
            st.sampled_from([("==", "0"), (">=", "2"), ("<", "3"), ("!=", "1")]).map(
                lambda sign: {"count": [key, *sign]}
            ),
        ),
    )


def _banded(limits: list[str]) -> object:
    edges = list(zip(["", *limits], [*limits, ""], strict=True))
    options = [
        {"key": f"b{n}", "label": f"{low} to {high}"}
        | {field: edge for field, edge in (("from", low), ("below", high)) if edge}
        for n, (low, high) in enumerate(edges)
    ]
    return lambda key: st.tuples(
        st.just(options),
        st.tuples(st.sampled_from([">=", "<"]), st.sampled_from(limits)).map(
            lambda compare: {"compare": [key, *compare]}
        ),
    )


_KINDS = {
    "multiple": _several,
    "number": _banded(["13", "18", "18.5"]),
    "date": _banded(["2025-01-01", "2026-07-01"]),
    "yes-no-not-sure": lambda key: st.tuples(
        st.none(), st.sampled_from(["yes", "no", "not-sure"]).map(lambda one: {"is": [key, one]})
    ),
}


def answers_to(definition: dict) -> st.SearchStrategy[dict]:
    """Answers to some questions in any order, among them some that no longer exist."""
    keys = [question["key"] for question in definition["questions"]]
    key = st.sampled_from([*keys * 4, "gone", "end-0", ""])
    option = st.sampled_from([*OPTIONS * 4, "gone", "", "q0"])
    return st.lists(st.tuples(key, option), max_size=12).map(dict)


def json_values() -> st.SearchStrategy[object]:
    """Anything JSON can hold, and keys that it cannot."""
    words = st.one_of(
        st.text(max_size=5),
        st.sampled_from(["slug", "key", "to", "questions", "options", "is", "not", "YJ", "q0"]),
    )
    scalars = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), words)
    keys = st.one_of(words, words, st.integers(), st.none())
    return st.recursive(
        scalars,
        lambda inner: st.one_of(
            st.lists(inner, max_size=4), st.dictionaries(keys, inner, max_size=4)
        ),
        max_leaves=20,
    )


@st.composite
def damaged_guides(draw: st.DrawFn) -> object:
    """A guide with one to three of its parts, anywhere in it, replaced by anything at all."""
    damaged: object = draw(any_guides())
    for _ in range(draw(st.integers(1, 3))):
        damaged = _damaged(draw, damaged)
    return damaged


def _damaged(draw: st.DrawFn, value: object) -> object:
    if isinstance(value, dict) and value and draw(st.integers(0, 4)):
        key = draw(st.sampled_from(list(value)))
        return value | {key: _damaged(draw, value[key])}
    if isinstance(value, list) and value and draw(st.integers(0, 4)):
        index = draw(st.integers(0, len(value) - 1))
        return [*value[:index], _damaged(draw, value[index]), *value[index + 1 :]]
    return draw(json_values())
