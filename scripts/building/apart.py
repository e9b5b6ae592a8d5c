"""Pages that stand apart: outside of the navigation, as all questions do, while no page is in Material's search index.

No other page shows anything of them but their address, so they can be written one by one, on several cores,
where MkDocs would first render all Markdown of a site and keep it. What it needs of them afterwards is `Rest`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment
from mkdocs.commands import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

# MkDocs has no public way to render or write one page; mkdocs is pinned.
populate = build._populate_page  # noqa: SLF001
write = build._build_page  # noqa: SLF001


@dataclass(frozen=True, slots=True)
class Site:
    """What MkDocs hands to every page."""

    config: MkDocsConfig
    """The settings."""

    files: Files
    """All files."""

    pages: Sequence[File]
    """Those of them that are pages."""

    nav: Navigation
    """The navigation."""

    env: Environment
    """The templates."""


@dataclass(frozen=True, slots=True)
class Rest:
    """What is needed of a page once it is written: by the sitemap, and by the check of links."""

    meta: Mapping[str, Any]
    """Its front matter."""

    title: str | None
    """Its title."""

    anchors: set[str] | None
    """The ids on it."""

    links: Mapping[str, dict[str, str]]
    """Links to ids, by the file they lead to."""


def are_apart(nav: Navigation, files: Files) -> list[File]:
    """Return the files of pages, drafts aside, that the navigation does not name."""
    named = {page.file.src_uri for page in nav.pages}
    return [file for file in files.documentation_pages() if file.src_uri not in named]


def written(file: File, site: Site) -> Rest:
    """Render and write the page of `file`, and return what stays."""
    populate(page_of(file), site.config, site.files)
    return finished(file, site)


def finished(file: File, site: Site) -> Rest:
    """Write the page of `file`, whose Markdown is rendered, and return what stays."""
    page = page_of(file)
    # The theme escapes titles in place.
    meta = dict(page.meta)
    links = {to.src_uri: ids for to, ids in (page.links_to_anchors or {}).items()}
    rest = Rest(meta, page.title, page.present_anchor_ids, links)
    write(page, site.config, site.pages, site.nav, site.env)
    return rest


def leave(file: File, rest: Rest, files: Files) -> None:
    """Leave `rest` on the page of `file`, and nothing else that takes room."""
    page = page_of(file)
    page.meta = dict(rest.meta)
    page.title = rest.title
    page.present_anchor_ids = rest.anchors
    page.links_to_anchors = {_known(files, to): ids for to, ids in rest.links.items()}
    page.markdown = page.content = None
    page.toc = TableOfContents([])


def page_of(file: File) -> Page:
    """Return the page that MkDocs has made of `file`."""
    if file.page is None:
        raise RuntimeError(f"{file.src_uri}: MkDocs has made no page of it")
    return file.page


def _known(files: Files, src_uri: str) -> File:
    file = files.get_file_from_path(src_uri)
    if file is None:
        raise RuntimeError(f"{src_uri}: MkDocs has linked it and does not know it")
    return file
