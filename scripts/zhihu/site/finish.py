"""What is done to a built site, whatever built it: steps over its pages, then the files beside them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from shutil import rmtree

from building.workers import shared_out
from zhihu.errors import InputError
from zhihu.pages.catalogue import Entry
from zhihu.pages.doors import served_at
from zhihu.pages.words import LANGUAGES
from zhihu.site.anchors import anchored
from zhihu.site.built import BuiltSite, Place
from zhihu.site.cards import write_cards
from zhihu.site.citing import with_citations
from zhihu.site.copies import address_of, write_copies, write_copy
from zhihu.site.data_files import write_data_files
from zhihu.site.feeds import write_feeds
from zhihu.site.formulas import with_mathml
from zhihu.site.heads import with_preview
from zhihu.site.mend import mended, no_referrer
from zhihu.site.policy import Policy
from zhihu.site.scripts import OneScript
from zhihu.site.searching import write_code, write_opensearch
from zhihu.site.sitemap import split_sitemap
from zhihu.site.styles import OneSheet
from zhihu.site.survey import Survey, Surveyor, survey

_DOCTYPE = "<!doctype html>"
_FINISHED = f"{_DOCTYPE}<!-- finished -->"
"""What a page begins with that is finished; nothing is to be done to it a second time."""

_UNUSED = ("assets/javascripts/workers", "assets/javascripts/lunr")
"""What Material brings for a search that is not ours."""

Step = Callable[[str, Place], str]
"""Returns the HTML of a page with one thing mended."""


def absolute_door(page: str, place: Place) -> str:
    """Return a page with its canonical and alternate addresses absolute; only those without a language have others."""
    return served_at(page, place.url) if place.is_door else page


def with_formulas(page: str, _: Place) -> str:
    """Return a page with its formulas as MathML; MkDocs has done it already, other builders know nothing of it."""
    return with_mathml(page)[0]


def finished(page: str, _: Place) -> str:
    """Return `page` with the mark of a finished one."""
    return _FINISHED + page.lstrip().removeprefix(_DOCTYPE)


_WORDS: tuple[Step, ...] = (absolute_door, no_referrer, anchored, with_citations)
"""What the pages of `mkdocs serve` have as well."""

_SERVED = (*_WORDS, finished)


def finish_served(site: BuiltSite) -> None:
    """Do what `mkdocs serve` needs; it puts a script of its own into every page, and every edit waits for this."""
    _mend(site, _pages(site.folder), _SERVED)
    write_copies(site)
    write_opensearch(site)


def finish_again(site: BuiltSite, names: Collection[str], before: Mapping[str, Entry]) -> None:
    """Do as `finish_served` does where of a finished site only the files `names` below `docs` were built again.

    `before` are the questions as they were: a copy has more of a question in its head than its page.
    """
    pages = {name for name in names if name.endswith(".md")}
    others = {slug for slug, entry in site.entries.items() if before.get(slug) != entry}
    for name in pages | {f"{language}/q/{slug}.md" for language in LANGUAGES for slug in others}:
        write_copy(site, name)
    built = (site.folder / (f"{address_of(name)}index.html" if name in pages else name) for name in names)
    _mend(site, [path for path in built if path.suffix == ".html"], _SERVED)


def finish_published(site: BuiltSite) -> None:
    """Do all that a published site needs; a site that is finished stays as it is.

    Raises InputError where only some pages are finished: a run was cut, and what the others need is gone.
    """
    pages = _pages(site.folder)
    if pages:
        use = _mend_and_survey(site, pages, (with_formulas, *_WORDS, mended, with_preview))
        # Only now the pages hold everything that the style sheet and the policy are made for.
        _mend(site, pages, (OneSheet(site, use), OneScript(site, use), Policy(site, use), finished))
        _leave_search_out(site)
    write_copies(site)
    write_data_files(site)
    split_sitemap(site)
    write_feeds(site)
    write_cards(site)
    write_opensearch(site)
    write_code(site)


def _leave_search_out(site: BuiltSite) -> None:
    """Leave out what Material brings for a search that is not ours; it asks for its index on every page, though."""
    for folder in _UNUSED:
        rmtree(site.folder / folder, ignore_errors=True)
    index = site.folder / "search/search_index.json"
    if index.is_file():
        index.write_text(
            '{"config":{"lang":["en"],"separator":"[\\\\s]+","pipeline":[]},"docs":[]}\n', encoding="utf-8"
        )


def _pages(site: Path) -> list[Path]:
    """Return the pages, none where they are finished."""
    pages = sorted(site.rglob("*.html"))
    finished = [path for path in pages if _is_finished(path)]
    if finished and len(finished) < len(pages):
        raise InputError(site, 0, "only some of its pages are finished", "a site built anew")
    return [] if finished else pages


def _is_finished(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_FINISHED)) == _FINISHED.encode()


def _mend(site: BuiltSite, pages: Sequence[Path], steps: Sequence[Step]) -> None:
    def mend(path: Path) -> None:
        _mended(site, path, steps)

    shared_out(mend, pages)


def _mend_and_survey(site: BuiltSite, pages: Sequence[Path], steps: Sequence[Step]) -> Survey:
    """Mend `pages`, and return what they use then."""
    surveyor = Surveyor()
    return survey(site.folder, shared_out(lambda path: surveyor.news(_mended(site, path, steps)), pages))


def _mended(site: BuiltSite, path: Path, steps: Sequence[Step]) -> str:
    place = Place(path.relative_to(site.folder).as_posix(), site)
    # Opened once and overwritten: some file systems write a file to the disk at once that is emptied first.
    with path.open("r+b") as file:
        page = file.read().decode().replace("\r\n", "\n").replace("\r", "\n")
        for step in steps:
            page = step(page, place)
        file.seek(0)
        file.write(page.encode())
        file.truncate()
    return page
