"""How fast the guide engine is. `measure()` gives the figures that `make bench` prints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from itertools import islice
from time import process_time
from typing import TypeAlias

from policies.guides.changes import path_diff
from policies.guides.checks import ClauseFact, Context, check
from policies.guides.drawing import draw
from policies.guides.engine import compile_guide, replay
from policies.guides.paths import each_path
from policies.guides.ways import part

CONTEXT = Context(
    clauses={"c-1": ClauseFact("advice", "advised", frozenset({"YJ"}))}, scenarios_needed=False
)
PATHS = 100_000

Definition: TypeAlias = dict[str, object]


def guide(questions: list[Definition], outcomes: list[str]) -> Definition:
    """A definition with these questions, starting at the first, and plain outcomes."""
    return {
        "slug": "bench",
        "title": "Bench",
        "topic": "bench",
        "summary": "Measured, not read.",
        "sets": ["YJ"],
        "start": {"YJ": questions[0]["key"]},
        "questions": questions,
        "outcomes": [
            {"key": key, "standing": "permitted", "answer": "You may.", "cites": ["c-1"]}
            for key in outcomes
        ],
    }


def question(key: str, options: Mapping[str, str], routes: Iterable[object] = ()) -> Definition:
    """A question whose options lead where `options` says."""
    return {
        "key": key,
        "text": f"{key}?",
        "options": [{"key": name, "label": name, "to": to} for name, to in options.items()],
        "routes": list(routes),
    }


def guarded_guide() -> Definition:
    """Ten questions of four options and nine outcomes: guards skip questions and choose ends.

    Deeper than any of the decisions people bring, and guarded more than most.
    """
    questions = []
    for n in range(10):
        onward = f"q{n + 1}" if n < 9 else "end-0"
        routes: list[object] = []
        if 1 < n < 9:
            seen = {"all": [{"is": [f"q{n}", "d"]}, {"not": {"in": [f"q{n - 1}", ["a", "b"]]}}]}
            routes.append({"when": seen, "to": f"end-{n}"})
        questions.append(
            question(f"q{n}", {"a": onward, "b": onward, "c": onward, "d": onward}, routes)
        )
    return guide(questions, [f"end-{n}" for n in (0, *range(2, 9))])


def diamonds(layers: int) -> Definition:
    """Questions in a row, each of which two options lead on from: 2 to the `layers` paths."""
    questions = [question(f"q{n}", {"a": f"q{n + 1}", "b": f"q{n + 1}"}) for n in range(layers)]
    return guide(questions, [f"q{layers}"])


def large_guide() -> Definition:
    """About 500 nodes and 3,400 links, 30 deep, guarded: more than the largest known guide.

    Every sixth layer is one question that all pass; the guards after it read its answer.
    """
    layers = [[f"q{n}"] if n % 6 == 0 else [f"q{n}-{i}" for i in range(14)] for n in range(30)]
    layers.append([f"end-{n}" for n in range(150)])
    questions = []
    for n, layer in enumerate(layers[:-1]):
        ahead = layers[n + 1]
        links = 4 if 0 < n % 6 < 5 and n < 29 else len(ahead)
        for i, key in enumerate(layer):
            onward = [ahead[(11 * i + step) % len(ahead)] for step in range(links)]
            routes: list[object] = []
            if n % 6 == 3:
                passed = {"in": [f"q{n - 3}", ["o0", "o3", "o6", "o9"]]}
                routes.append({"when": {"all": [passed, {"is": [key, "o3"]}]}, "to": onward[0]})
            options = {f"o{step}": to for step, to in enumerate(onward)}
            questions.append(question(key, options, routes))
    return guide(questions, layers[-1])


def drawn_guide() -> Definition:
    """500 nodes and 1,500 links, 30 deep, of which a third pass other questions or meet at ends."""
    questions = []
    for n in range(30):
        for i in range(12):
            ahead = [f"q{n + 1}-{(i + step) % 12}" for step in (0, 1)] if n < 29 else []
            ahead += [f"q{n + 4}-{i}"] if n < 26 and i % 3 == 0 else []
            ahead += [f"end-{(12 * n + i + step) % 140}" for step in (0, 77)]
            options = {f"o{number}": to for number, to in enumerate(ahead)}
            questions.append(question(f"q{n}-{i}", options))
    return guide(
        [question("q-0", {f"o{i}": f"q0-{i}" for i in range(12)}), *questions],
        [f"end-{n}" for n in range(140)],
    )


def rerouted(definition: Definition) -> Definition:
    """The same guide with one answer half-way led to its last outcome, and one route gone."""
    changed = deepcopy(definition)
    questions: list = changed["questions"]  # type: ignore[assignment]
    half = questions[len(questions) // 2]
    half["options"][0]["to"] = changed["outcomes"][-1]["key"]  # type: ignore[index]
    half["routes"] = []
    return changed


def wide_guide() -> Definition:
    """Ten questions of four options in a row, with every fourth answer guarded: a million paths,
    of which the last question's guards tell many apart.
    """
    questions = []
    for n in range(10):
        onward = f"q{n + 1}" if n < 9 else "end"
        routes: list[object] = []
        if n == 9:
            seen = {"any": [{"is": [f"q{m}", "d"]} for m in range(0, 9, 2)]}
            routes.append({"when": {"all": [seen, {"is": ["q9", "a"]}]}, "to": "stopped"})
        questions.append(question(f"q{n}", dict.fromkeys("abcd", onward), routes))
    return guide(questions, ["end", "stopped"])


def measure() -> dict[str, float]:
    """The figures, by name: the best of three runs, in processor time, for others may be busy."""
    return {
        "guided_paths_per_second": round(max(_paths_per_second() for _ in range(3))),
        "check_seconds_forty_diamonds": min(_check_seconds(diamonds(40)) for _ in range(3)),
        "check_seconds_500_nodes": min(_check_seconds(large_guide()) for _ in range(3)),
        **_diff_figures(),
        **_drawing_figures(),
    }


def _paths_per_second() -> float:
    """Paths enumerated, replayed from their answers, and compared at their end."""
    compiled = compile_guide(guarded_guide())
    begun = process_time()
    for answers, ending in islice(each_path(compiled, "YJ"), PATHS):
        if replay(compiled, "YJ", answers).position is not ending:
            raise AssertionError(f"Replay of {answers} does not end where the path does.")
    return PATHS / (process_time() - begun)


def _diff_figures() -> dict[str, float]:
    """The diff of a million paths between two versions."""
    old, new = compile_guide(wide_guide()), compile_guide(rerouted(wide_guide()))
    begun = process_time()
    diff = path_diff(old, new, "YJ")
    seconds = process_time() - begun
    return {
        "diff_paths": diff.paths,
        "diff_paths_changed": diff.changed,
        "diff_seconds": round(seconds, 4),
    }


def _drawing_figures() -> dict[str, float]:
    """A large guide laid out anew, with boxes and labels of the usual sizes."""
    here = part(compile_guide(drawn_guide()), "YJ")
    nodes = tuple((key, 232, 104) for key in [*here.numbers, *here.ends])
    links = dict.fromkeys((way.source, way.target) for way in here.ways)
    edges = tuple((*link, 90, 40) for link in links)
    seconds = []
    for _ in range(3):
        draw.cache_clear()
        begun = process_time()
        draw(nodes, edges)
        seconds.append(process_time() - begun)
    return {
        "drawn_nodes": len(nodes),
        "drawn_links": len(edges),
        "drawing_seconds": round(min(seconds), 4),
    }


def _check_seconds(definition: Definition) -> float:
    begun = process_time()
    report = check(definition, CONTEXT, most_enumerated=0)
    seconds = process_time() - begun
    if not report.ok:
        raise AssertionError(f"The bench's own guide has faults: {report.faults[0].message}")
    return round(seconds, 4)


if __name__ == "__main__":
    for name, figure in measure().items():
        print(f"{name}: {figure:,}")  # noqa: T201
