"""How long it takes to list what relies on one clause: 500 guide outcomes on a clause that a draft changes.

`measure()` gives the figures that `make bench` prints: finding and wording them, and the desk's whole page. It asks a
database of its own, with the sample, which this module fills when it is run by itself.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from tests.support.site import ROOT, installed

RELIANCES, CLAUSE = 500, "yj-069"


def measure() -> dict[str, float]:
    """The figures by name, in milliseconds, the best of five."""
    with tempfile.TemporaryDirectory() as folder, installed(Path(folder)) as (database, _):
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("DJANGO_", "PORTAL_"))}
        ours = {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "tests.settings"}
        command = [sys.executable, "-m", "tests.bench.impact"]
        found = subprocess.run(
            command, cwd=ROOT, env=kept | ours, check=True, capture_output=True, timeout=300
        )
        return json.loads(found.stdout)


def _figures() -> dict[str, float]:
    import django

    django.setup()

    from django.test import Client

    from policies.drafting.impact import impact_of
    from policies.drafting.presenters.changes import change_cards
    from policies.drafting.reading.changes import changes_of
    from portal.models import User

    draft = _filled()
    editor = User.objects.get(username="editor")
    client = Client(SERVER_NAME="localhost")
    client.force_login(editor)

    def listed() -> int:
        changes = changes_of(draft)
        cards = change_cards(changes, impact_of(draft, changes, reader=editor))
        return sum(len(card.relying) for card in cards)

    def shown() -> int:
        text = client.get(f"/manage/drafts/{draft.pk}/changes/").content.decode()
        return text.count("Bench: outcome ")

    return {
        "impact_list_ms_of_500": _ms(listed),
        "impact_page_ms_of_500": _ms(shown),
    }


def _filled():
    """A draft that changes the clause, with RELIANCES more outcomes that rest on its words."""
    from django.contrib.contenttypes.models import ContentType

    from policies.guides.models import GuideVersion
    from policies.library.models import Citation, ClauseVersion
    from tests.support import desk

    words = ClauseVersion.objects.in_force().get(clause__short_id=CLAUSE)
    guide = GuideVersion.objects.live().first()
    kind = ContentType.objects.get_for_model(guide)
    Citation.objects.bulk_create(
        Citation(
            source_type=kind,
            source_id=guide.pk,
            part=f"bench-{n}",
            label=f"Bench: outcome {n}",
            url="/guides/",
            clause_id=words.clause_id,
            pinned=words,
            pinned_hash=words.hash,
        )
        for n in range(RELIANCES)
    )
    draft = desk.draft()
    desk.write(draft, CLAUSE, body_markdown="Never through an account of your own.")
    return draft


def _ms(work: Callable[[], int]) -> int:
    best = float("inf")
    for _ in range(5):
        begun = perf_counter()
        if work() < RELIANCES:
            raise AssertionError("Some of what relies on the clause is missing.")
        best = min(best, perf_counter() - begun)
    return round(best * 1000)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_figures()))
