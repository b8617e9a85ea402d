"""Load organisations, teams, job roles and people."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from policies.sample import people
from policies.sample.load import BrokenFixture, read


class Command(BaseCommand):
    help = "Make or update organisations, teams, job roles and people from a YAML file like fixtures/roles.yaml."

    def add_arguments(self, parser):
        parser.add_argument("file")

    def handle(self, *args, **options):
        try:
            people.load(read(Path(options["file"])))
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}.") from error
        except (BrokenFixture, Error) as error:
            raise CommandError(str(error)) from error
        except (KeyError, TypeError, AttributeError) as error:
            raise CommandError(f"{options['file']} lacks or misspells {error}.") from error
        self.stdout.write("Loaded. People without a password sign in with their work account.")
