"""Looking at a page as a reader does: its words, its links, its forms."""

from bs4 import BeautifulSoup, Tag
from django.http import HttpResponse


def page(response: HttpResponse) -> Tag:
    """The main part of a page, without what stands on every page. Fails where there is no page."""
    if not hasattr(response, "main_part"):
        assert response["Content-Type"].startswith("text/html"), response["Content-Type"]
        response.main_part = BeautifulSoup(response.content.decode(), "html.parser").find("main")
        assert response.main_part is not None, "a page without a main part"
    return response.main_part


def words(element: Tag | HttpResponse | str) -> str:
    """The words of a page, an element or a piece of HTML, on one line."""
    if isinstance(element, HttpResponse):
        element = page(element)
    elif isinstance(element, str):
        element = BeautifulSoup(element, "html.parser")
    return " ".join(element.get_text(" ").split())


def links(element: Tag | HttpResponse) -> list[str]:
    """The addresses of all links, in order."""
    element = page(element) if isinstance(element, HttpResponse) else element
    return [link["href"] for link in element.find_all("a", href=True)]


def under(element: Tag, heading: str) -> str:
    """The words between this heading and the next of its rank; fails where there is no such one."""
    ranks = ["h1", "h2", "h3"]
    found = element.find(
        lambda tag: tag.name in ranks and " ".join(tag.get_text(" ").split()) == heading
    )
    assert found is not None, f"no heading {heading!r}"
    parts = []
    for sibling in found.next_siblings:
        if isinstance(sibling, Tag):
            if sibling.name in ranks[: ranks.index(found.name) + 1]:
                break
            parts.append(words(sibling))
    return " ".join(parts)
