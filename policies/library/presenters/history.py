"""A clause through the versions of its policy."""

from collections.abc import Iterable
from dataclasses import dataclass

from policies.library.comparing import change_of
from policies.library.models import ClauseVersion, PolicyVersion
from policies.library.presenters.comparison import ChangePresenter, change_presenter
from policies.library.presenters.policies import in_force_words


@dataclass(frozen=True)
class Chapter:
    """What one version did to a clause. `words` is None where it took the clause out."""

    version: PolicyVersion
    words: ClauseVersion | None
    mark: str
    change: ChangePresenter | None = None
    was: str = ""

    @property
    def in_force(self) -> str:
        return in_force_words(self.version)

    @property
    def text(self) -> str:
        """All that it said, where nothing is marked because there was nothing before."""
        return self.words.text if self.words and self.mark == "First words" else ""


def history(versions: Iterable[PolicyVersion], words: Iterable[ClauseVersion]) -> list[Chapter]:
    """The clause in each version from its first on, newest first, with what changed from one to the next.

    `versions` are those of its policy, `words` the clause's rows in them, with their parent loaded.
    """
    in_version = {row.version_id: row for row in words}
    chapters: list[Chapter] = []
    last: ClauseVersion | None = None
    for version in sorted(versions, key=lambda v: v.number):
        row = in_version.get(version.pk)
        if row:
            chapters.append(
                _chapter(version, last, row, there=bool(chapters) and bool(chapters[-1].words))
            )
            last = row
        elif chapters and chapters[-1].words:
            chapters.append(Chapter(version, None, "Removed"))
    return chapters[::-1]


def _chapter(
    version: PolicyVersion, last: ClauseVersion | None, row: ClauseVersion, *, there: bool
) -> Chapter:
    if last is None:
        return Chapter(version, row, "First words")
    change = change_of(last, row, moved=_parent(last) != _parent(row))
    shown = change_presenter(change)
    mark = shown.tag[0] if shown else "Same words"
    if not there:
        mark = "Put back"
    was = last.number if change.only_numbering else ""
    return Chapter(version, row, mark, shown, was)


def _parent(row: ClauseVersion) -> int | None:
    return row.parent.clause_id if row.parent else None
