"""MkDocs hook: settle a cut run before anything reads the pages, and let nothing that acts out of them.

Under `mkdocs serve` it also cleans on every change.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from html import escape
from pathlib import Path
from typing import Any, Literal

import yaml
from jinja2 import Environment
from jinja2.bccache import Bucket, BytecodeCache
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink
from watchdog.observers.polling import PollingObserver

from building.again import Again, Written
from building.shared import shared_by_all
from building.stream import Stream
from zhihu.disk.run import FIGURES, cache_of, changes_of, store_of
from zhihu.disk.store import Plan
from zhihu.errors import ZhihuError
from zhihu.memory import forget, remember
from zhihu.pages.gather import gather
from zhihu.report import severities
from zhihu.site.built import BuiltSite, built_site
from zhihu.site.dead_ends import DeadEnds
from zhihu.site.figures import with_figures
from zhihu.site.finish import finish_again, finish_published, finish_served
from zhihu.site.footnotes_place import FootnotesPlace
from zhihu.site.foreign import with_lang
from zhihu.site.formulas import with_mathml
from zhihu.site.headings import Headings
from zhihu.site.sanitise import sanitised, words_only

_POLL = 0.1
"""Seconds between two looks at the watched files; with MkDocs' own second a change is on the page too late."""

_BUILD_DELAY = 0.05
"""Seconds MkDocs waits for more changes before it builds."""

_log = get_plugin_logger("zhihu")


class _Compiled(BytecodeCache):
    """Templates as code, kept from one build to the next; MkDocs makes a new environment for each.

    Compiling them again took a quarter of the time between an edit and its page.
    """

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key] = bucket.bytecode_to_string()


@dataclass(slots=True)
class _State:
    """What lasts from one build to the next: MkDocs loads this module once."""

    cleans: bool = False
    """Whether a build cleans first: only where pages are served."""

    is_live: bool = False
    """Whether there are pages already that a failed build may leave as they are."""

    compiled: _Compiled = field(default_factory=_Compiled)
    """The templates."""

    dead_ends: DeadEnds = field(default_factory=DeadEnds)
    """Takes links that lead nowhere off their words."""

    stream: Stream = field(default_factory=Stream)
    """The pages that are not left to MkDocs."""

    is_clean: bool = False
    """Whether the pages were brought up to date just now, for a build that turns out to be one of everything."""

    site: BuiltSite | None = None
    """The site that is served."""


_state = _State()


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether pages are served."""
    _state.cleans = command == "serve"
    remember() if _state.cleans else forget()
    _state.stream.install()
    # MkDocs stamps sitemap.xml.gz with the day of the build; nothing else on the site has a date of MkDocs'.
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Bring the pages up to date before MkDocs looks at them, and give every heading an ASCII id."""
    source, docs = _folders(config)
    try:
        if _state.cleans:
            _clean_for(config)
        else:
            store_of(source, docs).recover()
    except ZhihuError as error:
        if not _state.is_live:
            raise PluginError(str(error)) from error
        # A build that fails would leave every reader waiting until the input is right again.
        _log.error("%s\nthe pages stay as they were", error)  # what to do, not where it was noticed
    config.mdx_configs.setdefault("toc", {})["slugify"] = _section
    # Python-Markdown takes objects as well as names.
    config.markdown_extensions += [FootnotesPlace(), Headings(), _state.dead_ends]  # type: ignore[list-item]
    return config


def _folders(config: MkDocsConfig) -> tuple[Path, Path]:
    root = Path(config.config_file_path).parent
    return root / "source", Path(config.docs_dir)


def _clean_for(config: MkDocsConfig) -> None:
    """Bring the pages up to date for a build of everything, and the settings with them."""
    source, docs = _folders(config)
    if not _state.is_clean and docs / "site.yml" in _clean(source, docs).written:
        # mkdocs.yml has inherited the old one when a build gets here.
        site: dict[str, Any] = yaml.safe_load((docs / "site.yml").read_text(encoding="utf-8"))
        config.extra.update(site.pop("extra"))
        config.update(site)
    _state.is_clean = False
    # It is on every page and changes with every word; what is served, no browser keeps.
    config.extra["search_version"] = "served"


