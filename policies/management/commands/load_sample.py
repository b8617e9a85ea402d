"""Load the sample library."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from policies.guides.actions import GateRefused
from policies.sample import load


class Command(BaseCommand):
    help = "Load the sample library, its people and guides into an empty database."

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-empty", action="store_true", help="Do nothing where the database is not empty."
        )
        parser.add_argument(
            "--with-accounts",
            action="store_true",
            help="Allow the sample accounts, whose password is public, on this database.",
        )

    def handle(self, *args, **options):
        if options["if_empty"] and load.is_loaded():
            return
        if not (settings.SAMPLE_ALLOWED or options["with_accounts"]):
            raise CommandError(
                "The sample has accounts with a public password. Give --with-accounts if that is what you want."
            )
        try:
            load.load(say=self.stdout.write)
        except (load.AlreadyLoaded, load.BrokenFixture, GateRefused) as error:
            raise CommandError(str(error)) from error
