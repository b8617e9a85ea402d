"""A second opinion: the same guides walked the slow and plain way, straight from the definition.

It shares nothing with the engine. It tries every answer one after the other and carries the whole
path, so it is only fit for small guides, and only small guides are given to it.
"""

from dataclasses import dataclass, field
from itertools import product


def could_hold(guard: dict, answers: dict, missing: bool) -> bool:
    """Whether the guard holds if every comparison with an answer not given came out as `missing`.

    Under `not` the question is turned round, so that `missing=True` is the most a guard could
    come to and `missing=False` the least.
    """
    ((form, inner),) = guard.items()
    if form == "not":
        return not could_hold(inner, answers, not missing)
    if form == "all":
        return all(could_hold(item, answers, missing) for item in inner)
    if form == "any":
        return any(could_hold(item, answers, missing) for item in inner)
    question, options = inner[0], [inner[1]] if form == "is" else inner[1]
    return answers[question] in options if question in answers else missing


def holds(guard: dict, answers: dict) -> bool:
    ((form, inner),) = guard.items()
    if form == "not":
        return not holds(inner, answers)
    if form == "all":
        return all(holds(item, answers) for item in inner)
    if form == "any":
        return any(holds(item, answers) for item in inner)
    return answers.get(inner[0]) in ([inner[1]] if form == "is" else inner[1])


def onward(question: dict, option: dict, answers: dict) -> str | None:
    for route in question.get("routes", []):
        if holds(route["when"], answers):
            return route["to"]
    return option.get("to")


def reads(guard: dict) -> set[str]:
    """The questions that the guard names."""
    ((form, inner),) = guard.items()
    if form == "not":
        return reads(inner)
    return set().union(*map(reads, inner)) if form in ("all", "any") else {inner[0]}


def parts(guard: dict) -> list[dict]:
    """The guard and all that it is made of."""
    ((form, inner),) = guard.items()
    inside = {"not": [inner], "all": inner, "any": inner}.get(form, [])
    return [guard, *(part for item in inside for part in parts(item))]


def is_constant(guard: dict, questions: dict[str, dict]) -> bool:
    """Whether some part of the guard is true of all answers or of none, or reads no question."""
    keys = sorted(reads(guard))
    if not questions.keys() >= set(keys):
        return False
    options = [[option["key"] for option in questions[key]["options"]] for key in keys]
    tried = [dict(zip(keys, answers, strict=True)) for answers in product(*options)]
    return any(len({holds(part, each) for each in tried}) == 1 for part in parts(guard))


@dataclass
class Opinion:
    """What trying everything came to."""

    questions: dict[str, dict]
    paths: list[tuple[str, dict, str]] = field(default_factory=list)  # set, answers, end
    reached: set[str] = field(default_factory=set)
    stuck: set[tuple[str, str]] = field(default_factory=set)  # question, option
    followed: set[tuple[str, str]] = field(default_factory=set)  # question, option
    fired: set[tuple[str, int]] = field(default_factory=set)  # question, route
    undecided: set[tuple[str, int]] = field(default_factory=set)  # question, route

    def go(self, policy_set: str, place: str, answers: dict) -> None:
        """Go on from `place` in every way there is."""
        self.reached.add(place)
        if place not in self.questions:
            self.paths.append((policy_set, answers, place))
            return
        for option in self.questions[place]["options"]:
            given = {**answers, place: option["key"]}
            to = self.leads(self.questions[place], option, given)
            if to is None:
                self.stuck.add((place, option["key"]))
            else:
                self.go(policy_set, to, given)

    def leads(self, question: dict, option: dict, answers: dict) -> str | None:
        for index, route in enumerate(question["routes"]):
            guard = route["when"]
            if could_hold(guard, answers, True) != could_hold(guard, answers, False):
                self.undecided.add((question["key"], index))
            if holds(guard, answers):
                self.fired.add((question["key"], index))
                return route["to"]
        if "to" in option:
            self.followed.add((question["key"], option["key"]))
        return option.get("to")


def opinion(definition: dict) -> Opinion:
    """Try every answer of every policy set."""
    found = Opinion({question["key"]: question for question in definition["questions"]})
    for policy_set in definition["sets"]:
        found.go(policy_set, definition["start"][policy_set], {})
    return found


def faults(definition: dict) -> set[tuple[str, str]]:
    """The faults of flow, by rule and node, that this definition has."""
    seen = opinion(definition)
    nodes = [node["key"] for node in definition["questions"] + definition["outcomes"]]
    found = {("reachable", key) for key in nodes if key not in seen.reached}
    found |= {("routed", question) for question, _ in seen.stuck}
    found |= {("guards", question) for question, _ in seen.undecided}
    questions = {question["key"] for question in definition["questions"]}
    for question in definition["questions"]:
        key = question["key"]
        if any(reads(route["when"]) - questions for route in question["routes"]):
            found.add(("guards", key))
        if any(is_constant(route["when"], seen.questions) for route in question["routes"]):
            found.add(("constant", key))
        idle = [n for n in range(len(question["routes"])) if (key, n) not in seen.fired]
        idle += [
            option["key"]
            for option in question["options"]
            if "to" in option and (key, option["key"]) not in seen.followed
        ]
        if idle and key in seen.reached:
            found.add(("guards", key))
        if not question["routes"] and any("to" not in option for option in question["options"]):
            found.add(("routed", key))
    return found


def mended(definition: dict) -> dict:
    """A sound guide made of `definition` by taking out, again and again, what is at fault."""
    while faults(definition):
        seen = opinion(definition)
        questions = [_mended(question, seen) for question in definition["questions"]]
        definition = definition | {
            "questions": [question for question in questions if question["key"] in seen.reached],
            "outcomes": [end for end in definition["outcomes"] if end["key"] in seen.reached],
        }
        if not definition["outcomes"]:
            definition["outcomes"] = [
                {"key": "last", "standing": "silent", "answer": "No rule.", "cites": ["may"]}
            ]
            definition["start"] = definition["start"] | {definition["sets"][0]: "last"}
    return definition


def _mended(question: dict, seen: Opinion) -> dict:
    key = question["key"]
    options = []
    for option in question["options"]:
        if (key, option["key"]) in seen.stuck:
            options.append({**option, "to": "guide:other-guide"})
        elif "to" in option and (key, option["key"]) not in seen.followed:
            options.append({field: option[field] for field in ("key", "label")})
        else:
            options.append(option)
    routes = [
        route
        for index, route in enumerate(question["routes"])
        if (key, index) in seen.fired
        and (key, index) not in seen.undecided
        and reads(route["when"]) <= seen.reached
        and not is_constant(route["when"], seen.questions)
    ]
    return {**question, "options": options, "routes": routes}
