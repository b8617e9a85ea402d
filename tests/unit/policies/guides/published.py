"""Guides of the sample as they are published, and ways through them as a person takes them."""

from copy import deepcopy

from django.http import HttpResponse
from django.test import Client

from policies.guides.models import GuideRun, GuideVersion
from tests.support.html import page, words

D04 = "worried-about-whereabouts"
# The answers that lead to "look only", and the words of two questions on the way.
TO_LOOK = ("whereabouts", "yes", "yes", "yes", "look")
THRESHOLD = "Is the concern significant, immediate and one you could defend?"
OPEN = (
    "Is the information open to anyone, and can you read it without giving away your own details?"
)


def live(slug: str = D04) -> GuideVersion:
    """The published version of a guide."""
    return GuideVersion.objects.select_related("guide").get(guide__slug=slug, state="published")


def definition(slug: str = D04) -> dict:
    """A copy of a published guide's definition, to be changed."""
    return deepcopy(live(slug).definition)


def only_for(code: str, slug: str = D04) -> dict:
    """A published guide's definition, cut down to what the staff of one policy set may come to."""
    cut = definition(slug)
    cut |= {"sets": [code], "start": {code: cut["start"][code]}}
    questions = {question["key"]: question for question in cut["questions"]}
    reached, waiting = set(), list(cut["start"].values())
    while waiting:
        key = waiting.pop()
        if key not in reached:
            reached.add(key)
            waiting += targets(questions.get(key))
    for part in ("questions", "outcomes"):
        cut[part] = [node for node in cut[part] if node["key"] in reached]
    cut["scenarios"] = [each for each in cut["scenarios"] if each["set"] == code]
    return cut


def targets(node: object) -> list[str]:
    """Wherever a question leads."""
    if isinstance(node, list):
        return [target for each in node for target in targets(each)]
    if not isinstance(node, dict):
        return []
    to = node.get("to", [])
    inner = [target for key, each in node.items() if key != "to" for target in targets(each)]
    return inner + (list(to.values()) if isinstance(to, dict) else [to] if to else [])


def named(nodes: list[dict], key: str) -> dict:
    """The question, option or outcome with this key."""
    return next(node for node in nodes if node["key"] == key)


class Walk:
    """Somebody going through a guide on its pages."""

    def __init__(self, client: Client, slug: str = D04):
        self.client = client
        self.addresses: list[str] = []
        self.page = self.open(f"/guides/{slug}/")

    @property
    def address(self) -> str:
        return self.page.request["PATH_INFO"]

    @property
    def question(self) -> str:
        """The question asked on the page, or nothing."""
        legend = page(self.page).find("legend")
        return words(legend.h1) if legend else ""

    @property
    def chosen(self) -> str | None:
        """The option that is marked as chosen."""
        radio = page(self.page).find("input", type="radio", checked=True)
        return radio and radio["value"]

    @property
    def options(self) -> list[str]:
        radios = page(self.page).find_all("input", type="radio")
        return [radio["value"] for radio in radios]

    def open(self, address: str) -> HttpResponse:
        self.page = self.client.get(address, follow=True)
        return self._arrived()

    def answer(self, *options: str, **typed: str) -> HttpResponse:
        """Choose these options, each on the page that the one before leads to."""
        for option in options:
            hidden = page(self.page).find("input", {"name": "question"})["value"]
            data = {"question": hidden, "answer": option} | typed
            self.page = self.client.post(self.address, data, follow=True)
            self._arrived()
        return self.page

    def follow(self, label: str) -> HttpResponse:
        """Follow the link with this label."""
        found = [a for a in page(self.page).find_all("a") if words(a).startswith(label)]
        assert found, f"no link {label!r}"
        return self.open(found[0]["href"])

    def change(self, question: str) -> HttpResponse:
        """Follow the link that changes the answer to this question."""
        return self.follow(f"Change your answer to: {question}")

    def run(self) -> GuideRun:
        """The run as it is kept."""
        return GuideRun.objects.with_guide().latest("pk")

    def _arrived(self) -> HttpResponse:
        assert self.page.status_code == 200, self.page.status_code
        self.addresses += [address for address, _ in self.page.redirect_chain]
        self.addresses.append(self.page.request["PATH_INFO"])
        return self.page
