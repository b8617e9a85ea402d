"""Where one clause names another: what a text says apart from that. Plain Python.

A rule does not change when the rule it points to has another number or another address. A reference
is a link to a clause or to a policy of the portal, the words "clause 4.2" and their like, and "see
section 4". Sections of Acts and of other documents are not: "section 534" is what the rule is about.
"""

import re

_LINK = re.compile(
    r'<a\b[^>]*\bhref="/(?:c|policies)/[^"]*"[^>]*>(?P<words>.*?)</a>', re.IGNORECASE | re.DOTALL
)
_ONE = r"\d+(?:\.\d+)*[a-z]?(?:\([a-z0-9]{1,4}\))*"
_SEVERAL = rf"{_ONE}(?:\s*(?:,|and|or|to|[–-])\s*{_ONE})*"
_NUMBERS = re.compile(rf"\(?{_SEVERAL}\)?\.?", re.IGNORECASE)
_NAMED = re.compile(
    rf"\b(?P<what>clauses?|see (?:also )?(?:sections?|paragraphs?|parts?))\s+{_SEVERAL}"
    r"(?![\w(])(?!\s+of\b)",
    re.IGNORECASE,
)


def without_references(body: str) -> str:
    """`body` (stored HTML, or plain text) with each reference to another clause put as the same mark.

    The words of a link stay, unless they are a number themselves.
    """
    return _NAMED.sub(_mark, _LINK.sub(lambda link: f"<a>{_words(link['words'])}</a>", body))


def _words(words: str) -> str:
    return "#" if _NUMBERS.fullmatch(words.strip()) else words


def _mark(found: re.Match[str]) -> str:
    """ "Clauses 4.2 and 5" and "clause 4.2" are the same mark: how many are named is numbering too."""
    return f"{found['what'].lower().removesuffix('s')} #"
