"""Consultations of the sample's people, made through the actions, and how their pages read."""

import re
from uuid import uuid4

from django.http import HttpResponse
from django.test import Client

from policies.consultations import actions
from policies.consultations.models import Consultation
from policies.guides import actions as guides
from policies.guides.models import GuideRun, GuideVersion
from policies.library.models import Clause
from policies.roles.models import Appointment
from portal.models import User

NASTY = "<script>alert('x')</script> '; DROP TABLE policies_consultation; -- {{ 7|add:7 }} %s \\"
LOOK_ONLY = [
    ("concern", "whereabouts"),
    ("threshold", "yes"),
    ("open-and-hidden", "yes"),
    ("client-and-privacy", "yes"),
    ("need", "look"),
]
ASKED = actions.Asked(
    topic="Looking at a public profile",
    question="May I look at what is public?",
    case_reference="YJ-4471",
)
# The way from a draft to a closed record: the step, who takes it, what they write.
WAY: list[tuple[str, str, dict]] = [
    ("submit", "yj.worker", {}),
    ("accept", "yj.leader", {}),
    ("advise", "yj.leader", {"text": "Look together with me."}),
    ("decide", "yj.leader", {"result": "appropriate", "reasons": "The safeguards hold."}),
    ("acknowledge", "yj.worker", {}),
    ("close", "yj.leader", {"text": "They are safe."}),
]
STATES = {
    "draft": 0,
    "submitted": 1,
    "accepted": 2,
    "advised": 3,
    "decided": 4,
    "acknowledged": 5,
    "closed": 6,
}


def user(username: str) -> User:
    """Somebody of the sample, read anew so that nothing is remembered."""
    return User.objects.get(username=username)


def finished_run(username: str = "yj.worker") -> GuideRun:
    """D04 up to "look only"."""
    person = user(username)
    version = GuideVersion.objects.select_related("guide").get(
        guide__slug="worried-about-whereabouts", state="published"
    )
    policy_set = Appointment.objects.held_by(person).job_role.policy_set
    run = guides.start(by=person, version=version, policy_set=policy_set)
    for question, option in LOOK_ONLY:
        run = guides.answer(by=person, run=run, question=question, option=option)
    return run


def ask(username: str = "yj.worker", asked: actions.Asked = ASKED, **how) -> Consultation:
    """A question raised from clause yj-091, or as `how` says."""
    if "run" not in how:
        how.setdefault("clause", Clause.objects.get(short_id="yj-091"))
    how.setdefault("form_key", uuid4())
    return actions.raise_question(by=user(username), asked=asked, **how)


def anew(record: Consultation) -> Consultation:
    return Consultation.objects.get(pk=record.pk)


def take(record: Consultation, action: str, username: str, **words) -> Consultation:
    """The record after this step."""
    getattr(actions, action)(by=user(username), consultation=anew(record), **words)
    return anew(record)


def record_in(state: str, **how) -> Consultation:
    """A record of yj.worker brought to `state` by the people it goes through."""
    if state == "withdrawn":
        return take(record_in("submitted", **how), "withdraw", "yj.worker")
    if state == "more-information":
        record = record_in("accepted", **how)
        return take(record, "ask", "yj.leader", text="When were they last seen?")
    record = ask(**how)
    for action, username, words in WAY[: STATES[state]]:
        record = take(record, action, username, **words)
    return record


def referred_up(**how) -> Consultation:
    """A record that yj.leader referred up to yj.director."""
    record = record_in("advised", **how)
    return take(record, "decide", "yj.leader", result="referred-up", reasons="Not mine alone.")


def step(client: Client, record: Consultation, action: str, **data) -> HttpResponse:
    data.setdefault("revision", record.revision)
    return client.post(f"{record.get_absolute_url()}{action}/", data)


def text_of(response: HttpResponse) -> str:
    """What a reader reads of a page."""
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))
