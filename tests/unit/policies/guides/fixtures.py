"""The forty guides of the sample library and the world they stand in, read from their files."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import yaml

from policies.guides import prohibitions
from policies.guides.checks import ClauseFact, Context
from policies.guides.engine import CompiledGuide, compile_guide
from policies.guides.loading import Located, load_located
from policies.guides.rules import bare

FIXTURES = Path(__file__).parents[4] / "fixtures"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def located() -> dict[str, Located]:
    """Each guide file by the name it has without its ending."""
    files = sorted((FIXTURES / "guides").glob("*.yaml"))
    return {path.stem: load_located(path.read_text()) for path in files}


@cache
def guides() -> dict[str, CompiledGuide]:
    return {name: compile_guide(guide.definition) for name, guide in located().items()}


@cache
def context() -> Context:
    """The whole library as the gate sees it."""
    roles = _read("roles.yaml")
    organisation = {each["code"]: each["organisation"] for each in roles["policy_sets"]}
    together = {
        code: frozenset(other for other, home in organisation.items() if home == organisation[code])
        for code in organisation
    }
    contacts = _read("directory.yaml")["contacts"]
    topics = prohibitions.topics(guides().values())
    return Context(
        clauses={
            key: replace(clause, topics=topics.get(key, frozenset())) for key, clause in _clauses()
        },
        contacts=frozenset(contact["key"] for contact in contacts),
        roles=frozenset(role["key"] for role in roles["job_roles"]),
        guides=frozenset(guides()),
        role_sets={role["key"]: together[role["policy_set"]] for role in roles["job_roles"]},
        contact_sets={
            contact["key"]: frozenset().union(*(together[code] for code in contact["sets"]))
            for contact in contacts
            if contact["sets"]
        },
        ways={
            bare(way): contact["key"]
            for contact in contacts
            for way in (contact.get("phone"), contact.get("email"))
            if way
        },
    )


def _read(name: str) -> dict:
    return yaml.load((FIXTURES / name).read_text(), Loader=LOADER)  # noqa: S506


def _clauses() -> Iterator[tuple[str, ClauseFact]]:
    for path in sorted((FIXTURES / "policies").glob("*.yaml")):
        policy = _read(f"policies/{path.name}")
        sets = frozenset(policy["binds"])
        waiting = list(policy["versions"][-1]["clauses"])
        while waiting:
            clause = waiting.pop(0)
            waiting += clause.get("children", ())
            yield (
                clause["id"],
                ClauseFact(
                    kind=clause["kind"],
                    strength=clause.get("strength", ""),
                    policy_sets=sets,
                    hash=str(hash(clause.get("body", ""))),
                    policy=policy["code"],
                    column=clause.get("column", ""),
                ),
            )
