"""The example records behind the addresses in `tests.support.pages`."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from policies.consultations.actions import Asked, keep_filter, raise_question
from policies.directory.models import Contact, NumberReport
from policies.drafting.actions import comment, edit_clause, start_draft, start_import, submit
from policies.library.models import Citation, Definition, Policy, PolicyVersion, Reference
from policies.matters.models import MatterCell
from policies.notices.actions import tell
from policies.notices.models import Notice, NoticeKind
from policies.registers.models import Representative
from policies.roles.actions import enter_absence
from policies.roles.models import Absence
from policies.search.models import SearchMiss, Synonym
from policies.tasks.actions import make_link
from policies.tasks.models import RoleTask
from portal.models import User
from tests.factories import GuideRunFactory, TaskFactory, publish_policy
from tests.support.guides import changed_guide
from tests.support.records import advised_record, closed_record

MATTER, ROLE = "looking-at-a-clients-public-profile", "yj-case-manager"


def examples() -> dict[str, str]:
    """Records for the addresses of the pages, made by yj.worker and editor, by the name in the path."""
    worker, editor = (User.objects.get(username=name) for name in ("yj.worker", "editor"))
    return {
        "policy": "yj-social-media",
        "versioned": "dhs-social-media",
        "clause": "yj-092",
        "prohibition": "yj-069",
        "contact": "web-design-services",
        "unit": "youth-justice",
        "register": "representatives",
        "entry": str(Representative.objects.get(name="Mei Lin Chua").pk),
        "matter": MATTER,
        "role": ROLE,
        "cell": str(MatterCell.objects.get(matter__slug=MATTER, policy_set__code="YJ").pk),
        "definition": str(Definition.objects.first().pk),
        "standing": str(RoleTask.objects.filter(job_role__key=ROLE).first().pk),
        "guide": "worried-about-whereabouts",
        "question": "threshold",
        "type": "departmental-site",
        **asked_by(worker),
        **kept_for(worker),
        **drafts_of(editor),
        "guide_draft": str(changed_guide("own-mobile", by=editor).pk),
        "guide_reviewed": str(changed_guide("video-call", by=editor, submitted=True).pk),
        "citation": str(Citation.objects.live().first().pk),
        "reference": str(Reference.objects.first().pk),
        "synonym": str(Synonym.objects.create(word="rung", means=["telephoned"]).pk),
        "miss": str(SearchMiss.objects.create(query="zumba").pk),
    }


def asked_by(worker: User) -> dict[str, str]:
    """A run through a guide, its task, and records: sent, not sent, advised on, closed."""
    run = GuideRunFactory()
    asked = Asked(topic="Looking at a profile", question="May I look?", case_reference="YJ-4471")
    record, draft = (
        raise_question(by=worker, asked=asked, form_key=uuid4(), run=run, submit_now=sent)
        for sent in (True, False)
    )
    advice = advised_record(asked)
    return {
        "run": str(run.key),
        "task": str(TaskFactory(origin=run).pk),
        "record": record.reference,
        "draft": draft.reference,
        "advised": advice.consultation.reference,
        "advice": str(advice.pk),
        "closed": closed_record(asked).reference,
    }


def kept_for(worker: User) -> dict[str, str]:
    """What else a person has: a calendar, a notice, a view of the queue, days away, a report."""
    return {
        "calendar": make_link(by=worker),
        "notice": str(told(worker).pk),
        "view": str(keep_filter(by=worker, name="Mine", query="show=mine").pk),
        "absence": str(gone(worker).pk),
        "report": str(reported(worker).pk),
    }


def drafts_of(editor: User) -> dict[str, str]:
    """A draft, a version in review with a comment on it, and a file read for a third policy."""
    version = drafted(Policy.objects.get(code="yj-social-media"), by=editor)
    reviewed = drafted(publish_policy("reviewed"), by=editor)
    submit(by=editor, version=reviewed, note="Plainer words.", change_class="minor")
    imported = start_import(
        by=editor, policy=publish_policy("brought"), file_name="a.txt", data=b"Staff must ask."
    )
    said = comment(by=editor, version=reviewed, clause=None, text="Look at the heading.")
    return {
        "version": str(version.pk),
        "reviewed": str(reviewed.pk),
        "comment": str(said.pk),
        "imported": str(imported.pk),
        "old": "brought-1",
    }


def gone(person: User) -> Absence:
    """Some days in a while on which this person is away."""
    first = timezone.localdate() + timedelta(days=30)
    return enter_absence(by=person, person=person, first=first, last=first)


def told(person: User) -> Notice:
    """Something that this person has been told."""
    tell(person=person, kind=NoticeKind.TASK, key="an-example", title="Something.", url="/tasks/")
    return Notice.objects.of(person).get(key="an-example")


def reported(person: User) -> NumberReport:
    """A number that this person found wrong."""
    contact = Contact.objects.get(key="media-unit")
    return NumberReport.objects.create(contact=contact, what="Nobody answers.", by=person)


def drafted(policy: Policy, *, by: User) -> PolicyVersion:
    """The policy's next version, with other words in its last clause."""
    version = start_draft(by=by, policy=policy)
    clause = version.clauses.last()
    edit_clause(by=by, clause_version=clause, revision=clause.revision, heading="Other words")
    return version
