"""What an editor may want to link to: clauses, contacts and defined terms, by number or words."""

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Case, IntegerField, Q, QuerySet, When

from policies.directory.models import Contact
from policies.library.models import ClauseVersion, Definition, PolicyVersion

MOST = 8
LONGEST = 200


def clauses(words: str, version: PolicyVersion) -> list[ClauseVersion]:
    """Clauses with this number, this short id or these words, the nearest first.

    Of `version`, the draft at hand, as it stands there; behind them those of other policies as they
    are in force.
    """
    elsewhere = ClauseVersion.objects.in_force().exclude(version__policy=version.policy_id)
    rows = ClauseVersion.objects.filter(Q(version=version) | Q(pk__in=elsewhere.values("pk")))
    query, numbers = _query(words), _numbers(words.rstrip("."))
    found = (
        rows.filter(Q(clause__short_id__iexact=words) | Q(number__in=numbers) | Q(search=query))
        .annotate(
            nearness=Case(
                When(clause__short_id__iexact=words, then=0),
                When(number__in=numbers, then=1),
                default=2,
                output_field=IntegerField(),
            ),
            here=Case(When(version=version, then=0), default=1, output_field=IntegerField()),
            rank=SearchRank("search", query),
        )
        .select_related("clause", "version__policy")
        .defer("search", "clause__search", "clause__people_say")
    )
    nearest = ["nearness", "here", "-rank", "version__policy__title", "path"]
    return list(found.order_by(*nearest)[:MOST])


def contacts(words: str) -> QuerySet[Contact]:
    """Contacts of this name, or about these words."""
    found = Contact.objects.filter(Q(name__icontains=words) | Q(search=_query(words)))
    return found.defer("search").order_by("name")[:MOST]


def definitions(words: str) -> QuerySet[Definition]:
    """Terms like this, with the clause that defines each."""
    found = Definition.objects.filter(Q(term__icontains=words) | Q(search=_query(words)))
    return found.select_related("clause", "policy").order_by("term")[:MOST]


def _numbers(number: str) -> list[str]:
    """A number as documents print it: with and without a full stop behind it."""
    return [number, f"{number}."]


def _query(words: str) -> SearchQuery:
    return SearchQuery(words, config="english", search_type="websearch")
