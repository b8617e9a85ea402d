"""The portal's own Markdown export, and what somebody wrote into it. Plain Python."""

import re
from dataclasses import dataclass, field
from html import unescape

from policies.drafting.importing.clauses import LONGEST_HEADING, LONGEST_NUMBER
from policies.drafting.importing.own_word import known_words, say_beside, spoken
from policies.drafting.importing.proposing import propose
from policies.drafting.importing.source import Paragraph, Piece, Reading, numbered, require_depth
from policies.drafting.importing.tree import ParsedClause, give_keys, walk
from policies.library.markup import to_html, to_plain

BESIDE = "<!-- beside the words -->"
_comment = re.compile(r'<!-- clause((?: [a-z_]+="[^"]*")*) -->')
_attribute = re.compile(r'([a-z_]+)="([^"]*)"')
_section = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*$")
_name = re.compile(r"\*\*(.*?)\*\*(?:\s+·\s+(.*))?$")
_escaped = re.compile(r"\\([\\`*_\[\]<>#|~&])")
_number = re.compile(
    r"((?:Part|Section|Chapter|Schedule|Appendix|Annex) \w{1,6}|\(?(?:\d{1,4}[a-zA-Z]?|[a-zA-Z])"
    r"(?:\.\w{1,5})*[.)]?|\([ivxlc]{1,6}\))(?: |$)"
)
_HEAD = "the head of the portal’s own export: facts about the version"
_MARK = "a mark of the portal’s own export"


def is_own(text: str) -> bool:
    """Whether a Markdown text is one of the portal's exports."""
    return bool(_comment.search(text))


@dataclass
class _Part:
    """A clause, how deep it stands (0: not known), and the blocks of text that belong to it."""

    clause: ParsedClause
    level: int = 0
    is_named: bool = False
    number: str | None = None
    body: list[str] = field(default_factory=list)


class _Export:
    """Reads an export block by block."""

    def __init__(self):
        self.parts: list[_Part] = []
        self.paragraphs: list[Paragraph] = []
        self.is_beside = False

    def block(self, block: str) -> None:
        """Take the next block: it belongs to the clause whose comment came last."""
        self.paragraphs.append(Paragraph([Piece(block)], printed=" ".join(block.split())))
        comment = _comment.fullmatch(block.strip())
        part = self.parts[-1] if self.parts else None
        if comment:
            self._leave_out(_MARK)
            self.parts.append(_part(dict(_attribute.findall(comment[1]))))
            self.is_beside = False
        elif block.strip() == BESIDE:
            self._leave_out(_MARK)
            self.is_beside = True
        elif part is None and block.startswith(("---", "# ", "- ")):
            self._leave_out(_HEAD)
        elif part and not part.is_named:
            first, _, rest = block.partition("\n")
            part.is_named = True
            part.body += [text for text in ("" if _named(part, first) else first, rest) if text]
            self._take(part)
        elif part and self.is_beside and block.startswith(">"):
            for said in re.split(r"\n>[ ]*\n", block):
                lines = re.sub(r"(?m)^> ?", "", said).split("\\\n")
                say_beside(part.clause, "\n".join(map(_plain, lines)))
            self._take(part)
        else:
            self._own(block)

    def _own(self, block: str) -> None:
        """What somebody wrote in: a new section, or more text of the clause."""
        heading = _section.match(block.partition("\n")[0])
        if heading or not self.parts:
            self.parts.append(_Part(ParsedClause(key="", certain=bool(heading)), is_named=True))
        part = self.parts[-1]
        if heading:
            part.level = max(len(heading[1]) - 1, 1)
            part.clause.number, part.clause.heading = _number_and_heading(_plain(heading[2]))
            block = block.partition("\n")[2]
            self.is_beside = False
        part.body += [block] if block else []
        self._take(part)

    def _take(self, part: _Part) -> None:
        part.clause.paragraphs.append(len(self.paragraphs))

    def _leave_out(self, why: str) -> None:
        self.paragraphs[-1].left_out = why

    def reading(self) -> Reading:
        """All that was taken, as a tree."""
        paragraphs = numbered(self.paragraphs)
        top: list[ParsedClause] = []
        above: list[tuple[int, ParsedClause]] = []
        for part in self.parts:
            _finish(part)
            if not part.level:
                while above and above[-1][1].kind != "section":
                    above.pop()
                part.level = above[-1][0] + 1 if above else 1
            while above and above[-1][0] >= part.level:
                above.pop()
            (above[-1][1].children if above else top).append(part.clause)
            above.append((part.level, part.clause))
            require_depth(len(above))
        give_keys(top)
        went = {number: clause.key for clause in walk(top) for number in clause.paragraphs}
        return Reading(
            paragraphs,
            top,
            [(p.number, p.printed, went[p.number]) for p in paragraphs if p.number in went],
            [(p.number, p.printed, p.left_out) for p in paragraphs if p.number not in went],
        )


