"""Words that the library does not know, and what may have been meant: met by their letters in threes."""

import re
from collections import defaultdict
from collections.abc import Iterable

from django.db import connection
from django.utils import timezone

from policies.search.typed import Typed

MOST_WORDS = 6

_word = re.compile(r"[^\W\d_]{4,40}")

# Every word by which something can be found, and what the search makes of it.
_GATHER = """
    WITH texts AS (
        SELECT concat_ws(' ', words.heading, words.text) AS said
        FROM policies_clauseversion AS words
        JOIN policies_policyversion AS version ON version.id = words.version_id
        WHERE version.state = 'published' AND version.effective && daterange(%(today)s, NULL)
        UNION ALL SELECT people_say FROM policies_clause
        UNION ALL SELECT concat_ws(' ', title, summary, people_say) FROM policies_guide
        UNION ALL SELECT concat_ws(' ', title, question, people_say) FROM policies_matter
        UNION ALL SELECT concat_ws(
            ' ', name, purpose, people_say, array_to_string(former_names, ' ')
        ) FROM policies_contact
        UNION ALL SELECT concat_ws(' ', term, meaning) FROM policies_definition
        UNION ALL SELECT title FROM policies_jobrole
        UNION ALL SELECT concat_ws(' ', word, array_to_string(means, ' ')) FROM policies_synonym
    ), found AS (
        SELECT word, count(*) AS times
        FROM texts, regexp_split_to_table(lower(said), '[^[:alpha:]]+') AS word
        WHERE length(word) BETWEEN 3 AND 40
        GROUP BY word
    ), gathered AS (
        INSERT INTO policies_searchword AS known (word, stem, times)
        SELECT word, COALESCE((ts_lexize('english_stem', word))[1], word), times FROM found
        ON CONFLICT (word) DO UPDATE SET times = EXCLUDED.times
        WHERE known.times <> EXCLUDED.times
    )
    DELETE FROM policies_searchword AS known
    WHERE NOT EXISTS (SELECT FROM found WHERE found.word = known.word)
"""

_REMEMBER = """
    INSERT INTO policies_searchword (word, stem, times)
    SELECT word, COALESCE((ts_lexize('english_stem', word))[1], word), 1
    FROM unnest(%s::text[]) AS word
    ON CONFLICT (word) DO NOTHING
"""

_NEAR = """
    SELECT typed.word, near.word, near.alike, near.times
    FROM unnest(%s::text[]) AS typed (word)
    CROSS JOIN LATERAL (
        SELECT known.word, known.times, similarity(known.word, typed.word) AS alike
        FROM policies_searchword AS known
        WHERE known.word %% typed.word
            OR (left(known.word, 1) = left(typed.word, 1)
                AND abs(length(known.word) - length(typed.word)) < 3)
        ORDER BY alike DESC, known.times DESC
        LIMIT 40
    ) AS near
    WHERE NOT EXISTS (
        SELECT FROM policies_searchword AS known
        WHERE known.stem = COALESCE((ts_lexize('english_stem', typed.word))[1], typed.word)
    )
"""


def gather() -> None:
    """Gather the words of everything that can be found, and forget those that are gone."""
    with connection.cursor() as cursor:
        cursor.execute(_GATHER, {"today": timezone.localdate()})


def remember(texts: Iterable[str]) -> None:
    """Add the words of these texts to those that are known."""
    words = {word for text in texts for word in re.findall(r"[^\W\d_]{3,40}", text.lower())}
    with connection.cursor() as cursor:
        cursor.execute(_REMEMBER, [sorted(words)])


def suggest(typed: Typed) -> str:
    """The search with each unknown word replaced by the known one that is nearest to it; "" where there is none."""
    words = [word.lower().strip(".,;:!?()'’") for word in typed.words]
    asked = [word for word in dict.fromkeys(words) if _word.fullmatch(word)][:MOST_WORDS]
    if not asked:
        return ""
    near: dict[str, list[tuple]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_NEAR, [asked])
        for word, known, alike, times in cursor.fetchall():
            near[word].append((distance(word, known), -alike, -times, known))
    text = typed.text
    for word, candidates in near.items():
        steps, *_, known = min(candidates)
        if steps <= _allowed(word):
            text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", known, text, flags=re.I)
    return "" if text == typed.text else text


def _allowed(word: str) -> int:
    """How many slips of the finger a word of this length may carry."""
    return 1 if len(word) < 5 else 2 if len(word) < 9 else 3


def distance(one: str, other: str) -> int:
    """How many letters to put in, take out, change or swap with their neighbour makes one word the other."""
    before, last = [], list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, wanted in enumerate(other, 1):
            row.append(min(last[j] + 1, row[-1] + 1, last[j - 1] + (letter != wanted)))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                row[j] = min(row[j], before[j - 2] + 1)
        before, last = last, row
    return last[-1]
