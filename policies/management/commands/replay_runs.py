"""Go through kept runs again, each on the version of the guide it is pinned to."""

import json
from collections.abc import Iterable

from django.core.management.base import BaseCommand, CommandError, CommandParser

from policies.consultations.retracing import retrace_records
from policies.guides.actions import Replayed, replay_runs
from policies.guides.models import GuideRun


class Command(BaseCommand):
    help = (
        "Replays every kept run, and the guide's outcome in every record, against the definition "
        "stored with its version. Names what differs and exits with 1."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="Runs that nobody kept as well.")
        parser.add_argument("--json", action="store_true", help="Print the result as JSON.")

    def handle(self, *args, **options) -> None:
        runs = GuideRun.objects.all() if options["all"] else GuideRun.objects.kept()
        kinds = (("runs", replay_runs(runs)), ("records", retrace_records()))
        show = self._as_json if options["json"] else self._in_words
        different = show(kinds)
        if different:
            raise CommandError(f"{different} of them differ.")

    def _in_words(self, kinds: Iterable[tuple[str, Iterable[Replayed]]]) -> int:
        different = 0
        for noun, found in kinds:
            total = wrong = 0
            for each in found:
                total += 1
                if not each.same:
                    wrong += 1
                    self.stdout.write(f"{each.name}: {_words(each)}")
            self.stdout.write(f"{noun}: {total - wrong} of {total} identical")
            different += wrong
        return different

    def _as_json(self, kinds: Iterable[tuple[str, Iterable[Replayed]]]) -> int:
        """Written piece by piece: a list of what differs may be as long as the list of runs."""
        counts, different = {}, 0
        self.stdout.write('{"different": [', ending="")
        for noun, found in kinds:
            total = wrong = 0
            for each in found:
                total += 1
                if not each.same:
                    self.stdout.write(",\n" if different + wrong else "\n", ending="")
                    self.stdout.write(json.dumps(_facts(noun, each)), ending="")
                    wrong += 1
            counts[noun] = {"replayed": total, "identical": total - wrong}
            different += wrong
        self.stdout.write("],")
        self.stdout.write(json.dumps(counts)[1:])
        return different


def _words(each: Replayed) -> str:
    """What differs, for a person: which version, what is stored, what it gives."""
    here = f"{each.guide}, version {each.version}: "
    if each.stored != each.replayed and not each.fault:
        return f"{here}stored {each.stored or 'no outcome'}, replayed {each.replayed or 'none'}"
    return f"{here}stored {each.stored or 'no outcome'}, {each.fault}"


def _facts(noun: str, each: Replayed) -> dict:
    return {
        "of": noun,
        "name": each.name,
        "guide": each.guide,
        "version": each.version,
        "stored": each.stored,
        "replayed": each.replayed,
        "fault": each.fault,
    }
