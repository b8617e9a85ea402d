"""Records of the sample's people that went some of their way."""

from uuid import uuid4

from policies.consultations.actions import (
    Asked,
    accept,
    acknowledge,
    advise,
    close,
    decide,
    raise_question,
)
from policies.consultations.models import Advice, Consultation
from portal.models import User


def advised_record(asked: Asked) -> Advice:
    """Advice of yj.leader that yj.director is asked to countersign."""
    worker, leader, second = people("yj.worker", "yj.leader", "yj.director")
    record = raise_question(by=worker, asked=asked, form_key=uuid4(), submit_now=True)
    accept(by=leader, consultation=record)
    return advise(by=leader, consultation=record, text="Look together.", countersigner=second)


def closed_record(asked: Asked) -> Consultation:
    """A record of yj.worker that went all its way."""
    worker, leader = people("yj.worker", "yj.leader")
    record = advised_record(asked).consultation
    decide(by=leader, consultation=record, result="appropriate", reasons="The safeguards hold.")
    acknowledge(by=worker, consultation=record)
    close(by=leader, consultation=record)
    return record


def people(*usernames: str) -> list[User]:
    return [User.objects.get(username=username) for username in usernames]
