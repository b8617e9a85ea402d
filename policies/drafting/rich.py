"""A clause's text in a form: Markdown in a text box, or what the rich-text editor makes of it.

The box is there for everybody. Where JavaScript runs, static/portal-editor.js puts an editor in its
place, which posts HTML beside it; what reaches the form is Markdown either way, so both are checked,
compared and stored alike.
"""

from collections.abc import Mapping

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString

from policies.library.markup import clean, sanitise, to_html, to_markdown, to_plain

HTML = "_html"
# More than any clause may hold, with the marks of its layout: beyond it there is no editor, and of
# what one posted only the words are read.
_MOST = 200_000


class RichTextarea(forms.Textarea):
    """The text box, and beside it the same text as HTML, which only the editor uses and posts."""

    def __init__(self, *, rows: int):
        super().__init__(attrs={"rows": rows, "data-rich": ""})

    def render(self, name, value, attrs=None, renderer=None) -> SafeString:
        box = super().render(name, value, attrs, renderer)
        if len(value or "") > _MOST:
            return box
        beside = '{}<textarea name="{}" data-rich-html hidden disabled>\n{}</textarea>'
        return format_html(beside, box, name + HTML, to_html(value or ""))

    def value_from_datadict(self, data: Mapping, files: Mapping, name: str) -> str | None:
        body = data.get(name + HTML)
        return super().value_from_datadict(data, files, name) if body is None else markdown_of(body)

    def value_omitted_from_data(self, data: Mapping, files: Mapping, name: str) -> bool:
        return name not in data and name + HTML not in data


def markdown_of(body: str) -> str:
    """What the editor posted (HTML, or anything at all) as the Markdown that says the same.

    Of what is far too long or far too deeply nested for a clause only the words stay, for the form
    to refuse and to give back.
    """
    body = clean(body)
    if len(body) > _MOST:
        return to_plain(body)
    try:
        return to_markdown(sanitise(body))
    except RecursionError:
        return to_plain(body)
