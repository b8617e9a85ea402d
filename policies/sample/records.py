"""Consultations and audit events in any number, for tests and benchmarks only: all invented.

Written by COPY, past the actions and not past the database: every trigger fires, so that the chains
are those that the database itself computed, and `verify_audit` proves them like any others. Batches
are transactions of their own, since a chain is locked until its transaction ends.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.utils import timezone

from policies.consultations import pinning
from policies.consultations.actions import detail_of
from policies.consultations.models import Advice, Consultation, ConsultationEvent, Decision, Kind
from policies.library.models import Citation, ClauseVersion
from policies.sample.copying import copy, next_keys, next_references, row_of
from policies.sample.invented import staff
from policies.sample.invented.staff import Staff
from policies.sample.invented.words import Writer
from portal.models import AuditEvent, User
from portal.models.chained import ZERO_HASH, canonical

CONSULTATIONS, AUDIT, SEED = 100_000, 1_000_000, 20_260_301
A_TEAM = 1_000  # records of one team: with more records there are more teams
BATCH = 400
YEARS = 3
# The way of a record, and how far it has come; of a hundred, four are open.
_WAY = (
    ("start", "draft"),
    ("submit", "submitted"),
    ("accept", "accepted"),
    ("advise", "advised"),
    ("decide", "decided"),
    ("acknowledge", "acknowledged"),
    ("close", "closed"),
)
_OF_WHO_ASKED = {"start", "submit", "acknowledge", "withdraw"}
_OPEN = ("submitted", "accepted", "advised", "decided")


class CannotGenerate(Exception):
    """There is no sample to build on, or the size makes no sense."""


@dataclass
class Rows:
    """What a batch writes, in the order in which the tables need each other."""

    consultations: list[dict] = field(default_factory=list)
    advice: list[dict] = field(default_factory=list)
    decisions: list[dict] = field(default_factory=list)
    events: list[dict] = field(default_factory=list)
    citations: list[dict] = field(default_factory=list)
    audit: list[dict] = field(default_factory=list)

    def write(self) -> None:
        for model, rows in (
            (Consultation, self.consultations),
            (Advice, self.advice),
            (Decision, self.decisions),
            (ConsultationEvent, self.events),
            (Citation, self.citations),
            (AuditEvent, self.audit),
        ):
            copy(model, rows)


def generate(*, consultations: int = CONSULTATIONS, audit: int = AUDIT, seed: int = SEED) -> None:
    """Add so many consultations with their histories, and so many audit events about them.

    The same for the same seed and the same number of records before. Raises CannotGenerate, with the reason.
    """
    if consultations < 1 or audit < 0:
        raise CannotGenerate("Ask for at least one consultation.")
    words = list(
        ClauseVersion.objects.in_force()
        .filter(version__policy__code="yj-social-media")
        .exclude(text="")
        .select_related("clause")
        .defer("search", "clause__search")
        .order_by("path")
    )
    if not words:
        raise CannotGenerate("Load the sample first: manage.py load_sample.")
    there = Consultation.objects.count()
    teams = staff.make(max(1, (there + consultations) // A_TEAM))
    maker = Maker(words, teams, seed + there)
    for first in range(0, consultations, BATCH):
        numbers = range(first, min(first + BATCH, consultations))
        shares = [audit * (n + 1) // consultations - audit * n // consultations for n in numbers]
        with transaction.atomic():
            maker.batch(numbers, shares).write()
    with connection.cursor() as cursor:
        # What autovacuum does in time; within a transaction it cannot be done.
        cursor.execute("ANALYZE" if connection.in_atomic_block else "VACUUM (ANALYZE)")


class Maker:
    """Makes the rows of records up."""

    def __init__(self, words: Sequence[ClauseVersion], teams: Sequence[Staff], seed: int):
        self.words, self.teams = words, teams
        self.writer = Writer([clause.text for clause in words], seed)
        self.random: random.Random = self.writer.random
        self.now = timezone.now()
        self.kind = ContentType.objects.get_for_model(Consultation).pk

    def batch(self, numbers: Sequence[int], shares: Sequence[int]) -> Rows:
        rows = Rows()
        pks = next_keys(Consultation, len(numbers))
        references = next_references(len(numbers))
        entries, decisions = (next_keys(model, len(numbers)) for model in (Advice, Decision))
        for n, number in enumerate(numbers):
            self._record(rows, number, pks[n], references[n], (entries[n], decisions[n]), shares[n])
        return rows

    def _record(
        self,
        rows: Rows,
        number: int,
        pk: int,
        reference: int,
        further: tuple[int, int],
        share: int,
    ) -> None:
        team = self.teams[number % len(self.teams)]
        worker = team.workers[number // len(self.teams) % len(team.workers)]
        way = self._way()
        asked_at = self._asked_at(way)
        words = self.words[number % len(self.words)]
        record = Consultation(
            pk=pk,
            reference=f"C-{asked_at.year}-{reference:06}",
            kind=Kind.ADVICE,
            state=way[-1][1],
            revision=len(way),
            topic=self.writer.phrase(5),
            question=f"{self.writer.phrase(25)}?",
            case_reference=f"MD-{number:06}",
            requester=worker,
            requester_role=team.worker_role,
            team=team.team,
            policy_set=team.team.policy_set,
            assigned_to=team.leader,
            due=(asked_at + timedelta(days=7)).date(),
            clause=words.clause,
            form_key=self.writer.uid(),
            created_at=asked_at,
            submitted_at=asked_at,
        )
        rows.consultations.append(row_of(record))
        rows.citations.append(self._citation(record, words))
        events = list(self._events(rows, record, way, words, team, further))
        rows.events += events
        rows.audit += self._audit(record, events, share)

    def _way(self) -> Sequence[tuple[str, str]]:
        chance = self.random.random()
        if chance < 0.02:
            return (*_WAY[:2], ("withdraw", "withdrawn"))
        if chance < 0.06:
            until = self.random.choice(_OPEN)
            return _WAY[: [state for _, state in _WAY].index(until) + 1]
        return _WAY

    def _asked_at(self, way: Sequence[tuple[str, str]]) -> datetime:
        """In the last days for what is open, else in the last years."""
        days = self.random.uniform(14, YEARS * 365)
        return self.now - timedelta(
            days=days if way[-1][1] in ("closed", "withdrawn") else days % 9
        )

    def _events(
        self,
        rows: Rows,
        record: Consultation,
        way: Sequence[tuple[str, str]],
        words: ClauseVersion,
        team: Staff,
        further: tuple[int, int],
    ) -> Iterator[dict]:
        """The record's history; on the way, its advice and its decision."""
        at, before = record.submitted_at, ""
        for action, state in way:
            asks = action in _OF_WHO_ASKED
            by, title = (
                (record.requester, team.worker_role.title)
                if asks
                else (team.leader, team.leader_role.title)
            )
            text, detail = "", {}
            if action == "submit":
                detail = pinning.submission(record, [words])
                detail |= {"to": team.leader.name, "person": team.leader.pk, "level": 1}
            elif action == "advise":
                advice = self._advice(record, further[0], title, at)
                rows.advice.append(row_of(advice))
                text, detail = advice.text, detail_of(advice)
            elif action == "decide":
                decision = self._decision(record, further[1], title, at)
                rows.decisions.append(row_of(decision))
                text = decision.reasons
                detail = {"result": decision.result, "conditions": decision.conditions}
            yield _linked(record.reference, at, by, action, detail) | {
                "consultation_id": record.pk,
                "from_state": before,
                "to_state": state,
                "by_title": title,
                "text": text,
            }
            before = state
            at = min(at + timedelta(hours=self.random.uniform(1, 30)), self.now)

    def _advice(self, record: Consultation, pk: int, title: str, at: datetime) -> Advice:
        return Advice(
            pk=pk,
            consultation=record,
            text=f"{self.writer.phrase(12)}.",
            given_on=timezone.localdate(at),
            by=record.assigned_to,
            by_title=title,
            at=at,
        )

    def _decision(self, record: Consultation, pk: int, title: str, at: datetime) -> Decision:
        result = self.random.choice([Decision.Result.APPROPRIATE, Decision.Result.NOT_APPROPRIATE])
        return Decision(
            pk=pk,
            consultation=record,
            result=result,
            reasons=f"{self.writer.phrase(12)}.",
            by=record.assigned_to,
            by_title=title,
            at=at,
        )

    def _citation(self, record: Consultation, words: ClauseVersion) -> dict:
        return {
            "source_type_id": self.kind,
            "source_id": record.pk,
            "part": "",
            "label": f"Consultation {record.reference}",
            "url": record.get_absolute_url(),
            "clause_id": words.clause_id,
            "pinned_id": words.pk,
            "pinned_hash": words.hash,
            "retired": False,
            "created_at": record.submitted_at,
        }

    def _audit(self, record: Consultation, events: Sequence[dict], share: int) -> Iterator[dict]:
        """`share` rows: one for each event, and then who read the record when."""
        chain = f"consultation:{record.pk}"
        people = (record.assigned_to, record.requester)
        last = events[-1]["at"]
        for n in range(share):
            if n < len(events):
                event = events[n]
                moved = {"from": event["from_state"], "to": event["to_state"]}
                done = f"consultation.{event['action']}"
                yield _linked(chain, event["at"], event["by_id"], done, moved)
            else:
                yield _linked(chain, last, people[n % 2], "consultation.read", {})


def _linked(
    chain: str, at: datetime, by: User | int, action: str, detail: dict
) -> dict[str, object]:
    """A row of a chain, as it is before the database links it."""
    return {
        "chain": chain,
        "sequence": 0,
        "at": at,
        "by_id": by if isinstance(by, int) else by.pk,
        "action": action,
        "detail": canonical(detail) if detail else "",
        "previous_hash": ZERO_HASH,
        "hash": ZERO_HASH,
    }
