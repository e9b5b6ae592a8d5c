"""What is done to a built site, whatever built it: steps over its pages, each read once and written once, then its files."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from zhihu.pages.doors import served_at
from zhihu.site.built import BuiltSite, Place
from zhihu.site.copies import write_copies
from zhihu.site.data_files import write_data_files
from zhihu.site.feeds import write_feeds
from zhihu.site.heads import with_preview
from zhihu.site.searching import write_code, write_opensearch

_DOCTYPE = "<!doctype html>"
_FINISHED = f"{_DOCTYPE}<!-- finished -->"
"""What a page begins with that is finished; nothing is to be done to it a second time."""

Step = Callable[[str, Place], str]
"""Returns the HTML of a page with one thing mended."""

Writer = Callable[[BuiltSite], None]
"""Writes files of a site whose pages are mended."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done to a site."""

    steps: Sequence[Step]
    """What is done to each page, in this order."""

    writers: Sequence[Writer]
    """What is written afterwards, in this order."""


def absolute_door(page: str, place: Place) -> str:
    """Return a page with its canonical and alternate addresses absolute; only those without a language have others."""
    return served_at(page, place.url) if place.is_door else page


SERVED = Plan((absolute_door,), (write_copies, write_opensearch))
"""For `mkdocs serve`, which puts a script of its own into every page, and where every edit waits for this."""

PUBLISHED = Plan((absolute_door, with_preview), (write_copies, write_data_files, write_feeds, write_opensearch, write_code))
"""For a site that is published."""


def finish(site: BuiltSite, plan: Plan) -> None:
    """Mend the pages of a site that was built a moment ago, and write its files."""
    for path in _pages(site.folder):
        place = Place(path.relative_to(site.folder).as_posix(), site)
        before = after = path.read_text(encoding="utf-8")
        if before.startswith(_FINISHED):
            continue
        for step in plan.steps:
            after = step(after, place)
        if after != before:
            path.write_text(_FINISHED + after.lstrip().removeprefix(_DOCTYPE), encoding="utf-8", newline="\n")
    for write in plan.writers:
        write(site)


def _pages(site: Path) -> Iterator[Path]:
    return iter(sorted(site.rglob("*.html")))
