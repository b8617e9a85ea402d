"""Every path through a guide, written out."""

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from django.core.management.base import BaseCommand, CommandError

from policies.guides.compiled import CompiledGuide
from policies.guides.compiling import compiled
from policies.guides.models import GuideVersion
from policies.guides.paths import TooManyStates, each_path, survey
from policies.guides.wording import end_words, path_words

MOST = 1_000


class Command(BaseCommand):
    help = "List each path through the version of a guide that is in force: the answers, and where they lead."

    def add_arguments(self, parser):
        parser.add_argument("guide", help="The guide's slug, such as friend-request.")
        parser.add_argument("--set", help="Only for the staff of this policy set, such as YJ.")
        parser.add_argument("--most", type=int, default=MOST, help="List no more than this.")
        parser.add_argument("--json", action="store_true", help="Print the paths as JSON.")

    def handle(self, *args, **options):
        version = GuideVersion.objects.live().filter(guide__slug=options["guide"]).first()
        if version is None:
            raise CommandError(f"No version of a guide {options['guide']!r} is in force.")
        guide = compiled(version)
        codes = [options["set"]] if options["set"] else list(guide.start)
        if unknown := [code for code in codes if code not in guide.start]:
            served = ", ".join(guide.start)
            raise CommandError(f"The guide does not serve {unknown[0]!r}. It serves {served}.")
        if options["most"] < 1:
            raise CommandError("List at least one path: give --most 1 or more.")
        paths = list(islice(_paths(guide, codes), options["most"] + 1))
        shown = paths[: options["most"]]
        total = len(paths) if len(paths) == len(shown) else _total(guide, codes)
        if options["json"]:
            self.stdout.write(self._json(version, shown, total))
        else:
            self._print(guide, shown, total)

    def _json(self, version: GuideVersion, shown: list[dict], total: int | None) -> str:
        return json.dumps(
            {
                "guide": version.definition["slug"],
                "version": version.number,
                "total": total,
                "listed": len(shown),
                "paths": shown,
            },
            ensure_ascii=False,
            indent=2,
        )

    def _print(self, guide: CompiledGuide, shown: list[dict], total: int | None) -> None:
        for path in shown:
            self.stdout.write(f"{path['set']}: {path['end']}")
            for question, answer in path_words((guide,), path["answers"]):
                self.stdout.write(f"    {question} {answer}")
            self.stdout.write(f"    → {end_words(guide, path['end'])}")
        if total == len(shown):
            self.stdout.write(f"{total:,} path{'' if total == 1 else 's'}")
        else:
            of = f"{total:,} paths" if total is not None else "more paths than can be counted"
            self.stdout.write(f"These are the first {len(shown):,} of {of}: see --most.")


def _total(guide: CompiledGuide, codes: list[str]) -> int | None:
    """How many paths there are for these sets; None where they cannot be counted without listing each."""
    served = replace(guide, sets=tuple(codes), start={code: guide.start[code] for code in codes})
    try:
        return survey(served).paths
    except TooManyStates:
        return None


def _paths(guide: CompiledGuide, codes: list[str]) -> Iterator[dict]:
    for code in codes:
        for answers, end in each_path(guide, code):
            yield {"set": code, "answers": answers, "end": end.key}
