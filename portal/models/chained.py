"""Append-only rows, chained by hash in the database.

Each row of a chain carries the hash of the row before it. The database computes sequence and hashes on insert and
refuses UPDATE and DELETE, so that neither a bug nor a query by hand changes the past unseen. The formula is simple
enough to be checked with any tool in thirty years:

    hash = sha256(previous_hash + part(column) for each column of `hashed`), as UTF-8, in hexadecimal
    part(text) = the number of its characters, a colon, the text; NULL counts as empty
    times are written in UTC as 2026-11-20T05:34:48.123456Z; the first previous_hash is 64 zeros
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone

ZERO_HASH = "0" * 64


@dataclass(frozen=True)
class BrokenLink:
    """The first row of a chain that does not follow from the one before it."""

    table: str
    chain: str
    sequence: int
    reason: str


def part(value: object) -> str:
    """One column as it enters the hash."""
    if value is None:
        value = ""
    elif isinstance(value, datetime):
        value = value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return f"{len(str(value))}:{value}"


def _part_sql(column: str) -> str:
    text = (
        """to_char(NEW."at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""
        if column == "at"
        else f"coalesce(NEW.\"{column}\"::text, '')"
    )
    return f"length({text}) || ':' || {text}"


def chain_triggers(table: str, hashed: Iterable[str]) -> list[pgtrigger.Trigger]:
    """The triggers of a chained table: compute the link on insert, refuse any change after it.

    `table` is the model's table name and `hashed` its columns in the order in which they enter the hash.
    """
    parts = " || ".join(_part_sql(column) for column in hashed)
    return [
        pgtrigger.Trigger(
            name="chain",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert,
            declare=[("last", "RECORD")],
            # The names come from the models, never from a request.
            func=f"""
                PERFORM pg_advisory_xact_lock(hashtextextended('{table}' || NEW.chain, 0));
                SELECT sequence, hash INTO last FROM {table}
                    WHERE chain = NEW.chain ORDER BY sequence DESC LIMIT 1;
                NEW.sequence := coalesce(last.sequence, 0) + 1;
                NEW.previous_hash := coalesce(last.hash, repeat('0', 64));
                NEW.hash := encode(sha256(convert_to(NEW.previous_hash || {parts}, 'UTF8')), 'hex');
                RETURN NEW;
            """,  # noqa: S608
        ),
        pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
    ]


class ChainedEvent(models.Model):
    """Abstract base of append-only, hash-chained rows; a concrete model adds `triggers = chain_triggers(…)`."""

    hashed: ClassVar[tuple[str, ...]] = ("chain", "sequence", "at", "by_id", "action", "detail")

    chain = models.CharField(max_length=120)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    action = models.CharField(max_length=60)
    detail = models.TextField(blank=True, help_text="Canonical JSON: keys sorted.")
    previous_hash = models.CharField(max_length=64, default=ZERO_HASH, editable=False)
    hash = models.CharField(max_length=64, default=ZERO_HASH, editable=False)

    class Meta:
        abstract = True

    @property
    def data(self) -> dict:
        """`detail` as a dictionary; empty where there is none."""
        return json.loads(self.detail) if self.detail else {}

    def expected_hash(self) -> str:
        """The hash that follows from this row's columns and its `previous_hash`."""
        text = self.previous_hash + "".join(part(getattr(self, name)) for name in self.hashed)
        return hashlib.sha256(text.encode()).hexdigest()

    @classmethod
    def broken_links(cls) -> list[BrokenLink]:
        """The first broken link of each chain of this table, in chain order; empty when all chains hold."""
        broken: dict[str, BrokenLink] = {}
        chain, sequence, last_hash = None, 0, ZERO_HASH
        for event in cls.objects.order_by("chain", "sequence").iterator(chunk_size=2000):
            if event.chain != chain:
                chain, sequence, last_hash = event.chain, 0, ZERO_HASH
            sequence += 1
            reason = ""
            if event.sequence != sequence:
                reason = f"expected number {sequence}, found {event.sequence}"
            elif event.previous_hash != last_hash:
                reason = "does not carry the hash of the row before it"
            elif event.hash != event.expected_hash():
                reason = "its content does not match its hash"
            if reason and chain not in broken:
                broken[chain] = BrokenLink(cls._meta.db_table, chain, event.sequence, reason)
            last_hash = event.hash
        return list(broken.values())


def canonical(data: dict) -> str:
    """`data` as canonical JSON text, so that the same facts always give the same hash."""
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
