"""Going through a guide."""

from django.db import transaction
from django.utils import timezone

from policies.guides import engine
from policies.guides.actions.compiling import compiled, replay
from policies.guides.models import GuideRun, GuideVersion
from policies.roles.models import Appointment, PolicySet
from policies.tasks.actions import give
from portal import audit
from portal.models import User

# What an outcome writes beside a step that is to be done on the day itself.
AT_ONCE = ("today", "now")


class NotFinished(Exception):
    """The run has not reached an outcome yet."""


@transaction.atomic
def start(*, by: User, version: GuideVersion, policy_set: PolicySet) -> GuideRun:
    """Begin a run of this version. Raises engine.UnknownPolicySet where it does not serve the set."""
    guide = compiled(version)
    outcome = engine.replay(guide, policy_set.code, {}).outcome
    return GuideRun.objects.create(
        person=by, version=version, policy_set=policy_set, outcome=outcome.key if outcome else ""
    )


@transaction.atomic
def answer(*, by: User, run: GuideRun, question: str, option: str | list[str]) -> GuideRun:
    """Give or change one answer; all others are kept. Raises engine.InvalidAnswer.

    The run is its reader's own: raises GuideRun.DoesNotExist for somebody else's.
    """
    locked = GuideRun.objects.select_for_update(of=("self",)).with_guide().of(by).get(pk=run.pk)
    guide = compiled(locked.version)
    answers = engine.answer(guide, locked.policy_set.code, dict(locked.answers), question, option)
    outcome = engine.replay(guide, locked.policy_set.code, answers).outcome
    locked.answers = [list(pair) for pair in answers.items()]
    locked.outcome = outcome.key if outcome else ""
    locked.save(update_fields=["answers", "outcome", "changed_at"])
    return locked


@transaction.atomic
def keep(*, by: User, run: GuideRun) -> None:
    """Keep a finished run, so that it is not purged. Raises NotFinished."""
    if not run.outcome:
        raise NotFinished("Answer the remaining questions first.")
    if GuideRun.objects.of(by).filter(pk=run.pk, kept=False).update(kept=True):
        audit.record(by=by, action="guide-run.keep", on=run)


attach = keep


@transaction.atomic
def take_on(*, by: User, run: GuideRun) -> int:
    """Put the outcome's steps for the person's own job on their list of tasks, and keep the run.

    What is to be done at once is due today. Returns how many were new. Raises NotFinished.
    """
    keep(by=by, run=run)
    held = Appointment.objects.held_by(by)
    mine = [todo for todo in replay(run).outcome.do if held and todo.role == held.job_role.key]
    return sum(
        give(
            by=by,
            person=by,
            tasks=[todo.task],
            due=timezone.localdate() if todo.by in AT_ONCE else None,
            origin=run,
            origin_label=run.version.guide.title,
            origin_url=run.get_absolute_url(),
        )
        for todo in mine
    )


def purge() -> int:
    """Delete runs nobody kept, 30 days after their last answer. Returns how many."""
    deleted, _ = GuideRun.objects.expired().delete()
    return deleted
