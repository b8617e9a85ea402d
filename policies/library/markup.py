"""Clause text: written as Markdown, kept as sanitised HTML, searched as plain text.

Editors and the sample library write Markdown with paragraphs, lists, emphasis and links. Nothing else survives:
raw HTML is escaped by the parser and the result is cleaned once more before it is stored.
"""

import html
import re

import nh3
from markdown_it import MarkdownIt
from markdownify import ATX, markdownify

TAGS = {"p", "ul", "ol", "li", "strong", "em", "a", "br", "blockquote"}
ATTRIBUTES = {"a": {"href"}}
SCHEMES = {"http", "https", "mailto", "tel"}

_parser = MarkdownIt("commonmark", {"html": False, "linkify": False})
_blocks = re.compile(r"</(p|li|ul|ol|blockquote)>|<br ?/?>")
_control = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


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
