"""The guide desk in one call: the next version of a guide, through the desk's own actions."""

from collections.abc import Callable

from policies.guides import actions
from policies.guides.dumping import dump_yaml
from policies.guides.loading import load_yaml
from policies.guides.models import Guide, GuideDraft, GuideVersion
from policies.guides.reading.review import review
from portal.models import User

Change = Callable[[dict], None]


def say_more(definition: dict) -> None:
    """Each outcome's answer says a little more, so that every path ends in other words."""
    for outcome in definition["outcomes"]:
        outcome["answer"] += " Ask if you are not sure."


def changed_guide(
    slug: str, *, by: User, change: Change = say_more, submitted: bool = False
) -> GuideDraft:
    """A draft of the guide's next version, with `change` done to its definition."""
    draft = actions.start_draft(by=by, guide=Guide.objects.get(slug=slug))
    definition, _ = load_yaml(draft.text)
    change(definition)
    draft = actions.save_draft(
        by=by, draft=draft, revision=draft.revision, text=dump_yaml(definition)
    )
    if submitted:
        draft = actions.submit_draft(by=by, draft=draft, note="It says what to do in doubt.")
    return draft


def sign_all(draft: GuideDraft, *, by: User) -> str:
    """Sign for all that the draft changes; returns the hash of the definition signed for."""
    found = review(draft)
    if found.items:
        actions.sign(by=by, draft=draft, seen=found.hash, ids=[item.id for item in found.items])
    return found.hash


def publish_guide(slug: str, *, change: Change = say_more) -> GuideVersion:
    """The guide's next version, written by the editor, signed and published by the approver."""
    editor, approver = (User.objects.get(username=name) for name in ("editor", "approver"))
    draft = changed_guide(slug, by=editor, change=change, submitted=True)
    return actions.publish_draft(by=approver, draft=draft, seen=sign_all(draft, by=approver))
