"""Going through published versions again, to see that what was kept is what they give."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policies.guides import engine
from policies.guides.compiling import definition_hash
from policies.guides.models import GuideVersion
from policies.guides.models.guide_run import GuideRunQuerySet

AT_A_TIME = 500


class CannotReplay(Exception):
    """A stored definition that is not the published one, or that cannot be compiled any more."""


@dataclass(frozen=True)
class Replayed:
    """A run or record gone through again: the outcome it was stored with, and the one its version gives.

    `fault` says what else is wrong with it.
    """

    name: str
    guide: str
    version: int
    stored: str
    replayed: str
    fault: str = ""

    @property
    def same(self) -> bool:
        return not self.fault and self.stored == self.replayed


def stored_guide(version: GuideVersion) -> engine.CompiledGuide:
    """The version's guide from its stored definition, proved to be the published one. Raises CannotReplay.

    Nothing that was compiled before is trusted.
    """
    if definition_hash(version.definition) != version.hash:
        raise CannotReplay("the stored definition is not the one that was published")
    try:
        return engine.compile_guide(version.definition)
    except engine.DefinitionError as error:
        raise CannotReplay(f"the stored definition cannot be compiled: {error}") from error


def replay_runs(runs: GuideRunQuerySet) -> Iterator[Replayed]:
    """Each of `runs` gone through again, version by version; only one version is held at a time."""
    rows = runs.order_by("version_id", "pk").values_list(
        "version_id", "key", "policy_set__code", "answers", "outcome"
    )
    version, guide, fault = None, None, ""
    for version_id, key, code, answers, stored in rows.iterator(chunk_size=AT_A_TIME):
        if version is None or version.pk != version_id:
            version = GuideVersion.objects.with_guide().get(pk=version_id)
            guide, fault = _stored_guide(version)
        found, why = _outcome(guide, code, answers) if guide else ("", fault)
        yield Replayed(str(key), version.guide.slug, version.number, stored, found, why)


def _stored_guide(version: GuideVersion) -> tuple[engine.CompiledGuide | None, str]:
    try:
        return stored_guide(version), ""
    except CannotReplay as error:
        return None, str(error)


def _outcome(guide: engine.CompiledGuide, code: str, answers: list) -> tuple[str, str]:
    """The key of the outcome, empty where there is none yet; and why it could not be found."""
    try:
        outcome = engine.replay(guide, code, dict(answers)).outcome
    except (engine.UnknownPolicySet, TypeError, ValueError) as error:
        return "", str(error)
    return (outcome.key if outcome else ""), ""


def retrace(
    guide: engine.CompiledGuide, policy_set: str, path: Sequence[tuple[str, str]]
) -> list[engine.Outcome]:
    """The outcomes that a path in words, pairs of question and answer, leads to; none where it breaks off.

    More than one only where two answers to a question read the same. Raises engine.UnknownPolicySet.
    """
    ways: list[dict[str, object]] = [{}]
    for question, label in path:
        ways = [
            {**answers, asked.key: chosen}
            for answers in ways
            for asked in [engine.replay(guide, policy_set, answers).question]
            if asked and asked.text == question
            for chosen, option in asked.answers()
            if option.label == label
        ]
    ends = [engine.replay(guide, policy_set, answers).outcome for answers in ways]
    return [end for end in ends if end]
