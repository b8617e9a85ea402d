"""A version of a guide as the YAML that it can be read in from again."""

from django.core.management.base import BaseCommand, CommandError

from policies.guides.dumping import dump_yaml
from policies.guides.models import GuideVersion


class Command(BaseCommand):
    help = (
        "Print a guide's definition as YAML: read in again, it gives exactly the same definition."
    )

    def create_parser(self, prog_name, subcommand, **kwargs):
        """Django's own --version, which prints that of Django, gives way to ours."""
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **kwargs)

    def add_arguments(self, parser):
        parser.add_argument("guide", help="The guide's slug, such as friend-request.")
        parser.add_argument(
            "--version",
            type=int,
            dest="number",
            metavar="N",
            help="Which version; without it the one in force.",
        )

    def handle(self, *args, **options):
        versions = GuideVersion.objects.filter(guide__slug=options["guide"])
        if options["number"] is None:
            version = versions.live().first()
        else:
            version = versions.filter(number=options["number"]).first()
        if version is None:
            which = f" {options['number']}" if options["number"] is not None else " in force"
            raise CommandError(f"There is no version{which} of a guide {options['guide']!r}.")
        self.stdout.write(dump_yaml(version.definition), ending="")
