"""What the worker does for consultations: telling the person whose turn it is, by mail.

A mail leaves the building, so it carries no word of the case: the reference, one plain sentence,
and the link.
"""

from django.conf import settings
from django.core.mail import send_mail
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from policies.consultations.models import Consultation, ConsultationEvent
from portal.models import User

TO_HOLDER = {
    "submit": "A question has been submitted to you. Accept it to begin.",
    "reply": "The information you asked for has come.",
    "refer-up": "A question has been referred up to you. Accept it to begin.",
    "acknowledge": "The decision has been acknowledged. Close the record when nothing is left.",
    "withdraw": "The question has been withdrawn. You have nothing more to do.",
}
TO_REQUESTER = {
    "ask": "You are asked for more information. The time limit stands still until you reply.",
    "decide": "There is a decision on your question. Read and acknowledge it.",
}


def recipient(consultation: Consultation, event: ConsultationEvent) -> User | None:
    """Who is told of this event: the other of the two whose turn it is now, if anybody."""
    if event.action in TO_HOLDER:
        return consultation.assigned_to
    return consultation.requester if event.action in TO_REQUESTER else None


@app.task(
    name="consultations.send_notice",
    retry=RetryStrategy(max_attempts=6, exponential_wait=5),
    pass_context=False,
)
def send_notice(consultation_id: int, event_id: int) -> bool:
    """Tell whose turn it is; says whether a mail went out.

    A notice overtaken by a later event is dropped: that event has a notice of its own.
    """
    event = ConsultationEvent.objects.select_related(
        "consultation__requester", "consultation__assigned_to"
    ).get(pk=event_id, consultation=consultation_id)
    consultation = event.consultation
    if consultation.revision != event.sequence:
        return False
    person = recipient(consultation, event)
    if person is None or not person.email or not person.is_active:
        return False
    sentence = (TO_HOLDER | TO_REQUESTER)[event.action]
    link = f"{settings.PORTAL_ADDRESS}{consultation.get_absolute_url()}"
    send_mail(
        subject=f"Consultation {consultation.reference}",
        message=f"{sentence}\n\n{consultation.reference}: {link}\n\nPolicy Advice Portal\n",
        from_email=None,
        recipient_list=[person.email],
    )
    return True
