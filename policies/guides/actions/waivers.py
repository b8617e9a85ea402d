"""Waiving prohibitions that no guide leads to."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from policies.guides.models import ProhibitionWaiver
from policies.guides.reading.prohibitions import REACHED, WAIVED, Prohibition, report
from policies.library.markup import clean
from policies.library.models import Clause
from portal import audit
from portal.models import User
from portal.permissions import Permission

LONGEST_REASON = 2000


class WaiverRefused(Exception):
    """What was asked for cannot be done; the message says why and what to do.

    `field` is "reason" where what was typed has to change.
    """

    def __init__(self, message: str, field: str = ""):
        super().__init__(message)
        self.field = field


@transaction.atomic
def waive(*, by: User, clause: Clause, words: str, reason: str) -> ProhibitionWaiver:
    """Sign that no guide needs to lead to this prohibition, dated today.

    `words` is the hash of the words that the person read. A waiver for other words of the same clause is taken back
    with it. Raises PermissionDenied, and WaiverRefused where the reason says nothing, the clause says something else
    by now or forbids nothing, a guide leads to it, or it is waived already.
    """
    _require(by)
    reason = _said(reason)
    locked = Clause.objects.select_for_update(no_key=True, of=("self",)).get(pk=clause.pk)
    row = _open_row(locked, words)
    if row.waiver:
        _withdraw(by, row.waiver)
    waiver = ProhibitionWaiver.objects.create(
        clause=locked,
        words=row.words.hash,
        reason=reason,
        signed_by=by,
        signed_on=timezone.localdate(),
    )
    audit.record(by=by, action="prohibition.waive", on=locked, words=waiver.words, reason=reason)
    return waiver


@transaction.atomic
def take_back(*, by: User, clause: Clause) -> None:
    """Take back the standing waiver of a clause. Raises PermissionDenied, and WaiverRefused where there is none."""
    _require(by)
    waiver = (
        ProhibitionWaiver.objects.standing()
        .select_related("clause")
        .select_for_update(of=("self",))
        .filter(clause=clause)
        .first()
    )
    if waiver is None:
        raise WaiverRefused("No waiver stands for this clause: somebody may have taken it back.")
    _withdraw(by, waiver)


def _require(by: User) -> None:
    if not by.may(Permission.DRAFT_APPROVE):
        raise PermissionDenied


def _said(reason: str) -> str:
    reason = clean(reason).strip()
    if not reason:
        raise WaiverRefused("Say why no guide needs to lead to this clause.", "reason")
    if len(reason) > LONGEST_REASON:
        now = f"{len(reason):,}"
        raise WaiverRefused(
            f"Shorten the reason to {LONGEST_REASON:,} characters. It has {now}.", "reason"
        )
    return reason


def _open_row(clause: Clause, words: str) -> Prohibition:
    """The prohibition as it stands now. Raises WaiverRefused where it cannot be waived for `words`."""
    row = report().find(clause.short_id)
    if row is None:
        raise WaiverRefused(
            "This clause forbids nothing that is in force: there is nothing to waive."
        )
    if row.words.hash != words:
        raise WaiverRefused(
            "The clause has other words since you opened this page. Read them again."
        )
    if row.state == REACHED:
        guide = row.reached_by[0].guide.title
        raise WaiverRefused(f"The guide “{guide}” leads to this clause now: no waiver is needed.")
    if row.state == WAIVED and row.waiver:
        signed = f"{row.waiver.signed_by} signed on {row.waiver.signed_on:%-d %B %Y}"
        raise WaiverRefused(f"This clause is waived already: {signed}.")
    return row


def _withdraw(by: User, waiver: ProhibitionWaiver) -> None:
    waiver.withdrawn_at = timezone.now()
    waiver.withdrawn_by = by
    waiver.save(update_fields=["withdrawn_at", "withdrawn_by"])
    audit.record(
        by=by, action="prohibition.take-back", on=waiver.clause, signed_on=str(waiver.signed_on)
    )
