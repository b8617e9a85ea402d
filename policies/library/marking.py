"""Words marked where a reader lands from a search: the same forms that the search finds, without JavaScript."""

import re
from dataclasses import dataclass

from django.db import connection
from django.utils.safestring import SafeString, mark_safe

from policies.library.markup import clean

LONGEST = 200

# Tags, with whatever their attributes hold, and entities are passed over; what is left is looked at word by word.
_piece = re.compile(r"""<(?:[^<>"']|"[^"]*"|'[^']*')*>|&[#\w]+;|(?P<word>[^\W_]+)""", re.DOTALL)

_SAME = """
    WITH wanted AS (SELECT tsvector_to_array(to_tsvector('english', %s)) AS stems)
    SELECT word FROM wanted, unnest(%s::text[]) AS word
    WHERE tsvector_to_array(to_tsvector('english', word)) && stems
"""


@dataclass(frozen=True)
class Marked:
    """A text with `words` marked in it, in `count` places."""

    html: SafeString
    words: str = ""
    count: int = 0


def mark(html: SafeString, words: str) -> Marked:
    """`html` with every form of `words` in <mark>; one query, and none where there are no words.

    Looks at text only, never into a tag: what comes in as safe markup goes out as safe markup.
    """
    words = " ".join(clean(words).split())[:LONGEST]
    wanted = _forms(words, html) if words else set()
    count = 0

    def put(match: re.Match) -> str:
        nonlocal count
        word = match["word"]
        if word is None or word.lower() not in wanted:
            return match[0]
        count += 1
        return f"<mark>{word}</mark>"

    marked = mark_safe(_piece.sub(put, html)) if wanted else html  # noqa: S308 - see above
    return Marked(marked, words, count)


def _forms(words: str, html: str) -> set[str]:
    """The words of the text that are a form of one of `words`; "the" and its like are a form of none."""
    there = {match["word"].lower() for match in _piece.finditer(html) if match["word"]}
    with connection.cursor() as cursor:
        cursor.execute(_SAME, [words, sorted(there)])
        return {word for (word,) in cursor.fetchall()}
