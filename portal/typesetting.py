"""Setting PDFs with Typst, tagged for screen readers (PDF/UA-1).

What people wrote goes to Typst as data (JSON) and never as part of a template, so that no text can
become markup. Only the fonts that Typst brings are used, so that a page looks the same wherever it
is made. What every printed page has in common stands in templates/paper.typ.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.utils import timezone

Data = dict[str, Any]

_PAPER = settings.BASE_DIR / "templates" / "paper.typ"


def compiled(template: Path, data: Data) -> bytes:
    """The PDF of this Typst template, which may import paper.typ, with this data."""
    sources = {
        "main.typ": _source(template),
        "paper.typ": _source(_PAPER),
        "data.json": json.dumps(data, ensure_ascii=False).encode(),
    }
    how = {
        "format": "pdf",
        "font_paths": fonts(),
        "ignore_system_fonts": True,
        "timestamp": timezone.now().replace(microsecond=0),
    }
    try:
        return typst.compile(sources, pdf_standards="ua-1", **how)
    except typst.TypstError:
        # A letter that none of the fonts has (Chinese, say) is not allowed by the standard. Better
        # the page than none.
        return typst.compile(sources, **how)


@cache
def _source(path: Path) -> bytes:
    return path.read_bytes()


@cache
def fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False)