def _part(said: dict[str, str]) -> _Part:
    """A clause as its comment gives it."""
    clause = ParsedClause(key="", certain=True, kind=said.get("kind", ""))
    clause.uid, clause.short_id = said.get("uid", ""), said.get("short_id", "")
    clause.strength, clause.column = said.get("strength", "information"), said.get("column", "")
    level, number = said.get("level", ""), said.get("number")
    return _Part(
        clause,
        int(level) if level.isdecimal() and len(level) < 3 else 0,
        number=None if number is None else unescape(number),
    )


def _named(part: _Part, line: str) -> bool:
    """Take number, heading and strength from the line that the export begins a clause with."""
    clause = part.clause
    heading, name = _section.match(line), _name.match(line)
    if heading:
        part.level = part.level or max(len(heading[1]) - 1, 1)
    elif not name:
        return False
    text = _plain(heading[2] if heading else name[1])
    if text != clause.short_id:
        clause.number, clause.heading = _number_and_heading(text, part.number)
    known = known_words((name and name[2]) or "") if not heading else None
    if known and clause.kind != "section":
        spoken(clause, *known)
    return True


def _number_and_heading(text: str, was: str | None = None) -> tuple[str, str]:
    """A name in two; `was` is the number that it was exported with, None where that is not known."""
    if was is not None and (not was or f"{text} ".startswith(f"{was} ")):
        return was, text[len(was) :].strip()[:LONGEST_HEADING]
    found = _number.match(text)
    number = found[1] if found and len(found[1]) <= LONGEST_NUMBER else ""
    return number, text[len(number) :].strip()[:LONGEST_HEADING]


def _finish(part: _Part) -> None:
    clause = part.clause
    clause.body = to_html("\n\n".join(part.body)) if part.body else ""
    clause.text = to_plain(clause.body)
    if not clause.kind:
        proposal = propose(clause.text, clause.heading)
        clause.kind, clause.strength = proposal.kind, proposal.strength
        clause.strength_words, clause.certain = proposal.words, False


def _plain(markdown: str) -> str:
    return " ".join(_escaped.sub(r"\1", markdown).split())


def markdown_reading(text: str) -> Reading:
    """The version in a Markdown export, by its comments. A heading without a comment is a new section.

    Raises Unreadable where it is too deep.
    """
    reader = _Export()
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    for block in _blocks(text):
        reader.block(block)
    return reader.reading()


def _blocks(text: str) -> list[str]:
    """The blocks of a text between empty lines; a comment of ours is a block of its own."""
    marks = re.compile(rf"^({_comment.pattern}|{re.escape(BESIDE)})$", re.MULTILINE)
    apart = marks.sub(lambda found: f"\n\n{found[0]}\n\n", text)
    return [block for block in re.split(r"\n(?:[ \t]*\n)+", apart) if block.strip()]
