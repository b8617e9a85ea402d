"""Whether the guide's outcome in each record is what its version of the guide gives."""

from collections.abc import Iterator

from policies.consultations.models import Consultation
from policies.guides import actions as guides
from policies.guides import engine
from policies.guides.actions import Replayed
from policies.guides.models import GuideVersion

AT_A_TIME = 500
# What a record keeps of an outcome, and what each is in words.
SAID = {"standing": "standing", "answer": "answer", "advice": "advice", "cites": "clauses"}


def retrace_records() -> Iterator[Replayed]:
    """Every record made from a run: its path gone again, in words, through the version it names.

    The run itself is not looked at: its answers may have been changed since. Only one version is
    held at a time.
    """
    rows = (
        Consultation.objects.filter(guide_run__isnull=False, advice_given__isnull=False)
        .order_by("guide_run__version_id", "pk")
        .values_list(
            "guide_run__version_id", "reference", "guide_run__policy_set__code", "advice_given"
        )
    )
    version, guide, fault = None, None, ""
    for version_id, reference, code, snapshot in rows.iterator(chunk_size=AT_A_TIME):
        if version is None or version.pk != version_id:
            version = GuideVersion.objects.with_guide().get(pk=version_id)
            guide, fault = _stored_guide(version)
        found, wrong = "", fault
        if guide:
            found, wrong = _retraced(version, guide, code, snapshot)
        stored = str(snapshot.get("outcome"))
        yield Replayed(reference, version.guide.slug, version.number, stored, found, wrong)


def _stored_guide(version: GuideVersion) -> tuple[engine.CompiledGuide | None, str]:
    try:
        return guides.stored_guide(version), ""
    except guides.CannotReplay as error:
        return None, str(error)


def _retraced(
    version: GuideVersion, guide: engine.CompiledGuide, code: str, snapshot: dict
) -> tuple[str, str]:
    """The outcome that the record's path leads to, and what of it the record has otherwise."""
    if (snapshot["slug"], snapshot["version"]) != (version.guide.slug, version.number):
        return "", "it names another version of a guide than its run"
    path = [(step["question"], step["answer"]) for step in snapshot["path"]]
    ends = guides.retrace(guide, code, path) if code in guide.start else []
    if not ends:
        return "", "the answers in it lead to no outcome"
    end = next((end for end in ends if end.key == snapshot["outcome"]), ends[0])
    other = [word for name, word in SAID.items() if _plain(getattr(end, name)) != snapshot[name]]
    return end.key, f"it has other words as {', '.join(other)}" if other else ""


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
