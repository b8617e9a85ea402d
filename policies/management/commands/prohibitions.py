"""Which prohibitions the published guides lead to."""

import json

from django.core.management.base import BaseCommand, CommandError

from policies.guides.reading.prohibitions import MISSING, Prohibition, Report, report
from policies.library.models import Policy


class Command(BaseCommand):
    help = "Name each prohibition in force with the outcomes that reach it, or its waiver; fail where one has neither."

    def add_arguments(self, parser):
        parser.add_argument("--policy", default="", help="Only those of the policy with this code.")
        parser.add_argument("--json", action="store_true", help="Print the report as JSON.")

    def handle(self, *args, **options):
        code = options["policy"]
        if code and not Policy.objects.filter(code=code).exists():
            codes = ", ".join(Policy.objects.order_by("code").values_list("code", flat=True))
            raise CommandError(f"There is no policy {code}: name one of {codes}.")
        found = report(code)
        if options["json"]:
            self.stdout.write(json.dumps(self._as_dict(found), indent=2))
        else:
            self._print(found)
        if found.missing:
            raise CommandError("Some prohibitions are neither reached nor waived.")

    def _print(self, found: Report) -> None:
        self.stdout.write(f"{found.settled} of {len(found.rows)} reached or waived")
        for each in found.policies:
            self.stdout.write(f"{each.policy.code}: {each.settled} of {len(each.rows)}")
            for row in each.in_order:
                self.stdout.write(f"  {row.short_id}: {self._covered(row)}")
        for waiver in found.idle:
            self.stdout.write(f"{waiver.clause.short_id}: waived, but forbids nothing any more")

    def _covered(self, row: Prohibition) -> str:
        if row.state == MISSING:
            old = ", waived for other words" if row.waiver else ""
            return f"not reached{old}"
        if row.reached_by:
            return ", ".join(self._outcomes(row))
        return f"waived by {row.waiver.signed_by} on {row.waiver.signed_on}: {row.waiver.reason}"

    def _outcomes(self, row: Prohibition) -> list[str]:
        return [f"{each.guide.slug}/{o.key}" for each in row.reached_by for o in each.outcomes]

    def _as_dict(self, found: Report) -> dict:
        return {
            "ok": not found.missing,
            "prohibitions": len(found.rows),
            "reached": len(found.reached),
            "waived": len(found.waived),
            "not_reached": [row.short_id for row in found.missing],
            "rows": [
                {
                    "clause": row.short_id,
                    "policy": row.words.version.policy.code,
                    "state": row.state,
                    "reached_by": self._outcomes(row),
                    "waiver": self._waiver(row),
                }
                for row in found.rows
            ],
        }

    def _waiver(self, row: Prohibition) -> dict | None:
        if row.waiver is None:
            return None
        return {
            "reason": row.waiver.reason,
            "signed_by": row.waiver.signed_by.username,
            "signed_on": str(row.waiver.signed_on),
            "for_these_words": not row.waived_for_other_words,
        }
