"""Add generated consultations and audit events to the sample, for tests and measurements."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from policies.sample import records


class Command(BaseCommand):
    help = (
        "Add invented consultations with their histories, and audit events about them, to a "
        "database that holds the sample. There is no way to take them out again."
    )

    def add_arguments(self, parser):
        parser.add_argument("--consultations", type=int, default=records.CONSULTATIONS)
        parser.add_argument(
            "--audit", type=int, default=records.AUDIT, help="Audit events, of all of them."
        )
        parser.add_argument(
            "--seed", type=int, default=records.SEED, help="The same seed gives the same records."
        )
        parser.add_argument(
            "--yes", action="store_true", help="Do it on a database that is not for trying things."
        )

    def handle(self, *args, **options):
        if not (settings.SAMPLE_ALLOWED or options["yes"]):
            raise CommandError(
                "Invented consultations would stand among those of people, for good. "
                "Give --yes if that is what you want."
            )
        size = {name: options[name] for name in ("consultations", "audit", "seed")}
        try:
            records.generate(**size)
        except records.CannotGenerate as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{size['consultations']:,} consultations and {size['audit']:,} audit events"
        )
