"""Defined terms explained where they occur: scope, plurals and aliases, longest first, once a clause."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from policies.library.models import Definition


@dataclass(frozen=True)
class Term:
    """A defined term as plain values, fitting templates/components/term_note.html."""

    id: int
    clause_id: int
    word: str
    aliases: tuple[str, ...]
    meaning: str
    url: str

    @classmethod
    def of(cls, definition: Definition) -> "Term":
        return cls(
            id=definition.pk,
            clause_id=definition.clause_id,
            word=definition.term,
            aliases=tuple(definition.aliases),
            meaning=definition.meaning,
            url=f"/c/{definition.clause.short_id}/",
        )


class TermFinder:
    """Marks defined terms in clause bodies (sanitised HTML) and remembers which it met."""

    def __init__(self, terms: Iterable[Term]):
        self.by_form = {form.lower(): term for term in terms for form in (term.word, *term.aliases)}
        self.met: dict[int, Term] = {}
        forms = sorted(self.by_form, key=len, reverse=True)
        # Only text outside tags and links is looked at: the first alternative swallows the rest.
        self.pattern = (
            re.compile(
                r"(?P<skip><a\b.*?</a>|<[^>]*>)"
                r"|\b(?P<term>" + "|".join(map(re.escape, forms)) + r")\b",
                re.IGNORECASE | re.DOTALL,
            )
            if forms
            else None
        )

    def mark(self, body: str, clause_id: int) -> str:
        """`body` with the first occurrence of each term made a button that opens its meaning.

        A term is left alone in the clause that defines it.
        """
        if self.pattern is None:
            return body
        seen: set[int] = set()

        def replace(match: re.Match) -> str:
            word = match.group("term")
            if word is None:
                return match.group(0)
            term = self.by_form[word.lower()]
            if term.id in seen or term.clause_id == clause_id:
                return word
            seen.add(term.id)
            self.met[term.id] = term
            return (
                f'<button type="button" class="term" popovertarget="term-{term.id}">{word}</button>'
            )

        return self.pattern.sub(replace, body)

    def used(self, text: str) -> set[Term]:
        """The terms that occur in a plain text, wherever they stand."""
        # The pattern reads HTML; without its < and > nothing in a plain text is a tag or a link.
        words = self.pattern.finditer(re.sub("[<>]", " ", text)) if self.pattern else ()
        return {self.by_form[match["term"].lower()] for match in words}

    def notes(self) -> list[Term]:
        """The terms met so far: one note each has to stand on the page."""
        return list(self.met.values())
