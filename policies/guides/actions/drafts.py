"""A guide's next version at the desk: from the first draft to the approver, and out."""

import hashlib
import re

from django.db import IntegrityError, transaction
from django.urls import resolve
from django.utils import timezone

from policies.guides.actions.errors import AlreadyAtDesk, Refused
from policies.guides.actions.guards import (
    locked,
    require,
    require_other_than_writers,
    require_state,
    said,
)
from policies.guides.actions.publishing import publish
from policies.guides.dumping import dump_yaml
from policies.guides.loading import LARGEST, load_yaml
from policies.guides.models import Guide, GuideDraft, GuideVersion
from policies.guides.reading.review import review
from policies.library.markup import clean
from portal import audit
from portal.models import User
from portal.permissions import Permission

State = GuideDraft.State
_SLUG_LENGTH = GuideDraft._meta.get_field("slug").max_length
_SLUG = re.compile(f"[a-z0-9-]{{1,{_SLUG_LENGTH}}}")


@transaction.atomic
def start_draft(*, by: User, guide: Guide) -> GuideDraft:
    """Start the guide's next version from the definition in force and return it.

    Raises AlreadyAtDesk where somebody is at work on it, and Refused where nothing is in force.
    """
    require(by, Permission.DRAFT_EDIT)
    live = GuideVersion.objects.live().filter(guide=guide).first()
    if live is None:
        raise Refused("No version of this guide is in force. Start a new guide from its text.")
    return _started(by, guide.slug, guide, dump_yaml(live.definition), based_on=live.number)


@transaction.atomic
def import_draft(*, by: User, text: str) -> GuideDraft:
    """Start a draft from `text`, the YAML of a new guide or of another version of one that there is.

    Other faults may wait, but it must be readable and say its slug. Raises Refused where it does not, and AlreadyAtDesk
    where somebody is at work on that guide.
    """
    require(by, Permission.DRAFT_EDIT)
    text = _kept(text)
    definition, faults = load_yaml(text)
    if definition is None:
        raise Refused(" ".join(fault.message for fault in faults[:5]))
    slug = definition.get("slug")
    if not isinstance(slug, str) or not _SLUG.fullmatch(slug):
        raise Refused(
            "Write a line such as “slug: worried-about-whereabouts” at the top: a to z, 0 to 9 and "
            f"hyphens, at most {_SLUG_LENGTH} characters."
        )
    guide = Guide.objects.filter(slug=slug).first()
    if guide is None and not _is_free(slug):
        raise Refused(f"The portal itself uses the address of “{slug}”. Choose another slug.")
    return _started(by, slug, guide, text, based_on=None)


def _is_free(slug: str) -> bool:
    """Whether no page of the portal itself stands where those of the guide would."""
    pages = {f"/guides/{slug}/": "guide_start", f"/manage/guides/{slug}/": "guide_versions"}
    return all(resolve(address).url_name == name for address, name in pages.items())


def _started(
    by: User, slug: str, guide: Guide | None, text: str, *, based_on: int | None
) -> GuideDraft:
    draft = GuideDraft(slug=slug, guide=guide, text=text, author=by)
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
    except IntegrityError:
        raise AlreadyAtDesk(GuideDraft.objects.get(slug=slug)) from None
    audit.record(
        by=by, action="guide-draft.start", on=draft, slug=slug, based_on=based_on, text=_seal(text)
    )
    return draft


@transaction.atomic
def save_draft(*, by: User, draft: GuideDraft, revision: int, text: str) -> GuideDraft:
    """Keep what was written, faults and all. The same text again does nothing.

    Raises Conflict where somebody saved after `revision` was read, and Refused where the draft is not open to editors
    any more, is gone, or the text is larger than a guide may be.
    """
    require(by, Permission.DRAFT_EDIT)
    draft = locked(draft)
    require_state(draft, GuideDraft.EDITABLE, "change its text")
    text = _kept(text)
    if text == draft.text:
        return draft
    before = _seal(draft.text)
    draft.save_over(revision, text=text, changed_at=timezone.now())
    audit.record(by=by, action="guide-draft.save", on=draft, before=before, after=_seal(text))
    return draft


