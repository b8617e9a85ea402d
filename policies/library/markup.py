"""Clause text: written as Markdown, kept as sanitised HTML, searched as plain text.

Editors and the sample library write Markdown with paragraphs, lists, quotes, emphasis and links. All else stands as
it was typed: raw HTML is escaped by the parser and the result is cleaned once more before it is stored.
"""

import html
import re

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdownify import ATX, markdownify

TAGS = {"p", "ul", "ol", "li", "strong", "em", "a", "br", "blockquote"}
ATTRIBUTES = {"a": {"href"}}
SCHEMES = {"http", "https", "mailto", "tel"}

_unused = ["heading", "lheading", "hr", "code", "fence", "backticks", "image", "reference"]
_parser = MarkdownIt("commonmark", {"html": False, "linkify": False}).disable(_unused)
_blocks = re.compile(r"</(p|li|ul|ol|blockquote)>|<br ?/?>")
_control = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def _tighten(state: StateCore) -> None:
    """Drop the paragraph round an item that has only one: blank lines between items say nothing."""
    open_items: list[tuple[int, list[Token]]] = []
    for token in state.tokens:
        if token.type == "list_item_open":
            open_items.append((token.level + 1, []))
        elif token.type == "list_item_close":
            _, edges = open_items.pop()
            for edge in edges if len(edges) == 2 else ():
                edge.hidden = True
        elif token.type in ("paragraph_open", "paragraph_close") and open_items:
            level, edges = open_items[-1]
            if token.level == level:
                edges.append(token)


_parser.core.ruler.push("tighten", _tighten)


def clean(text: str) -> str:
    """`text` without the control characters that Postgres or a screen reader would choke on."""
    return _control.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def sanitise(body: str) -> str:
    """`body` (HTML from anywhere) with only the tags, attributes and schemes that a clause may have."""
    return nh3.clean(
        body, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener noreferrer"
    )


def to_html(markdown: str) -> str:
    """Markdown as the sanitised HTML that is stored."""
    return sanitise(_parser.render(clean(markdown))).strip()


def to_plain(body: str) -> str:
    """HTML as plain text, one block a line."""
    text = html.unescape(nh3.clean(_blocks.sub("\n", body), tags=set()))
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def to_markdown(body: str) -> str:
    """Stored HTML as the Markdown that an editor sees; `to_html` of it gives the same HTML."""
    return markdownify(body, heading_style=ATX, bullets="-", escape_misc=True).strip()
