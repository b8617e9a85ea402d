"""Prove that nothing in the audit trail and the histories of records was changed or taken out."""

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Count

from policies.consultations import integrity
from policies.consultations.models import Consultation
from portal.models import ChainedEvent


class Command(BaseCommand):
    help = (
        "Checks every hash chain and every consultation record against its history. "
        "Prints counts and ok; names the first broken link of each chain and exits with 1."
    )

    def handle(self, *args, **options) -> None:
        broken = sum(self._chains(model) for model in _chained_models())
        broken += self._records()
        if broken:
            noun = "chain or record does" if broken == 1 else "chains or records do"
            raise CommandError(f"{broken} {noun} not hold.")
        self.stdout.write("ok")

    def _chains(self, model: type[ChainedEvent]) -> int:
        size = model.objects.aggregate(rows=Count("pk"), chains=Count("chain", distinct=True))
        links = model.broken_links()
        name = model._meta.verbose_name_plural
        self._line(f"{name}: {size['rows']} rows in {size['chains']} chains", len(links))
        for link in links:
            self.stdout.write(f"  {link.table}, {link.chain}, row {link.sequence}: {link.reason}")
        return len(links)

    def _records(self) -> int:
        problems = list(integrity.problems())
        self._line(f"consultations: {Consultation.objects.count()} records", len(problems))
        for problem in problems:
            self.stdout.write(f"  {problem.reference}: {problem.reason}")
        return len(problems)

    def _line(self, counted: str, broken: int) -> None:
        self.stdout.write(f"{counted}: {f'{broken} broken' if broken else 'ok'}")


def _chained_models() -> list[type[ChainedEvent]]:
    return [model for model in apps.get_models() if issubclass(model, ChainedEvent)]
