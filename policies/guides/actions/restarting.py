"""Going on with a guide's new version, without answering again what has not changed."""

from dataclasses import dataclass

from django.db import transaction

from policies.guides import engine
from policies.guides.actions.running import start
from policies.guides.carrying import Carried, carry
from policies.guides.compiling import compiled
from policies.guides.models import GuideRun, GuideVersion
from policies.roles.models import Appointment
from portal.models import User


class NothingNewer(Exception):
    """The run is on the version in force, or no version is in force any more."""


class NoLongerServed(Exception):
    """The version in force is not for the staff group that the person belongs to now."""


@dataclass(frozen=True)
class Restarted:
    """The new run, and which answers of the old one it took along."""

    run: GuideRun
    carried: Carried


@transaction.atomic
def restart(*, by: User, run: GuideRun) -> Restarted:
    """A new run of the version in force, with the answers to questions that have not changed.

    The old run stays as it is. Raises NothingNewer, NoLongerServed, and GuideRun.DoesNotExist for
    somebody else's run.
    """
    old = GuideRun.objects.with_guide().of(by).get(pk=run.pk)
    version = GuideVersion.objects.live().with_guide().filter(guide=old.version.guide_id).first()
    if version is None or version.pk == old.version_id:
        raise NothingNewer("There is no newer version of this guide.")
    held = Appointment.objects.held_by(by)
    guide = compiled(version)
    if held is None or held.job_role.policy_set.code not in guide.start:
        raise NoLongerServed(
            "The new version of this guide is not for your staff group. "
            "What you answered here stays as it is."
        )
    carried = carry(compiled(old.version), guide, dict(old.answers))
    new = start(by=by, version=version, policy_set=held.job_role.policy_set)
    outcome = engine.replay(guide, new.policy_set.code, carried.answers).outcome
    new.answers = [list(pair) for pair in carried.answers.items()]
    new.outcome = outcome.key if outcome else ""
    new.save(update_fields=["answers", "outcome", "changed_at"])
    return Restarted(new, carried)
