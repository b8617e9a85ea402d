"""Lines as the sanitised HTML of a clause. Plain Python."""

from collections.abc import Iterable, Sequence
from html import escape

from policies.drafting.importing.outline import Node
from policies.drafting.importing.source import Paragraph, Piece, tidy
from policies.library.markup import sanitise, to_html, to_markdown, to_plain


def inline(pieces: Iterable[Piece]) -> str:
    """Pieces as HTML: emphasis, links and soft breaks kept, white space tidied."""
    joined: list[Piece] = []
    for piece in pieces:
        text = tidy(piece.text)
        last = joined[-1] if joined else None
        look = (piece.bold, piece.italic, piece.href)
        if last and (last.bold, last.italic, last.href) == look:
            joined[-1] = Piece(last.text + text, *look)
        elif text:
            joined.append(Piece(text, *look))
    return "".join(_piece(piece) for piece in joined).strip().removesuffix("<br>").strip()


def _piece(piece: Piece) -> str:
    """One run; its spaces stand outside of its emphasis, or Markdown would not see it."""
    words = piece.text.strip()
    if not words:
        return "<br>" if "\n" in piece.text else piece.text[:1]
    start, end = piece.text.split(words, 1) if piece.text.count(words) == 1 else ("", "")
    said = "<br>".join(escape(" ".join(line.split()), quote=False) for line in words.split("\n"))
    if piece.italic:
        said = f"<em>{said}</em>"
    if piece.bold:
        said = f"<strong>{said}</strong>"
    if piece.href:
        said = f'<a href="{escape(piece.href)}">{said}</a>'
    return f"{_space(start)}{said}{_space(end)}"


def _space(text: str) -> str:
    return "<br>" if "\n" in text else text[:1]


def paragraph(said: Paragraph, *, exact: bool = False) -> str:
    """A paragraph as a block; one that is all bold is not bold any more: nothing in it stands out.

    Where it is to be `exact`, as in the portal's own exports, it stays bold.
    """
    pieces = said.pieces
    if said.is_bold and not exact:
        pieces = [Piece(p.text, False, p.italic, p.href) for p in pieces]
    html = inline(pieces)
    if not html:
        return ""
    return f"<blockquote><p>{html}</p></blockquote>" if said.quote else f"<p>{html}</p>"


def blocks(nodes: Sequence[Node], *, exact: bool = False) -> str:
    """Nodes as paragraphs and lists within lists."""
    html, items, kind = "", "", ""
    for node in nodes:
        tag = _tag(node)
        if tag != kind and items:
            html += f"<{kind}>{items}</{kind}>"
            items = ""
        kind = tag
        if tag:
            said = _with_number(node)
            items += f"<li>{said}{blocks(node.under, exact=exact)}</li>"
        else:
            html += paragraph(node.line.said, exact=exact) + blocks(node.under, exact=exact)
    return html + (f"<{kind}>{items}</{kind}>" if items else "")


def _tag(node: Node) -> str:
    said = node.line.said
    if not said.is_item:
        return ""
    return "ol" if _is_counted(said) else "ul"


def _is_counted(said: Paragraph) -> bool:
    """Whether HTML counts its marker as it is printed."""
    return said.kind == "number" and said.marker.rstrip(".)").isdecimal()


def _with_number(node: Node) -> str:
    said = node.line.said
    html = inline(said.pieces)
    if said.kind == "number" and not _is_counted(said):
        return f"{escape(said.marker, quote=False)} {html}"
    return html


def canonical(html: str) -> str:
    """HTML as a clause stores it, laid out as the editor's own form would lay it out."""
    clean = sanitise(html)
    if clean.count("<") == 2 and clean.startswith("<p>"):
        # One paragraph without emphasis or links, as most are: it has that layout already.
        return clean
    body = to_html(to_markdown(clean))
    # What Markdown cannot say is kept as it came rather than changed.
    same = "".join(to_plain(body).split()) == "".join(to_plain(clean).split())
    return body if same else clean
