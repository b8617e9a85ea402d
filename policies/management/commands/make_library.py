"""Add a generated library to the sample, for tests and measurements."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from policies.sample import generate


class Command(BaseCommand):
    help = (
        "Add invented policies to a database that holds the sample, to try the portal at the size "
        "of a large department. There is no way to take them out again."
    )

    def add_arguments(self, parser):
        parser.add_argument("--policies", type=int, default=generate.POLICIES)
        parser.add_argument(
            "--clauses",
            type=int,
            default=generate.CLAUSES,
            help="Clauses in force, of all of them.",
        )
        parser.add_argument(
            "--seed", type=int, default=generate.SEED, help="The same seed gives the same library."
        )
        parser.add_argument(
            "--yes", action="store_true", help="Do it on a database that is not for trying things."
        )

    def handle(self, *args, **options):
        if not (settings.SAMPLE_ALLOWED or options["yes"]):
            raise CommandError(
                "Invented policies would stand among those that bind people, for good. "
                "Give --yes if that is what you want."
            )
        size = {name: options[name] for name in ("policies", "clauses", "seed")}
        try:
            generate.generate(**size)
        except generate.CannotGenerate as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{size['policies']} policies with {size['clauses']:,} clauses in force")
