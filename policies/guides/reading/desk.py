"""What the guide desk's pages load, each in a fixed number of queries."""

from collections import Counter
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, QuerySet, Subquery

from policies.guides.actions.guards import WRITING
from policies.guides.models import Guide, GuideDraft, GuideSignature, GuideVersion
from policies.library.models import Citation
from portal.models import AuditEvent, User


def drafts() -> QuerySet[GuideDraft]:
    """Drafts with all that their pages name, and with what is published of their guides."""
    live = GuideVersion.objects.live().filter(guide__slug=OuterRef("slug"))
    return GuideDraft.objects.select_related("guide", "author").annotate(
        live_number=Subquery(live.values("number")[:1]),
        live_definition=Subquery(live.values("definition")[:1]),
        live_hash=Subquery(live.values("hash")[:1]),
    )


def at_the_desk() -> list[GuideDraft]:
    """Every draft, without its text."""
    return list(GuideDraft.objects.select_related("guide", "author").defer("text", "guide__search"))


def written_by(person: User, found: Iterable[GuideDraft]) -> set[int]:
    """The drafts in whose text this person had a hand, by primary key."""
    chains = {f"guidedraft:{draft.pk}": draft.pk for draft in found}
    events = AuditEvent.objects.filter(chain__in=chains, by=person, action__in=WRITING)
    written = {chains[chain] for chain in events.values_list("chain", flat=True)}
    return written | {draft.pk for draft in found if draft.author_id == person.pk}


def live_versions() -> QuerySet[GuideVersion]:
    """What is published, in the order of the guides, with whom each guide serves."""
    return (
        GuideVersion.objects.live()
        .select_related("guide")
        .prefetch_related("guide__policy_sets")
        .defer("definition", "guide__search")
        .order_by("guide__order", "guide__title")
    )


def flags(versions: Iterable[GuideVersion]) -> Counter[int]:
    """How many outcomes of each version rest on words that changed since, by the version's primary key."""
    rows = (
        Citation.objects.suspect()
        .filter(
            source_type=ContentType.objects.get_for_model(GuideVersion),
            source_id__in=[version.pk for version in versions],
        )
        .values_list("source_id", "part")
    )
    return Counter(source for source, _ in set(rows))


def versions_of(guide: Guide) -> list[GuideVersion]:
    """Every version a guide ever had, newest first, without its definition."""
    return list(guide.versions.select_related("by").defer("definition"))


def signatures(slug: str, digest: str = "") -> list[GuideSignature]:
    """What was signed for a guide, oldest first; with `digest` for that definition only."""
    rows = GuideSignature.objects.filter(slug=slug).select_related("by")
    return list(rows.filter(hash=digest) if digest else rows)
