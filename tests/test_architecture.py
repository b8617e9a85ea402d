"""The bounds of the house, and that each of them is noticed when somebody crosses it."""

import ast
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.template.loader import get_template
from django.test.utils import isolate_apps

from policies.guides.models import Guide
from portal.access import declared_access, open_to_all
from tests.support.house import (
    PRODUCT,
    ROOT,
    Route,
    imports_of,
    long_functions,
    module_name,
    python_files,
    ranks,
    room_of,
    routes,
)
from tests.support.rooms import OWN

# What every room is made of, and what any room may add.
SHAPE = {"__init__", "models", "actions", "presenters", "forms", "views", "urls"}
SHARED = {
    "reading": "gathers what a page shows, in a fixed number of queries",
    "jobs": "what the worker does for the room",
}
# What one room has beyond that.
# What a room may import of a room below it: what it holds, does and shows.
FRONT_DOORS = {"models", "actions", "presenters"}
SIDE_DOORS = {
    "library.citing",
    "library.comparing",
    "library.markup",
    "library.terms",
    "guides.engine",
    "guides.checks",
}

LONGEST_FILE, LONGEST_FUNCTION = 300, 40


# --- who may import whom ---


def contracts_hold_in(folder: Path) -> bool:
    """Whether import-linter finds every contract of pyproject.toml kept in `folder`."""
    linter = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as l; l()"]
    outcome = subprocess.run(
        [*linter, "--no-cache", "--no-logo"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    # 1 is what import-linter says of a broken contract, and of a set-up that it cannot read.
    assert "Contracts" in outcome.stdout, outcome.stdout + outcome.stderr
    return outcome.returncode == 0


@pytest.fixture
def bare_house(tmp_path: Path) -> Path:
    """The rooms and their modules without a line in them, under the project's own contracts."""
    for path in python_files(*PRODUCT):
        copy = tmp_path / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.touch()
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())
    return tmp_path


def test_the_import_contracts_hold():
    assert contracts_hold_in(ROOT)


def test_the_bare_house_keeps_the_contracts(bare_house):
    (bare_house / "policies/guides/actions.py").write_text("import policies.library.models\n")
    assert contracts_hold_in(bare_house)


@pytest.mark.parametrize(
    ("file", "line"),
    [
        pytest.param("policies/library/actions.py", "import policies.guides.models", id="upwards"),
        pytest.param("policies/tasks/models/task.py", "import policies.drafting", id="sideways"),
        pytest.param("policies/reports/__init__.py", "", id="unlisted-room"),
        pytest.param("portal/access.py", "import policies.roles.models", id="portal-knows-a-room"),
        pytest.param("policies/guides/engine.py", "import django.db", id="engine-knows-django"),
        pytest.param("policies/guides/checks.py", "import policies.guides.models", id="checks"),
    ],
)
def test_a_crossed_bound_is_noticed(bare_house, file, line):
    (bare_house / file).parent.mkdir(exist_ok=True)
    (bare_house / file).write_text(f"{line}\n")
    assert not contracts_hold_in(bare_house)


# --- what a room looks like ---


def modules_out_of_shape(rooms: Path) -> list[str]:
    """Modules of the rooms in `rooms` that neither the common shape nor the tables above name."""
    return [
        f"{room}/{path.name}"
        for room in set(ranks()) - {"portal"}
        for path in sorted((rooms / room).glob("*"))
        if path.name != "__pycache__" and path.stem not in {*SHAPE, *SHARED, *OWN.get(room, ())}
    ]


def backdoor_imports(module: str, source: str) -> list[str]:
    """Imports of a room's module from another room's views, forms or private modules."""
    here = room_of(module)
    found = []
    for target in imports_of(ast.parse(source)):
        room = room_of(target)
        if not here or room in ("", "portal", here):
            continue
        inner = target.removeprefix(f"policies.{room}").removeprefix(".").split(".")[0]
        if inner not in FRONT_DOORS and f"{room}.{inner}" not in SIDE_DOORS:
            found.append(f"{module} imports {target}")
    return found


def test_every_room_has_the_common_shape(tmp_path):
    assert modules_out_of_shape(ROOT / "policies") == []
    named = {(room, name) for room, names in OWN.items() for name in names}
    assert [pair for pair in named if not find_spec("policies.{}.{}".format(*pair))] == []
    (tmp_path / "tasks").mkdir()
    (tmp_path / "tasks" / "helpers.py").touch()
    assert modules_out_of_shape(tmp_path) == ["tasks/helpers.py"]


def test_a_room_is_entered_by_its_front_door():
    files = python_files("policies")
    assert [i for f in files for i in backdoor_imports(module_name(f), f.read_text())] == []
    source = "from policies.library import views\nfrom policies.library.forms import CompareForm\n"
    assert len(backdoor_imports("policies.guides.views", source)) == 2


def test_files_and_functions_stay_short(tmp_path):
    files = python_files(*PRODUCT, "tests")
    lengths = {path: len(path.read_text().splitlines()) for path in [*files, *templates()]}
    assert [str(path) for path, length in lengths.items() if length > LONGEST_FILE] == []
    assert [name for path in files for name in long_functions(path, LONGEST_FUNCTION)] == []
    long = tmp_path / "long.py"
    long.write_text("def f():\n" + "    f()\n" * LONGEST_FUNCTION)
    assert long_functions(long, LONGEST_FUNCTION) == [f"{long}:1 f"]


# --- what a model may point at ---


def upward_keys(model: type[models.Model]) -> list[str]:
    """The fields of a model that point at a room which its own room may not know."""
    room = room_of(model.__module__)
    targets = {
        field.name: field.related_model
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
    }
    return [
        f"{model.__name__}.{name} → {target.__name__}"
        for name, target in targets.items()
        if (other := room_of(target.__module__)) != room and ranks().get(other, 0) >= ranks()[room]
    ]


def test_foreign_keys_point_down():
    own = [
        *apps.get_app_config("portal").get_models(),
        *apps.get_app_config("policies").get_models(),
    ]
    assert [key for model in own for key in upward_keys(model)] == []


@isolate_apps("policies")
def test_a_foreign_key_that_points_up_is_noticed():
    class Bookmark(models.Model):
        guide = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="+")

        class Meta:
            app_label = "policies"

        def __str__(self) -> str:
            return "a bookmark"

    Bookmark.__module__ = "policies.library.models.bookmark"
    assert upward_keys(Bookmark) == ["Bookmark.guide → Guide"]
    Bookmark.__module__ = "policies.consultations.models.bookmark"
    assert upward_keys(Bookmark) == []


# --- what a page may be opened by ---


def undeclared(found: list[Route]) -> list[str]:
    """The addresses whose views do not say who may open them."""
    return [r.pattern for r in found if not r.name or not declared_access(r.view, r.name)]


def test_every_view_declares_who_may_open_it():
    found = routes()
    assert undeclared(found) == []
    assert len({route.name for route in found}) == len(found)

    made_up = [
        Route("bare", "bare/", lambda request: None),
        Route("", "nameless/", open_to_all(lambda request: None)),
    ]
    assert undeclared(made_up) == ["bare/", "nameless/"]


# --- templates ---


def templates() -> list[Path]:
    return sorted((ROOT / "templates").rglob("*.*"))


@pytest.mark.parametrize("path", templates(), ids=lambda p: str(p.relative_to(ROOT / "templates")))
def test_every_template_compiles(path):
    assert get_template(str(path.relative_to(ROOT / "templates")))
