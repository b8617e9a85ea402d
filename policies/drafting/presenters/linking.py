"""What an editor may link to, as the picker shows it."""

from dataclasses import dataclass

from policies.drafting.presenters.changes import clause_name
from policies.drafting.reading import linking
from policies.library.markup import clean, escape_markdown
from policies.library.models import PolicyVersion


@dataclass(frozen=True)
class Target:
    """Something to link to: what it is, its name, its address, and the words of the link."""

    what: str
    name: str
    url: str
    words: str

    @property
    def markdown(self) -> str:
        """The link as it is typed in a text box."""
        return f"[{escape_markdown(self.words)}]({self.url})"


@dataclass(frozen=True)
class Found:
    """What was looked for, and what there is."""

    words: str
    targets: list[Target]


def found(typed: str, version: PolicyVersion) -> Found | None:
    """What there is to link to for what was typed; None for nothing typed."""
    words = " ".join(clean(typed).split())[: linking.LONGEST]
    if not words:
        return None
    clauses = [
        Target(
            c.version.policy.title,
            clause_name(c),
            c.get_absolute_url(),
            f"{c.number} {c.heading}".strip() or clause_name(c),
        )
        for c in linking.clauses(words, version)
    ]
    contacts = [
        Target("Contact", c.name, f"/contacts/{c.key}/", c.name) for c in linking.contacts(words)
    ]
    terms = [
        Target(f"Definition, {d.policy.title}", d.term, f"/c/{d.clause.short_id}/", d.term)
        for d in linking.definitions(words)
    ]
    return Found(words, [*clauses, *contacts, *terms])
