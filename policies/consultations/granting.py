"""What an approval writes into the registers when it is given.

What its type asked for says what is entered. The asks are data and may change at the desk, so each
fact has something to fall back on, and a keeper of the register can correct the entry.
"""

from datetime import date

from policies.consultations.models import Consultation, ConsultationType, Decision
from policies.registers import actions as registers
from policies.registers.presenters import ACCOUNTS, REPRESENTATIVES
from portal.models import User

GIVEN = (Decision.Result.APPROPRIATE, Decision.Result.CONDITIONS)
# By what keys the types of the sample ask for these facts; the first that was answered counts.
_ON, _NAME = ("matters", "subject"), ("site", "channel", "account")
_HOLDER, _FROM, _UNTIL = (
    ("owner", "account-manager", "holder"),
    ("from", "starts"),
    ("until", "ends"),
)


def grant(*, by: User, consultation: Consultation, result: str) -> dict:
    """Enter what this decision grants, if anything; returns what its event keeps of that.

    Called in the transaction of the decision. An approval under conditions is entered with the
    mark that there are some.
    """
    kind = consultation.type
    if kind is None or not kind.grants or result not in GIVEN:
        return {}
    under_conditions = result == Decision.Result.CONDITIONS
    write = {
        ConsultationType.Grants.REPRESENTATIVE: _representative,
        ConsultationType.Grants.ACCOUNT: _account,
    }[ConsultationType.Grants(kind.grants)]
    return write(by, consultation, under_conditions)


def _representative(by: User, record: Consultation, under_conditions: bool) -> dict:
    entry = registers.grant_representative(
        by=by,
        granted_by=record.reference,
        person=record.requester,
        job_title=record.requester_role.title,
        policy_set=record.policy_set,
        subject=_answer(record, _ON) or record.topic,
        days=(_day(record, _FROM), _day(record, _UNTIL)),
        under_conditions=under_conditions,
    )
    return _kept(REPRESENTATIVES.title, entry.get_absolute_url()) if entry else {}


def _account(by: User, record: Consultation, under_conditions: bool) -> dict:
    entry = registers.grant_account(
        by=by,
        granted_by=record.reference,
        policy_set=record.policy_set,
        name=_answer(record, _NAME) or record.topic,
        purpose=record.topic,
        holder=_answer(record, _HOLDER) or record.requester_role.title,
        opened_on=_day(record, _FROM),
        under_conditions=under_conditions,
    )
    return _kept(ACCOUNTS.title, entry.get_absolute_url())


def _kept(title: str, url: str) -> dict:
    return {"entered": {"among": title.lower(), "url": url}}


def _answer(record: Consultation, keys: tuple[str, ...]) -> str:
    return next((record.details[key] for key in keys if record.details.get(key)), "")


def _day(record: Consultation, keys: tuple[str, ...]) -> date | None:
    """The day that was answered; None where there is none, or the type asks for something else there."""
    try:
        return date.fromisoformat(_answer(record, keys))
    except ValueError:
        return None
