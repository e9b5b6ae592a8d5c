"""What is done to a built site, whatever built it: a row of steps over its pages, each page read once and written once."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from zhihu.pages.doors import served_at


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of the built site lies."""

    name: str
    """Its file below the site, with `/`."""

    site_url: str
    """The address of the site, with a slash at its end; empty where nobody knows it yet."""

    @property
    def path(self) -> str:
        """Its address below that of the site."""
        return self.name.removesuffix("index.html")

    @property
    def is_door(self) -> bool:
        """Whether it is a page without a language: the root, or a question's `/q/<slug>/`."""
        return self.name == "index.html" or self.name.startswith("q/")


Step = Callable[[str, Place], str]
"""Returns the HTML of a page with one thing mended."""


def absolute_doors(page: str, place: Place) -> str:
    """Return a page with its canonical and alternate addresses absolute; only those without a language have others."""
    return served_at(page, place.site_url + place.path) if place.is_door else page


SERVED: tuple[Step, ...] = (absolute_doors,)
"""The steps for `mkdocs serve`, which puts a script of its own into every page."""

PUBLISHED: tuple[Step, ...] = SERVED
"""The steps for a site that is published."""


def finish(site: Path, site_url: str, steps: Sequence[Step]) -> None:
    """Mend the pages of the site built into `site`; a page that is right already is not written."""
    for path in _pages(site):
        place = Place(path.relative_to(site).as_posix(), site_url)
        before = after = path.read_text(encoding="utf-8")
        for step in steps:
            after = step(after, place)
        if after != before:
            path.write_text(after, encoding="utf-8", newline="\n")


def _pages(site: Path) -> Iterator[Path]:
    return iter(sorted(site.rglob("*.html")))
