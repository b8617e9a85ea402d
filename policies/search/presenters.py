"""How the search page and the pages for owners word what they show."""

from dataclasses import dataclass
from urllib.parse import urlencode

from policies.directory.models import Contact
from policies.library.models import Clause, Strength
from policies.search.actions import HasWords
from policies.search.models import SearchMiss
from policies.search.reading import Search, last_words
from policies.search.scope import KINDS, Scope
from policies.search.typed import Term


class SearchPage:
    """A search and what came of it, in words."""

    def __init__(self, search: Search):
        self.words = search.typed.text
        self.scope: Scope = search.scope
        self.jump = search.way
        self.first, self.rest = search.found.first, search.found.rest
        self.matters = search.found.matters
        self.suggestion = search.suggestion
        self.suggestion_url = self.scope.address(search.suggestion)
        self.meanings: list[Term] = [term for term in search.typed.terms if term.also]

    @property
    def first_heading(self) -> str:
        """Whose rules stand first."""
        if self.scope.first is None:
            return "In the whole library"
        return f"In what binds {'you' if self.scope.is_own else self.scope.first.name}"

    @property
    def narrowed(self) -> list[tuple[str, str]]:
        """The filters that are set, in words, each with the address of the same search without it."""
        labels = {
            "set": self.scope.chosen.name if self.scope.chosen else "",
            "kind": dict(KINDS).get(self.scope.kind, ""),
            "strength": dict(Strength.choices).get(self.scope.strength, ""),
        }
        return [
            (label, self.scope.without(name).address(self.words))
            for name, label in labels.items()
            if label
        ]

    @property
    def nothing(self) -> dict[str, str]:
        """Why nothing of the reader's own is shown, and what to do next: the context of components/empty.html."""
        if self.scope.is_narrowed:
            why = "Nothing of what you asked to be shown holds these words."
            url = Scope(self.scope.own).address(self.words)
            return {"why": why, "label": "Look for them everywhere", "url": url}
        if self.rest:
            why = "Nothing that binds you holds these words. What binds others does, below."
        else:
            whose = "that binds you" if self.scope.own else "in the library"
            why = (
                f"Nothing {whose} holds these words. Try fewer or plainer words, such as "
                "“friend request” or “work email”."
            )
        return {"why": why, "label": "See all guides", "url": "/guides/"}


@dataclass(frozen=True)
class WordsOf:
    """A clause, contact or guide whose words are edited: its name, where it stands, what it says, its page."""

    name: str
    place: str
    says: str
    url: str


def words_of(thing: HasWords) -> WordsOf:
    """The thing beside whose text the words are kept."""
    if isinstance(thing, Clause):
        words = last_words(thing)
        return WordsOf(
            name=f"clause {words.number if words and words.number else thing.short_id}",
            place=thing.policy.title,
            says="\n".join(filter(None, [words.heading, words.text])) if words else "",
            url=f"/c/{thing.short_id}/" if words else "/manage/",
        )
    if isinstance(thing, Contact):
        return WordsOf(thing.name, "Contact", thing.purpose, f"/contacts/{thing.key}/")
    return WordsOf(thing.title, "Guide", thing.summary, thing.get_absolute_url())


@dataclass(frozen=True)
class MissPresenter:
    """A search that found nothing, with the ways to mend it."""

    miss: SearchMiss

    @property
    def staff(self) -> str:
        return self.miss.policy_set.name if self.miss.policy_set else "Nobody’s in particular"

    @property
    def search_url(self) -> str:
        """The same search in what binds the same staff."""
        asked = {"q": self.miss.query}
        if self.miss.policy_set:
            asked["set"] = self.miss.policy_set.code
        return f"/search/?{urlencode(asked)}"

    @property
    def synonym_url(self) -> str:
        return f"/manage/synonyms/add/?{urlencode({'word': self.miss.query})}"
