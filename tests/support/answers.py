"""What every answer of the portal has to be."""

import re

from bs4 import BeautifulSoup
from django.http import HttpResponse, StreamingHttpResponse

HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
CLOSED = ["default-src", "frame-ancestors", "base-uri"]


def body_of(response: HttpResponse | StreamingHttpResponse) -> bytes:
    """What an answer holds, sent in pieces or not; it can be asked again."""
    if not response.streaming:
        return response.content
    body = b"".join(response.streaming_content)
    response.streaming_content = [body]
    return body


def policy_of(response: HttpResponse) -> dict[str, list[str]]:
    """The content security policy, by directive."""
    parts = (part.split() for part in response["Content-Security-Policy"].split(";"))
    return {name: values for name, *values in filter(None, parts)}


def assert_safe(response: HttpResponse) -> None:
    """It carries the headers that keep a page from being misused, and nothing inline."""
    assert {name: response.get(name) for name in HEADERS} == HEADERS
    assert "camera=()" in response["Permissions-Policy"]
    directives = policy_of(response)
    assert all(directives[name] == ["'none'"] for name in CLOSED)
    assert not re.search("unsafe|[*]|https?:", response["Content-Security-Policy"])
    assert_nothing_inline(response)


def assert_nothing_inline(response: HttpResponse) -> None:
    """No style or handler stands in the page, and a script there carries the answer's nonce.

    Of what a browser does not read as a page, such as a PDF, nothing is asked.
    """
    if not {"html", "svg", "xml"} & set(re.split(r"\W+", response.get("Content-Type", ""))):
        return
    nonces = re.findall(r"'nonce-([^']+)'", response["Content-Security-Policy"])
    for tag in BeautifulSoup(body_of(response), "html.parser").find_all(True):
        forbidden = {name for name in tag.attrs if name == "style" or name.startswith("on")}
        assert not forbidden, tag
        if tag.name in ("script", "style") and not tag.get("src"):
            assert tag.get("nonce") in nonces, tag
