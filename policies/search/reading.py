"""What the search page shows, in a fixed number of queries, and what the lists for owners show."""

from dataclasses import dataclass, field

from django.db.models import QuerySet

from policies.directory.models import Contact
from policies.guides.models import Guide
from policies.library.models import Clause, ClauseVersion
from policies.roles.models import PolicySet
from policies.search import engine, jump, spelling
from policies.search.hits import Found, Names
from policies.search.models import Synonym
from policies.search.scope import Scope
from policies.search.typed import Typed


@dataclass
class Search:
    """A search and what came of it."""

    typed: Typed
    scope: Scope
    way: jump.Jump = field(default_factory=jump.Jump)
    found: Found = field(default_factory=Found)
    suggestion: str = ""

    @property
    def found_nothing(self) -> bool:
        """Whether the words, and not a filter, are why nothing of the reader's own was found."""
        wanted = bool(self.typed.groups) and not self.scope.is_narrowed
        return wanted and not (self.way or self.found.first)


def read_search(text: str, scope: Scope, sets: dict[str, PolicySet]) -> Search:
    """Search for `text`, in seven queries at most; where it names one clause, only the way there is looked up."""
    names = Names(
        {code: policy_set.name for code, policy_set in sets.items()},
        own=scope.own.code if scope.own else "",
    )
    typed = Typed.of(text)
    way = jump.find(typed.text, scope, names)
    if way.address:
        return Search(typed, scope, way)
    typed = typed.with_meanings(_meanings(typed))
    found = engine.find(typed, scope, names)
    listed = {hit.anchor for hit in way.hits}
    found.first.hits = [hit for hit in found.first.hits if hit.anchor not in listed]
    search = Search(typed, scope, way, found)
    if not (found.exact or way):
        search.suggestion = spelling.suggest(typed)
    return search


def _meanings(typed: Typed) -> dict[str, list[str]]:
    words = typed.may_be_synonyms()
    if not words:
        return {}
    return dict(Synonym.objects.filter(word__in=words).values_list("word", "means"))


def things_with_words() -> dict[str, tuple[QuerySet, str]]:
    """What has words that people use: the kind in an address, its rows, and the field that names one."""
    return {
        "clause": (Clause.objects.defer("search").select_related("policy"), "short_id"),
        "contact": (Contact.objects.defer("search"), "key"),
        "guide": (Guide.objects.defer("search"), "slug"),
    }


def last_words(clause: Clause) -> ClauseVersion | None:
    """What readers see of the clause: its words in force, or the last ones."""
    published = clause.versions.published()
    return published.defer("search").order_by("-version__number").first()
