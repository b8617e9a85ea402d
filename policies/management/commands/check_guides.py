"""Hold guides against the publish gate."""

import json
from collections.abc import Mapping
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from policies.guides import checks, gate
from policies.guides.loading import Located, load_located
from policies.guides.models import GuideVersion


class Command(BaseCommand):
    help = "Check guide files, or all published guides, and name every fault."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="*", help="YAML files; none checks what is published.")
        parser.add_argument("--json", action="store_true", help="Print the reports as JSON.")

    def handle(self, *args, **options):
        reports = (
            self._files(options["files"]) if options["files"] else self._published(gate.context())
        )
        if options["json"]:
            self.stdout.write(json.dumps({k: r.as_dict() for k, r in reports.items()}, indent=2))
        else:
            self._print(reports)
        if not all(report.ok for report in reports.values()):
            raise CommandError("The gate refuses what is named above.")

    def _files(self, names: list[str]) -> dict[str, checks.Report]:
        read = {name: self._read(name) for name in names}
        context = gate.context(
            coming=[each.definition for each in read.values() if each.definition is not None]
        )
        live = dict(GuideVersion.objects.live().values_list("guide__slug", "definition"))
        return {name: self._report(located, context, live) for name, located in read.items()}

    def _report(
        self, located: Located, context: checks.Context, live: Mapping[str, dict]
    ) -> checks.Report:
        """What the gate says of a file, each fault with its line, compared with what is published."""
        if located.definition is None:
            return checks.Report(located.faults)
        slug = located.definition.get("slug")
        before = live.get(slug) if isinstance(slug, str) else None
        report = checks.check(located.definition, context, live=before)
        return checks.with_lines(report, located.lines)

    def _read(self, name: str) -> Located:
        try:
            return load_located(Path(name).read_bytes().decode("utf-8", "replace"))
        except OSError as error:
            raise CommandError(f"{name} cannot be read: {error.strerror}.") from error

    def _published(self, context: checks.Context) -> dict[str, checks.Report]:
        versions = GuideVersion.objects.filter(state="published").select_related("guide")
        return {v.guide.slug: checks.check(v.definition, context) for v in versions}

    def _print(self, reports: dict[str, checks.Report]) -> None:
        for name, report in reports.items():
            if report.ok:
                self.stdout.write(
                    f"{name}: ok, {report.questions} questions, {report.outcomes} outcomes, "
                    f"{report.paths} paths"
                )
            for fault in (*report.faults, *report.to_sign):
                place = f"{name}:{fault.line}" if fault.line else name
                self.stdout.write(f"{place}: {fault.rule}, {fault.node}: {fault.message}")
