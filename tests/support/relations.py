"""Who stands how to a record, and what each of them may do at every address that concerns it.

A column is a relation to the record, a row an address and a method, a letter the access roles that
are let in. An address or a step without a row fails the tests, and so does a row without a column.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from policies.consultations.actions import Asked, raise_question
from policies.consultations.models import Advice, Consultation, ConsultationEvent
from policies.roles.models import Appointment, JobRole, Team
from portal.models import User
from portal.models.chained import canonical
from portal.permissions import ROLES

ASKED = Asked(topic="Looking at a profile", question="May I look?", case_reference="YJ-4471")
RELATIONS = (
    "requester",
    "assignee",
    "former assignee",
    "countersigner",
    "leader of the team",
    "same team",
    "other team",
    "leader of another team",
    "other organisation",
)
# Where each works: team and job.
PLACES = {
    "requester": ("north-area-team", "yj-case-manager"),
    "assignee": ("north-area-office", "yj-senior-practice-advisor"),
    "former assignee": ("north-area-office", "yj-senior-practice-advisor"),
    "countersigner": ("north-area-office", "yj-senior-practice-advisor"),
    "leader of the team": ("north-area-team", "yj-team-leader"),
    "same team": ("north-area-team", "yj-case-manager"),
    "other team": ("west-area-team", "yj-case-manager"),
    "leader of another team": ("west-area-team", "yj-team-leader"),
    "other organisation": ("dss-services", "dss-employee"),
}
LETTERS = {
    "A": frozenset(ROLES),
    "R": frozenset({"reviewer"}),
    "O": frozenset({"records-officer"}),
    "B": frozenset({"reviewer", "records-officer"}),
    "M": frozenset({"administrator"}),
    "N": frozenset({"reviewer", "administrator"}),
    "-": frozenset(),
}

# The letters are those of the relations above, in their order.
READ = "A A A B B O O O -"
OF_REQUESTER = "A - - - - - - - -"
OF_HOLDER = "- R - - - - - - -"
HANDS_OVER = "- N M M N M M M -"
ADVISES = "- R R R R - - - -"
# Of an open record, by the address behind its reference; an address is tried by GET and by POST.
OPEN_RECORD = {
    "GET /": READ,
    "GET record.pdf": READ,
    "edit/": OF_REQUESTER,
    "give-task/": "A R - - R - - - -",
    "advice/": ADVISES,
    "advice/{advice}/amend/": ADVISES,
    # The entry is of the former assignee, and nobody countersigns their own.
    "advice/{advice}/countersign/": "- R - R R - - - -",
    "GET ../reassign/?record={record}": HANDS_OVER,
}
CLOSED_RECORD = {
    "GET /": READ,
    "GET record.pdf": READ,
    "edit/": OF_REQUESTER,
    "reopen/": "A A - - R - - - -",
}
DRAFT = {
    "GET /": OF_REQUESTER,
    "GET record.pdf": OF_REQUESTER,
    "edit/": OF_REQUESTER,
    "submit/": OF_REQUESTER,
}
# The steps, each in the state where it is possible: whose it is, and for all others no such page.
STEPS = {
    "submit": OF_REQUESTER,
    "accept": "- R - - R - - - -",
    "ask": OF_HOLDER,
    "reply": OF_REQUESTER,
    "advise": OF_HOLDER,
    "decide": OF_HOLDER,
    "acknowledge": OF_REQUESTER,
    "close": "A R - - - - - - -",
    "withdraw": OF_REQUESTER,
}
NOBODYS = "- - - - - - - - -"
# Where an open record is named, besides its own pages, and to whom.
NAMED = {
    "home": "- A - R - - - - -",
    "lists": "A B B B B O O O -",
    "files": "A B B B B O O O -",
    "search": NOBODYS,
    "past decisions": NOBODYS,
    "charts": NOBODYS,
    "calendar": "- A - - - - - - -",
}
# Which row tries which address of the portal.
ROWS = {
    "consultation_detail": "GET /",
    "consultation_pdf": "GET record.pdf",
    "consultation_edit": "edit/",
    "consultation_give_task": "give-task/",
    "consultation_reopen": "reopen/",
    "consultation_act": "STEPS",
    "advice_add": "advice/",
    "advice_amend": "advice/{advice}/amend/",
    "advice_countersign": "advice/{advice}/countersign/",
}


def who(row: str) -> Mapping[str, frozenset[str]]:
    """The access roles let in, by relation. Raises ValueError where a column is not declared."""
    return {
        relation: LETTERS[letter] for relation, letter in zip(RELATIONS, row.split(), strict=True)
    }


@dataclass(frozen=True)
class Cast:
    """People of one access role, one for each relation to the records."""

    people: Mapping[str, User]
    record: Consultation
    draft: Consultation
    advice: Advice


def cast(role: str) -> Cast:
    """A record that is open and was with somebody else before, a draft, and everybody around them."""
    people = {relation: _person(relation, role) for relation in RELATIONS}
    record, draft = (
        raise_question(by=people["requester"], asked=ASKED, form_key=uuid4(), submit_now=sent)
        for sent in (True, False)
    )
    former, holder = people["former assignee"], people["assignee"]
    record.save_over(record.revision, state="accepted", assigned_to=former)
    _happened(record, former, "accept", "submitted")
    advice = Advice.objects.create(
        consultation=record,
        text="Look together with me.",
        given_on=timezone.localdate(),
        by=former,
        by_title="Youth Justice Senior Practice Advisor",
        countersigner=people["countersigner"],
    )
    record.save_over(record.revision, assigned_to=holder)
    _happened(record, former, "reassign", "accepted", **{"from": former.name, "to": holder.name})
    return Cast(people, record, draft, advice)


def _happened(record: Consultation, by: User, action: str, before: str, **detail: str) -> None:
    ConsultationEvent.objects.create(
        consultation=record,
        chain=record.reference,
        by=by,
        action=action,
        from_state=before,
        to_state=record.state,
        detail=canonical(detail) if detail else "",
    )


def _person(relation: str, role: str) -> User:
    team, job = PLACES[relation]
    user = User.objects.create(
        username=f"{relation} {role}".replace(" ", "-"),
        name=f"Somebody, {relation}",
        access_roles=["staff", role],
    )
    Appointment.objects.create(
        user=user,
        team=Team.objects.get(key=team),
        job_role=JobRole.objects.get(key=job),
        held=DateRange(date(2025, 7, 1), None),
    )
    return user
