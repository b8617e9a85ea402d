"""What owners do so that people find things: synonyms, words people use, searches that found nothing."""

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from policies.directory.models import Contact
from policies.guides.models import Guide
from policies.library.markup import clean
from policies.library.models import Clause
from policies.roles.models import PolicySet
from policies.search import spelling
from policies.search.models import SearchMiss, Synonym
from portal import audit, editing, identifiers
from portal.models import Conflict, LockedModel, User
from portal.permissions import Permission

LONGEST_WORD = 100
MOST_MEANINGS = 12
MOST_WORDS = 100

HasWords = Clause | Contact | Guide

# A word with an underscore in it or digits behind its letters, and a number as long as a telephone's.
_coined = re.compile(r"\w_|_\w|[^\W\d_]\d{2}|\d{6}")


class Refused(Exception):
    """What was asked for cannot be done; the message says what to do, `field` where."""

    def __init__(self, message: str, field: str):
        super().__init__(message)
        self.field = field


def _tidy(text: str) -> str:
    """A word or phrase on one line."""
    return " ".join(clean(text).split())


def _require(by: User) -> None:
    if not by.may(Permission.DRAFT_EDIT):
        raise PermissionDenied


def _checked(word: str, means: Iterable[str]) -> tuple[str, list[str]]:
    """A synonym as it is kept. Raises Refused where it says nothing or too much."""
    word = _tidy(word).lower()
    means = list(dict.fromkeys(_tidy(text).lower() for text in means))
    means = [text for text in means if text != word and re.search(r"\w", text)]
    if not re.search(r"\w", word):
        raise Refused("Enter the word that people type.", "word")
    if len(word) > LONGEST_WORD:
        raise Refused(f"Shorten the word to {LONGEST_WORD} characters.", "word")
    if not means:
        raise Refused(
            "Enter a word of the documents, other than the word that people type.", "means"
        )
    if len(means) > MOST_MEANINGS:
        raise Refused(f"Enter at most {MOST_MEANINGS} lines. There are {len(means)} now.", "means")
    if any(len(text) > LONGEST_WORD for text in means):
        raise Refused(f"Shorten each line to {LONGEST_WORD} characters.", "means")
    return word, means


@transaction.atomic
def add_synonym(*, by: User, word: str, means: Sequence[str]) -> Synonym:
    """Have the search look for what `means` says wherever somebody types `word`.

    Raises Refused where there is an entry for the word, or one of the two says nothing.
    """
    _require(by)
    word, means = _checked(word, means)
    synonym = Synonym(word=word, means=means)
    _save(lambda: synonym.save(force_insert=True), word)
    spelling.remember([word, *means])
    audit.record(by=by, action="synonym.add", on=synonym, word=word, means=means)
    return synonym


@transaction.atomic
def edit_synonym(
    *, by: User, synonym: Synonym, revision: int, word: str, means: Sequence[str]
) -> None:
    """Save a synonym over the revision that was read.

    Raises Conflict where somebody saved it since, Synonym.DoesNotExist where it is gone, and Refused as adding does.
    """
    _require(by)
    word, means = _checked(word, means)
    changes = {"by": by, "revision": revision, "action": "synonym.edit"}
    values = {"word": word, "means": means}
    _save(lambda: editing.edit(thing=synonym, values=values, **changes), word)
    spelling.remember([word, *means])


def _save(write: Callable[[], None], word: str) -> None:
    try:
        with transaction.atomic():
            write()
    except IntegrityError as error:
        raise Refused(
            f"There is an entry for “{word}” already. Add to that one.", "word"
        ) from error


@transaction.atomic
def remove_synonym(*, by: User, synonym: Synonym, revision: int) -> None:
    """Take a synonym out of use. Raises Conflict where somebody saved it since it was read."""
    _require(by)
    current = Synonym.objects.select_for_update().get(pk=synonym.pk)
    if current.revision != revision:
        raise Conflict(current, {})
    audit.record(by=by, action="synonym.remove", on=current, word=current.word, means=current.means)
    current.delete()


def seal(thing: HasWords) -> str:
    """What the words people use were when a form was made; they have no revision of their own."""
    return hashlib.sha256(thing.people_say.encode()).hexdigest()[:16]


@transaction.atomic
def set_words(*, by: User, thing: HasWords, seen: str, words: Sequence[str]) -> HasWords:
    """Keep the words people use for a clause, a contact or a guide; its text stays as it is.

    `seen` is the seal of the words that the person saw. Raises Conflict where they are others now, and Refused where
    there are too many, or too long ones.
    """
    _require(by)
    current = type(thing).objects.select_for_update(of=("self",)).get(pk=thing.pk)
    words = list({word.lower(): word for word in map(_tidy, words) if word}.values())
    if len(words) > MOST_WORDS:
        raise Refused(
            f"Enter at most {MOST_WORDS} lines. There are {len(words)} now.", "people_say"
        )
    if any(len(text) > LONGEST_WORD for text in words):
        raise Refused(f"Shorten each line to {LONGEST_WORD} characters.", "people_say")
    people_say = "\n".join(words)
    if people_say == current.people_say:
        return current
    if seal(current) != seen:
        raise Conflict(current, {"people_say": people_say})
    before = current.people_say.split("\n")
    if isinstance(current, LockedModel):
        current.save_over(current.revision, people_say=people_say)
    else:
        current.people_say = people_say
        current.save(update_fields=["people_say"])
    spelling.remember(words)
    audit.record(
        by=by,
        action="words.edit",
        on=current,
        added=[word for word in words if word not in before],
        removed=[word for word in before if word and word not in words],
    )
    return current


_MISS = """
    INSERT INTO policies_searchmiss (query, policy_set_id, times, first_at, last_at)
    VALUES (%s, %s, 1, now(), now())
    ON CONFLICT (query, policy_set_id) WHERE settled_at IS NULL
    DO UPDATE SET times = policies_searchmiss.times + 1, last_at = now()
"""


def keep_miss(*, words: str, policy_set: PolicySet | None) -> bool:
    """Keep a search that found nothing: what was typed and under which set, never by whom; says whether it was kept.

    What may identify somebody (an e-mail address, a number, a user name) is not kept, nor is what holds no word. A
    search is typed without the words around it that would tell a user name from a word, so any likely one is let go.
    """
    query = _tidy(words).lower()[: SearchMiss._meta.get_field("query").max_length]
    may_identify = _coined.search(query) or identifiers.find(words) or identifiers.find(query)
    if may_identify or not re.search(r"\w", query):
        return False
    with connection.cursor() as cursor:
        cursor.execute(_MISS, [query, policy_set.pk if policy_set else None])
    return True


@transaction.atomic
def settle_miss(*, by: User, miss: SearchMiss) -> None:
    """Put a search that found nothing aside: words were added for it, or none are needed. Twice does nothing more."""
    _require(by)
    current = SearchMiss.objects.select_for_update(of=("self",)).get(pk=miss.pk)
    if current.settled_at:
        return
    current.settled_at = timezone.now()
    current.save(update_fields=["settled_at"])
    audit.record(
        by=by, action="search-miss.settle", on=current, query=current.query, times=current.times
    )
