"""The example records behind the addresses in `tests.support.pages`."""

from uuid import uuid4

from policies.consultations.actions import Asked, raise_question
from policies.drafting.actions import comment, edit_clause, start_draft, start_import, submit
from policies.library.models import Citation, Definition, Policy, PolicyVersion, Reference
from policies.matters.models import MatterCell
from policies.search.models import SearchMiss, Synonym
from policies.tasks.models import RoleTask
from portal.models import User
from tests.factories import GuideRunFactory, TaskFactory, publish_policy
from tests.support.guides import changed_guide

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
        "matter": MATTER,
        "role": ROLE,
        "cell": str(MatterCell.objects.get(matter__slug=MATTER, policy_set__code="YJ").pk),
        "definition": str(Definition.objects.first().pk),
        "standing": str(RoleTask.objects.filter(job_role__key=ROLE).first().pk),
        "guide": "worried-about-whereabouts",
        "question": "threshold",
        **asked_by(worker),
        **drafts_of(editor),
        "guide_draft": str(changed_guide("own-mobile", by=editor).pk),
        "guide_reviewed": str(changed_guide("video-call", by=editor, submitted=True).pk),
        "citation": str(Citation.objects.live().first().pk),
        "reference": str(Reference.objects.first().pk),
        "synonym": str(Synonym.objects.create(word="rung", means=["telephoned"]).pk),
        "miss": str(SearchMiss.objects.create(query="zumba").pk),
    }


def asked_by(worker: User) -> dict[str, str]:
    """A run through a guide, its task, and two records that rest on it: one sent, one not."""
    run = GuideRunFactory()
    asked = Asked(topic="Looking at a profile", question="May I look?", case_reference="YJ-4471")
    record, draft = (
        raise_question(by=worker, asked=asked, form_key=uuid4(), run=run, submit_now=sent)
        for sent in (True, False)
    )
    return {
        "run": str(run.key),
        "task": str(TaskFactory(origin=run).pk),
        "record": record.reference,
        "draft": draft.reference,
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


def drafted(policy: Policy, *, by: User) -> PolicyVersion:
    """The policy's next version, with other words in its last clause."""
    version = start_draft(by=by, policy=policy)
    clause = version.clauses.last()
    edit_clause(by=by, clause_version=clause, revision=clause.revision, heading="Other words")
    return version
