"""Filling in the forms of a page as a person, or somebody with bad intentions, would."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, Tag
from django.http import HttpResponse
from django.test import Client

from tests.support.answers import body_of

WRITTEN = {
    "text",
    "search",
    "date",
    "datetime-local",
    "time",
    "number",
    "email",
    "password",
    "hidden",
}
TOKEN = "csrfmiddlewaretoken"


@dataclass
class Form:
    """One form of a page: where it goes, its fields as the page fills them, and the free texts."""

    method: str
    action: str
    values: dict[str, str] = field(default_factory=dict)
    texts: set[str] = field(default_factory=set)
    all_names: set[str] = field(default_factory=set)

    def filled(self, write: Callable[[str], str], names: set[str]) -> dict[str, str]:
        """The values with `write(name)` in each field of `names`."""
        return self.values | {name: write(name) for name in names}

    def send(self, client: Client, data: dict[str, str]) -> HttpResponse:
        """Send it and go where the answer leads."""
        sender = client.post if self.method == "post" else client.get
        return sender(self.action, data, follow=True)


def soup_of(response: HttpResponse) -> BeautifulSoup:
    return BeautifulSoup(body_of(response), "html.parser")


def forms_of(response: HttpResponse, path: str) -> list[Form]:
    """The forms of the page at `path`, one for each submit button that has a name."""
    found = []
    for tag in soup_of(response).find_all("form"):
        form = Form(tag.get("method", "get").lower(), tag.get("action") or path)
        for widget in tag.find_all(["input", "textarea", "select"]):
            _note(form, widget)
        named = [b for b in tag.find_all("button") if b.get("name")]
        for button in named or [None]:
            pressed = {button["name"]: button.get("value", "")} if button else {}
            found.append(
                Form(form.method, form.action, form.values | pressed, form.texts, form.all_names)
            )
    return found


def shown_values(response: HttpResponse) -> dict[str, str]:
    """What the fields of a page hold, all forms together."""
    values: dict[str, str] = {}
    for form in forms_of(response, ""):
        values |= form.values
    return values


def _note(form: Form, widget: Tag) -> None:
    name, kind = widget.get("name"), widget.get("type", "text")
    if not name or name == TOKEN or widget.has_attr("disabled"):
        return
    form.all_names.add(name)
    if widget.name == "textarea":
        form.values[name] = widget.text.removeprefix("\n")
        form.texts.add(name)
    elif widget.name == "select":
        chosen = widget.find("option", selected=True) or widget.find("option")
        form.values[name] = chosen.get("value", "") if chosen else ""
    elif kind in ("radio", "checkbox"):
        if kind == "radio" or widget.has_attr("checked"):
            form.values.setdefault(name, widget.get("value", "on"))
    elif kind in WRITTEN:
        form.values[name] = widget.get("value", "")
        if kind in ("text", "search"):
            form.texts.add(name)
