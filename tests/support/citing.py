"""Things that rest on clauses: their forms as a browser sends them, and clauses taken from under them."""

from collections.abc import Sequence

from bs4 import Tag
from django.http import HttpResponse
from django.test import Client

from policies.drafting import actions
from policies.library.models import Citation, PolicyVersion
from portal.models import User
from tests.support.desk import POLICY, draft, publish
from tests.support.html import page


def fields(response: HttpResponse) -> dict[str, object]:
    """What the form with the clauses of a page holds, every value of a field that stands there twice."""
    box = page(response).find("textarea", {"name": "clauses"})
    form = box.find_parent("form")
    sent: dict[str, list[str]] = {}
    for tag in form.find_all(["input", "textarea", "select"]):
        if (value := _value(tag)) is not None and tag["name"] != "csrfmiddlewaretoken":
            sent.setdefault(tag["name"], []).append(value)
    return {name: v[0] if len(v) == 1 else v for name, v in sent.items()}


def _value(tag: Tag) -> str | None:
    if tag.name == "textarea":
        return tag.text.removeprefix("\n")
    if tag.name == "select":
        chosen = tag.find("option", selected=True) or tag.find("option")
        return chosen["value"] if chosen else None
    if tag.get("type") == "checkbox" and not tag.has_attr("checked"):
        return None
    return tag.get("value", "")


def save(client: Client, url: str, **changes: object) -> HttpResponse:
    """Open the page and save its form with `changes`."""
    return client.post(url, fields(client.get(url)) | changes, follow=True)


def split(*short_ids: str, code: str = POLICY) -> PolicyVersion:
    """Publish the next version, in which each of these clauses has become two others."""
    version = draft(code)
    for short_id in short_ids:
        clause = version.clauses.select_related("version").get(clause__short_id=short_id)
        half = {"body_markdown": f"{clause.text} So far the first."}
        rest = {"body_markdown": f"{clause.text} So far the second."}
        actions.split_clause(
            by=User.objects.get(username="editor"),
            clause_version=clause,
            revision=clause.revision,
            parts=[half, rest],
            keeps=None,
        )
    return publish(version)


def cited(thing) -> Sequence[str]:
    """What a thing rests on now."""
    found = Citation.objects.of(thing).live().order_by("clause__short_id")
    return list(found.values_list("clause__short_id", flat=True))
