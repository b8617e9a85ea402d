"""Texts as editors write them, for hypothesis: Markdown with lists, links, emphasis, quotes, odd signs."""

import string

from hypothesis import strategies as st

# What Markdown itself is made of stands in some of the words: it has to survive as well.
WORD = st.text(f"{string.ascii_letters}019éß中’-()&.:;'\"!?*_#+<>`~[]\\|=", min_size=1, max_size=7)
PHRASE = st.lists(WORD, min_size=1, max_size=5).map(" ".join)


def typed(text: str) -> str:
    """`text` as an editor types it who means every character."""
    return "".join(f"\\{c}" if c in string.punctuation else c for c in text)


def listed(marker: str) -> st.SearchStrategy[str]:
    """A list, its items close together or a line apart, some with a list of their own."""
    nested = st.tuples(LINE, LINE).map(f"\n{' ' * len(marker)}- ".join)
    items = st.lists(LINE | nested, min_size=1, max_size=3)
    return st.tuples(items, st.sampled_from(["\n", "\n\n"])).map(
        lambda drawn: drawn[1].join(marker + item for item in drawn[0])
    )


LINE = st.lists(
    st.tuples(
        st.sampled_from(["{}", "**{}**", "*{}*", "[{}](https://example.org/a?b=1&c=2)"]),
        PHRASE.map(typed),
    ).map(lambda drawn: drawn[0].replace("{}", drawn[1])),
    min_size=1,
    max_size=3,
).map(" ".join)
DOCUMENT = st.lists(
    st.one_of(LINE, LINE.map("> {}".format), listed("- "), listed("1. ")), min_size=1, max_size=4
).map("\n\n".join)
