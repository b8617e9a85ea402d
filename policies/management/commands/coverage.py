"""Which rows of a ledger the library carries, and which of those that steer a decision an outcome rests on."""

import json
from collections import defaultdict
from collections.abc import Iterator
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
        rows = self._rows(options["ledger"])
        carried = self.carried()
        missing_of, total = defaultdict(list), defaultdict(int)
        for row in rows:
            document = row.split("-")[0]
            total[document] += 1
            if row not in carried:
                missing_of[document].append(row)
        for document in sorted(total):
            missing = missing_of[document]
            self.stdout.write(f"{document}: {total[document] - len(missing)} of {total[document]}")
            if missing:
                self.stdout.write("  " + " ".join(missing))
        steering = [row for row, steers in rows.items() if steers]
        uncited = sorted(set(steering) - self.cited())
        if steering:
            number = f"{len(steering) - len(uncited)} of {len(steering)}"
            self.stdout.write(f"Cited by an outcome: {number} that steer a decision")
        if uncited:
            self.stdout.write("  " + " ".join(uncited))
        if any(missing_of.values()):
            raise CommandError("Some rows are carried by nothing.")
        if uncited:
            raise CommandError("Some rows that steer a decision are cited by no outcome.")

    def _rows(self, name: str) -> dict[str, bool]:
        """Each row's id, and whether it steers a decision (`decision`: true)."""
        try:
            rows = json.loads(Path(name).read_text())
            return {row["id"].strip(): bool(row.get("decision")) for row in rows}
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
        for outcome in self._outcomes():
            found.update(outcome.get("source") or ())
        return found

    def cited(self) -> set[str]:
        """Every source id of an outcome of a guide now published, or of a clause in force that one cites."""
        found: set[str] = set()
        cites: set[str] = set()
        for outcome in self._outcomes():
            cites.update(outcome.get("cites") or ())
            found.update(outcome.get("source") or ())
        words = ClauseVersion.objects.in_force().filter(clause__short_id__in=cites)
        for source in words.values_list("source", flat=True):
            found.update(source)
        return found

    def _outcomes(self) -> Iterator[dict]:
        published = GuideVersion.objects.filter(state=GuideVersion.State.PUBLISHED)
        for definition in published.values_list("definition", flat=True):
            yield from definition["outcomes"]