@transaction.atomic
def submit_draft(*, by: User, draft: GuideDraft, note: str) -> GuideDraft:
    """Hand a draft to the approvers.

    Raises Refused where it is not open, has faults, changes nothing, or the note is missing.
    """
    require(by, Permission.DRAFT_EDIT)
    draft = locked(draft)
    require_state(draft, GuideDraft.EDITABLE, "submit it")
    note = said(note, "Say what changed and why: the approver reads this first.")
    found = review(draft)
    if not found.ok:
        count = len(found.report.faults)
        raise Refused(
            f"The gate finds {count} fault{'s' if count > 1 else ''}. Mend what it names, then submit."
        )
    if not found.is_changed:
        raise Refused("Nothing has changed yet: this is the version in force, word for word.")
    _step(draft, state=State.IN_REVIEW, note=note)
    audit.record(by=by, action="guide-draft.submit", on=draft, note=note, hash=found.hash)
    return draft


@transaction.atomic
def return_draft(*, by: User, draft: GuideDraft, review_note: str) -> GuideDraft:
    """Send a draft back to its editors with what has to change.

    Raises Refused where it is not in review, or the note is missing.
    """
    require(by, Permission.DRAFT_APPROVE)
    draft = locked(draft)
    require_state(draft, [State.IN_REVIEW], "return it")
    review_note = said(review_note, "Say what has to change before you return it.")
    _step(draft, state=State.RETURNED, review_note=review_note)
    audit.record(by=by, action="guide-draft.return", on=draft, note=review_note)
    return draft


@transaction.atomic
def discard_draft(*, by: User, draft: GuideDraft) -> None:
    """Give up a draft; the trail keeps who did. Raises Refused where it is in review or gone."""
    require(by, Permission.DRAFT_EDIT)
    draft = locked(draft)
    require_state(draft, GuideDraft.EDITABLE, "discard it")
    audit.record(
        by=by, action="guide-draft.discard", on=draft, slug=draft.slug, text=_seal(draft.text)
    )
    draft.delete()


@transaction.atomic
def publish_draft(*, by: User, draft: GuideDraft, seen: str) -> GuideVersion:
    """Publish a draft as its guide's next version; the draft leaves the desk.

    `seen` is the hash of the definition that the approver read. Raises Refused where the draft is not in review, `by`
    worked on it, or its text is another now; GateRefused where it does not hold any more, since a clause may have
    changed meanwhile; and NotSigned, naming what nobody has signed for.
    """
    require(by, Permission.DRAFT_APPROVE)
    draft = locked(draft)
    require_state(draft, [State.IN_REVIEW], "publish it")
    require_other_than_writers(draft, by)
    found = review(draft)
    if found.definition is None or found.hash != seen:
        raise Refused("The draft changed after you opened this page. Read the changes again.")
    if found.definition.get("slug") != draft.slug:
        raise Refused(f"The text is that of another guide: its slug has to be {draft.slug}.")
    version = publish(
        by=by,
        definition=found.definition,
        written={"by": draft.author.name, "note": draft.note},
    )
    audit.record(
        by=by, action="guide-draft.publish", on=draft, slug=draft.slug, version=version.number
    )
    draft.delete()
    return version


def _step(draft: GuideDraft, **values: object) -> None:
    draft.save_over(draft.revision, changed_at=timezone.now(), **values)


def _kept(text: str) -> str:
    """What was typed, as it can be kept. Raises Refused where it is empty or too large."""
    text = clean(text)
    if not text.strip():
        raise Refused("Paste the text of a guide, or choose a file.")
    size = len(text.encode(errors="replace"))
    if size > LARGEST:
        raise Refused(
            f"Shorten the text to {LARGEST:,} bytes, or split the guide. It has {size:,}."
        )
    return text if text.endswith("\n") else f"{text}\n"


def _seal(text: str) -> str:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()
