"""The whole sample library, in the order in which one thing needs another."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import yaml
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from policies.guides import actions as guides
from policies.guides import gate
from policies.guides.checks import load_yaml
from policies.library.models import Policy
from policies.sample import directory, documents, matters, people, registers, types
from policies.search import actions as finding
from policies.search import spelling
from portal.models import User

FIXTURES = settings.BASE_DIR / "fixtures"


class AlreadyLoaded(Exception):
    """The database holds policies or people already."""


class BrokenFixture(Exception):
    """A file of the sample library cannot be read; the message names it and the place."""


def read(path: Path) -> dict:
    """A YAML file as data, read with the safe loader."""
    try:
        return yaml.load(path.read_text(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BrokenFixture(f"{path.name}: {error}") from error


def is_loaded() -> bool:
    return Policy.objects.exists() or User.objects.exists()


@transaction.atomic
def load(say: Callable[[str], None] = lambda line: None) -> None:
    """Load the sample into an empty database, all or nothing.

    Raises AlreadyLoaded, BrokenFixture, and guides.GateRefused with what the publish gate found.
    """
    if is_loaded():
        raise AlreadyLoaded("The database is not empty: run make reset first.")
    people.load(read(FIXTURES / "roles.yaml"), password=people.PASSWORD)
    say(f"{User.objects.count()} people")
    author = User.objects.get(username="editor")
    approver = User.objects.get(username="approver")
    for path in sorted((FIXTURES / "policies").glob("*.yaml")):
        policy = documents.load(read(path), author=author, approver=approver)
        say(f"{policy.title}: {policy.clauses.count()} clauses")
    directory.load(read(FIXTURES / "directory.yaml"))
    say(f"{types.load(read(FIXTURES / 'consultation_types.yaml'))} types of consultations")
    say(f"{registers.load(read(FIXTURES / 'registers.yaml'), author)} entries of the registers")
    say(f"{matters.load(read(FIXTURES / 'matters.yaml'))} matters")
    _guides(say)
    _words(say, author)


def _guides(say: Callable[[str], None]) -> None:
    """Every guide, each after its earlier versions; all of them are reviewed where these files are kept."""
    definitions = [_definition(path) for path in sorted((FIXTURES / "guides").glob("*.yaml"))]
    definitions.sort(key=lambda d: d.get("decision") or "")
    before = [
        (_first_day(path), _definition(path))
        for path in (FIXTURES / "guides" / "earlier").glob("*.yaml")
    ]
    for day, definition in sorted(before, key=lambda pair: pair[0]):
        guides.publish(
            by=None,
            definition=definition,
            context=gate.context(coming=definitions, on=timezone.localdate(day)),
            at=day,
            reviewed_as_file=True,
        )
    context = gate.context(coming=definitions)
    for order, definition in enumerate(definitions, 1):
        guides.publish(
            by=None, definition=definition, context=context, order=order, reviewed_as_file=True
        )
    say(
        f"{len(definitions)} guides through the gate, {len(before)} of them in an earlier version too"
    )


def _definition(path: Path) -> dict:
    definition, faults = load_yaml(path.read_text())
    if definition is None:
        raise BrokenFixture(f"{path.name}: {'; '.join(f.message for f in faults)}")
    return definition


def _first_day(path: Path) -> datetime:
    """When an earlier version came into force: the morning of the day at the end of its file's name."""
    try:
        return timezone.make_aware(datetime.strptime(path.stem[-10:], "%Y-%m-%d"))
    except ValueError as error:
        raise BrokenFixture(f"{path.name}: end the name with a day such as 2026-03-02.") from error


def _words(say: Callable[[str], None], author: User) -> None:
    """The synonym table; then every word by which something can be found, for searches that are misspelt."""
    rows = read(FIXTURES / "synonyms.yaml")["synonyms"]
    for row in rows:
        finding.add_synonym(by=author, word=row["word"], means=row["means"])
    spelling.gather()
    say(f"{len(rows)} synonyms")
