"""What the tests of the architecture look at: files, rooms, URLs."""

import ast
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

from tests.support.site import ROOT

PRODUCT = ("portal", "policies")
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text())


@dataclass(frozen=True)
class Route:
    """One address of the portal: its name, its pattern as text, and the view behind it."""

    name: str
    pattern: str
    view: Callable


def routes() -> list[Route]:
    """Every address of the portal."""
    return list(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: list, prefix: str) -> Iterator[Route]:
    for entry in patterns:
        text = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(entry.url_patterns, text)
        elif isinstance(entry, URLPattern):
            yield Route(entry.name or "", text, entry.callback)


def ranks() -> dict[str, int]:
    """The rooms with their ranks, from the contract in pyproject.toml; `portal` is the lowest."""
    [layers] = [c["layers"] for c in SETTINGS["tool"]["importlinter"]["contracts"] if "layers" in c]
    rooms = {"portal": 0}
    for rank, layer in enumerate(reversed(layers), start=1):
        rooms |= {room.strip(): rank for room in layer.split("|")}
    return rooms


def room_of(module: str) -> str:
    """The room of a module, such as `library` for `policies.library.models.clause`; else empty."""
    first, _, rest = module.partition(".")
    room = rest.split(".")[0] if first == "policies" else first
    return room if room in ranks() else ""


def python_files(*folders: str) -> list[Path]:
    """The Python files below these folders of the project, without migrations."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return sorted(path for path in found if "migrations" not in path.parts)


def module_name(path: Path) -> str:
    """The dotted name of a Python file of the project."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def imports_of(tree: ast.AST) -> Iterator[str]:
    """Every module that a file imports by its full name; for `from a import b` also `a.b`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def long_functions(path: Path, limit: int) -> list[str]:
    """The functions of a file with more than `limit` lines, decorators not counted."""
    functions = (
        node
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    return [
        f"{path}:{node.lineno} {node.name}"
        for node in functions
        if node.end_lineno - node.lineno + 1 > limit
    ]