def _clean(source: Path, docs: Path) -> Plan:
    cache = cache_of(docs)
    with store_of(source, docs).session() as commit:
        gathered = gather(source, docs, cache=cache)
        plan = commit(changes_of(gathered, source, docs))
        cache.save()
    if plan.written or plan.removed:
        _log.info(
            "%d pages written, %d removed; findings: %s",
            len(plan.written),
            len(plan.removed),
            severities(gathered.findings),
        )
    return plan


def _section(text: str, separator: str) -> str:
    """Return the same id for every heading; `toc` counts on from it, in both languages alike (design 4)."""
    return "section"


def on_nav(nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
    """Find out which pages are not left to MkDocs."""
    _state.stream.begin(nav, files)
    return nav


def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
    """Let templates be compiled once, not looked for on the disk at every use, and write the pages that stand apart."""
    env.bytecode_cache = _state.compiled
    env.auto_reload = False
    _state.stream.write(config, files, env)
    return env


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Say which page comes and what it may lead to; keep it out of Material's index, which each reader would load."""
    _state.dead_ends.page = page.file.src_uri
    _state.dead_ends.files = files.src_uris
    page.meta["search"] = {"exclude": True}
    # Material writes it into the head as it is; programs read name and address elsewhere.
    if isinstance(author := page.meta.get("author"), dict):
        page.meta["author"] = escape(str(author.get("name", "")))


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Return the page's content with formulas as MathML and figures in it, and without anything that could run."""
    content, errors = with_mathml(html)
    for error in errors:
        _log.info("%s: not a formula: %s", page.file.src_uri, error)
    _without_tags(page.toc)
    language: Literal["zh", "en"] = "en" if page.url.startswith("en/") else "zh"
    try:
        return with_figures(with_lang(sanitised(content), language), Path(config.docs_dir) / FIGURES, language)
    except ZhihuError as error:
        raise PluginError(str(error)) from error


def _without_tags(entries: Iterable[AnchorLink]) -> None:
    """Leave of the titles in a table of contents, which the theme writes as HTML, only words."""
    for entry in entries:
        entry.title = words_only(entry.title)
        _without_tags(entry.children)


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]) -> LiveReloadServer:
    """Watch what people write, and not the pages that a build itself writes: those would build without end.

    A change builds only the pages it touches, where that is certain.
    """
    _state.is_live = True
    source, docs = _folders(config)
    server.unwatch(str(docs))
    shared = [path for path in (*_assets(docs), source.parent / "overrides") if path.exists()]
    for watched in (source, *shared):
        server.watch(str(watched))
    # MkDocs has no public setting for these two; mkdocs is pinned.
    server.observer = PollingObserver(timeout=_POLL)
    for path in list(server._watched_paths):  # noqa: SLF001
        server._watched_paths.pop(path)  # noqa: SLF001
        server.watch(path)
    server.build_delay = _BUILD_DELAY
    places = [Path(config.config_file_path), *shared]
    again = Again(
        _state.stream,
        builder,
        partial(_clean_again, config),
        _finish_again,
        partial(shared_by_all, places, docs / "site.yml"),
    )
    again.shared = again.look()
    server.builder = again.build
    return server


def _assets(docs: Path) -> Iterable[Path]:
    """Yield the folders of assets that people write: a build writes the index of the search, and figures."""
    return (folder for folder in sorted((docs / "assets").glob("*")) if folder.name not in {"search", "figures"})


def _clean_again(config: MkDocsConfig) -> Written | None:
    """Bring the pages up to date; None where the input is wrong, which is said."""
    try:
        plan = _clean(*_folders(config))
    except ZhihuError as error:
        _log.error("%s\nthe pages stay as they were", error)  # what to do, not where it was noticed
        return None
    _state.is_clean = True
    return Written(plan.written, plan.removed)


def _finish_again(names: Sequence[str]) -> None:
    """Finish what was built again of the site that is served."""
    before = _state.site
    if before:
        _state.site = built_site(before.folder, before.docs, before.url)
        finish_again(_state.site, names, before.entries)
    _state.is_clean = False


def on_post_build(*, config: MkDocsConfig) -> None:
    """Do what is left to do once the site is built."""
    site = built_site(Path(config.site_dir), Path(config.docs_dir), config.site_url or "")
    finish_served(site) if _state.cleans else finish_published(site)
    _state.site = site
    _state.stream.end()
