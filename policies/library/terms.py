"""Defined terms explained where they occur: scope, plurals and aliases, longest first, once a clause."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from policies.library.models import Definition


@dataclass(frozen=True)
class TermNote:
    """A term's meaning, as templates/components/term_note.html shows it."""

    id: str
    word: str
    meaning: str
    url: str


class TermFinder:
    """Marks defined terms in clause bodies (sanitised HTML)."""

    def __init__(self, definitions: Iterable[Definition]):
        self.by_form: dict[str, Definition] = {}
        for definition in definitions:
            for form in (definition.term, *definition.aliases):
                self.by_form[form.lower()] = definition
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

    def mark(self, body: str, clause_id: int) -> tuple[str, list[Definition]]:
        """`body` with the first occurrence of each term made a button, and the definitions used.

        A term is left alone in the clause that defines it.
        """
        if self.pattern is None:
            return body, []
        used: list[Definition] = []

        def replace(match: re.Match) -> str:
            word = match.group("term")
            if word is None:
                return match.group(0)
            definition = self.by_form[word.lower()]
            if definition in used or definition.clause_id == clause_id:
                return word
            used.append(definition)
            anchor = self.anchor(definition, clause_id)
            return (
                f'<button type="button" class="term" popovertarget="term-{anchor}">{word}</button>'
            )

        return self.pattern.sub(replace, body), used

    def note(self, definition: Definition, clause_id: int) -> TermNote:
        """What the button in this clause opens."""
        return TermNote(
            self.anchor(definition, clause_id),
            definition.term,
            definition.meaning,
            f"/c/{definition.clause.short_id}/",
        )

    @staticmethod
    def anchor(definition: Definition, clause_id: int) -> str:
        return f"{clause_id}-{definition.pk}"
