"""Which rows of a ledger the library carries."""

import json
from collections import defaultdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from policies.directory.models import Contact
from policies.guides.models import GuideVersion
from policies.library.models import ClauseVersion, Definition, Reference
from policies.tasks.models import RoleTask


class Command(BaseCommand):
    help = "Compare a ledger (a JSON list of rows with an id) with what the library carries as its source."

    def add_arguments(self, parser):
        parser.add_argument(
            "ledger", help="JSON file: a list of rows, each with an id such as 000-001."
        )

    def handle(self, *args, **options):
        carried = self.carried()
        missing_of, total = defaultdict(list), defaultdict(int)
        for row in self._rows(options["ledger"]):
            document = row.split("-")[0]
            total[document] += 1
            if row not in carried:
                missing_of[document].append(row)
        for document in sorted(total):
            missing = missing_of[document]
            self.stdout.write(f"{document}: {total[document] - len(missing)} of {total[document]}")
            if missing:
                self.stdout.write("  " + " ".join(missing))
        if any(missing_of.values()):
            raise CommandError("Some rows are carried by nothing.")

    def _rows(self, name: str) -> list[str]:
        try:
            return [row["id"].strip() for row in json.loads(Path(name).read_text())]
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise CommandError(f"{name} is no ledger that can be read: {error}") from error

    def carried(self) -> set[str]:
        """Every source id that something in force carries."""
        found: set[str] = set()
        for rows in (
            ClauseVersion.objects.in_force(),
            Definition.objects.all(),
            Reference.objects.all(),
            RoleTask.objects.all(),
            Contact.objects.all(),
        ):
            for source in rows.values_list("source", flat=True):
                found.update(source)
        published = GuideVersion.objects.filter(state=GuideVersion.State.PUBLISHED)
        for definition in published.values_list("definition", flat=True):
            for outcome in definition["outcomes"]:
                found.update(outcome.get("source") or ())
        return found
