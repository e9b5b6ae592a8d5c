"""Build again, under `mkdocs serve`, only the pages that a change of the sources has touched.

That is safe where nothing has changed but words on pages: what pages share is compared, and one difference builds all.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, InclusionLevel

from building import apart
from building.apart import Site
from building.stream import Stream

_OWN = frozenset({"title", "description", "previous", "following"})
"""Front matter that nothing shows but the page itself; the sitemap is made of the rest."""

_LOG = logging.getLogger("mkdocs.plugins.zhihu")


@dataclass(frozen=True, slots=True)
class Written:
    """What a run of the cleaning has done below `docs/`."""

    written: tuple[Path, ...]
    """Files that are new or changed."""

    removed: tuple[Path, ...]
    """Files that are gone."""


@dataclass(slots=True)
class Again:
    """Builds again what is served."""

    stream: Stream
    """The last build of everything."""

    everything: Callable[[], None]
    """Builds everything."""

    clean: Callable[[], Written | None]
    """Brings the pages up to date; None where the input is wrong."""

    finish: Callable[[Sequence[str]], None]
    """Finishes pages that were written and files that were copied, given their names below `docs/`."""

    look: Callable[[], object]
    """Returns what all pages share: something that is equal as long as it is the same."""

    shared: object = None
    """That, as of the last build of everything."""

    def build(self) -> None:
        """Build what has to be built; whatever is not clearly a page's own builds everything."""
        # Until it is built again: what fails half way must not be built upon.
        site, self.stream.site = self.stream.site, None
        if site is None or self.look() != self.shared:
            self.build_all()
            return
        done = self.clean()
        if done is None:
            _LOG.info("Building documentation... nothing: the pages stay as they were")
        elif self.look() != self.shared or not self._build_pages(done, site):
            self.build_all()
            return
        self.stream.site = site

    def build_all(self) -> None:
        """Build everything."""
        self.everything()
        self.shared = self.look()

    def _build_pages(self, done: Written, site: Site) -> bool:
        """Build the pages of `done`; return whether that was all there is to build."""
        files = list(_files(done.written, site))
        if done.removed or any(file is None or _is_shown_on_pages(file) for file in files):
            return False
        known = [file for file in files if file and file.inclusion is not InclusionLevel.EXCLUDED]
        pages = [file for file in known if file.is_documentation_page()]
        if not all(self._populate(file, site) for file in pages):
            return False
        _LOG.info("Building documentation... %d of %d pages", len(pages), len(site.pages))
        self._write(known, site)
        return True

    def _populate(self, file: File, site: Site) -> bool:
        """Render the Markdown of a page; return whether no other page shows what has changed on it."""
        page = apart.page_of(file)
        before, title = _shown_elsewhere(page.meta), page.title
        is_named = file.src_uri not in self.stream.names
        if not is_named:
            # Left there when it was written; MkDocs takes it from the front matter.
            vars(page).pop("title", None)
        apart.populate(page, site.config, site.files)
        return _shown_elsewhere(page.meta) == before and (not is_named or page.title == title)

    def _write(self, files: Sequence[File], site: Site) -> None:
        for file in files:
            if not file.is_documentation_page():
                file.copy_file()
            elif file.src_uri in self.stream.names:
                apart.leave(file, apart.finished(file, site), site.files)
            else:
                apart.write(apart.page_of(file), site.config, site.pages, site.nav, site.env)
        self.finish([file.src_uri for file in files])
        for file in site.pages:
            level = site.config.validation.links.anchors
            apart.page_of(file).validate_anchor_links(files=site.files, log_level=level)


def _is_shown_on_pages(file: File) -> bool:
    """Return whether pages hold the content of `file`, as they do of drawings."""
    return file.src_uri.startswith("assets/") and not file.src_uri.startswith("assets/search/")


def _shown_elsewhere(meta: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in meta.items() if name not in _OWN}


def _files(paths: Iterable[Path], site: Site) -> Iterator[File | None]:
    """Yield what MkDocs knows of files below `docs/`; None for what is new there."""
    docs = Path(site.config.docs_dir)
    for path in paths:
        if path.is_relative_to(docs):
            yield site.files.get_file_from_path(path.relative_to(docs).as_posix())
