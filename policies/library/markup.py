"""Clause text: written as Markdown, kept as sanitised HTML, searched as plain text.

Editors and the sample library write Markdown with paragraphs, lists, quotes, emphasis and links. All else stands as
it was typed: raw HTML is escaped by the parser and the result is cleaned once more before it is stored.
"""

import html
import re
from html.parser import HTMLParser
from typing import Any

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
_marks = re.compile(r"([\\`*_\[\]<>#|~&])")
_space = re.compile(r"[ \t\r\n]+")

_BLOCKS = ("p", "ul", "ol", "blockquote")

# A piece of text, or {"tag": …, "children": [nodes], "href": … of a link}.
Node = str | dict[str, Any]


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


def escape_markdown(text: str) -> str:
    """Plain text as Markdown that shows it as it is, on one line."""
    return _marks.sub(r"\\\1", " ".join(text.split()))


def nodes(body: str) -> list[Node]:
    """Stored HTML as a tree, for what is not a browser: paper and word processors."""
    tree = _Tree()
    tree.feed(body)
    tree.close()
    return tree.top


class _Tree(HTMLParser):
    """Builds the nodes; tags that are never closed end with their parent."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.top: list[Node] = []
        self.open: list[tuple[str, list[Node]]] = [("", self.top)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node: dict[str, Any] = {"tag": tag, "children": []}
        if tag == "a":
            node["href"] = dict(attrs).get("href") or ""
        siblings = self.open[-1][1]
        if tag in _BLOCKS and siblings and isinstance(siblings[-1], str):
            siblings[-1] = siblings[-1].rstrip()
        siblings.append(node)
        if tag != "br":
            self.open.append((tag, node["children"]))

    def handle_endtag(self, tag: str) -> None:
        depth = next((n for n in range(len(self.open) - 1, 0, -1) if self.open[n][0] == tag), None)
        if depth:
            del self.open[depth:]

    def handle_data(self, data: str) -> None:
        parent, siblings = self.open[-1]
        text = _space.sub(" ", data)
        behind_block = (
            siblings and not isinstance(siblings[-1], str) and siblings[-1]["tag"] in _BLOCKS
        )
        # Between blocks there is only the layout of the source.
        if text.strip() or not (behind_block or parent in ("", "ul", "ol", "blockquote")):
            siblings.append(text)
