"""What the worker does for consultations."""

from django.utils import timezone
from procrastinate.contrib.django import app

from policies.consultations import actions, telling
from policies.consultations.models import Consultation


@app.periodic(cron="*/15 * * * *")
@app.task(
    name="consultations.tell_of_replaced_text",
    queueing_lock="consultations.tell_of_replaced_text",
    pass_context=False,
)
def tell_of_replaced_text(timestamp: int) -> int:
    """Every fifteen minutes: who has an open record learns that its text has been replaced."""
    return telling.tell_of_replaced_text()


@app.periodic(cron="*/5 * * * *")
@app.task(
    name="consultations.escalate_overdue",
    queueing_lock="consultations.escalate_overdue",
    pass_context=False,
)
def escalate_overdue(timestamp: int) -> int:
    """Every five minutes: what nobody answered in time goes one level up; says how many did.

    Each record in a transaction of its own: one that fails does not keep the others. Raises
    ExceptionGroup at the end with what failed.
    """
    moved, failed = 0, []
    for record in Consultation.objects.late(timezone.now()).iterator():
        try:
            moved += actions.escalate(consultation=record)
        except Exception as error:
            failed.append(error)
    if failed:
        raise ExceptionGroup("Some records could not be given to the next level.", failed)
    return moved
