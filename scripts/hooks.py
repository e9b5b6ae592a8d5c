"""MkDocs hook: settle a cut run before anything reads the pages, and let nothing that acts out of them.

Under `mkdocs serve` it also cleans on every change.
"""

from pathlib import Path
from typing import Any, Literal

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from watchdog.observers.polling import PollingObserver

from zhihu.errors import ZhihuError
from zhihu.formulas import with_mathml
from zhihu.gather import gather
from zhihu.report import severities
from zhihu.run import changes_of, store_of
from zhihu.sanitise import sanitised

_POLL = 0.1
"""Seconds between two looks at the watched files; with MkDocs' own second a change is on the page too late."""

_BUILD_DELAY = 0.05
"""Seconds MkDocs waits for more changes before it builds."""

_log = get_plugin_logger("zhihu")
_state: dict[str, bool] = {"serving": False}


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether pages are served: only then a build cleans first."""
    _state["serving"] = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Bring the pages up to date before MkDocs looks at them, and give every heading an ASCII id."""
    source, docs = _folders(config)
    try:
        if _state["serving"]:
            _clean(source, docs, config)
        else:
            store_of(source, docs).recover()
    except ZhihuError as error:
        raise PluginError(str(error)) from error
    config.mdx_configs.setdefault("toc", {})["slugify"] = _section
    return config


def _folders(config: MkDocsConfig) -> tuple[Path, Path]:
    root = Path(config.config_file_path).parent
    return root / "source", Path(config.docs_dir)


def _clean(source: Path, docs: Path, config: MkDocsConfig) -> None:
    with store_of(source, docs).session() as commit:
        gathered = gather(source, docs)
        plan = commit(changes_of(gathered, source, docs))
    if plan.written or plan.removed:
        _log.info(
            "%d pages written, %d removed; findings: %s",
            len(plan.written),
            len(plan.removed),
            severities(gathered.findings),
        )
    if docs / "site.yml" in plan.written:
        # mkdocs.yml has inherited the old one when a build gets here.
        site: dict[str, Any] = yaml.safe_load((docs / "site.yml").read_text(encoding="utf-8"))
        config.nav, config.site_name = site["nav"], site["site_name"]
        config.extra.update(site["extra"])


def _section(text: str, separator: str) -> str:
    """Return the same id for every heading; `toc` counts on from it, in both languages alike (design 4)."""
    return "section"


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Return the page's content with formulas as MathML, and without anything that could run."""
    content, errors = with_mathml(html)
    for error in errors:
        _log.warning("%s: not a formula: %s", page.file.src_uri, error)
    return sanitised(content)


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: object) -> LiveReloadServer:
    """Watch what people write, and not the pages that a build itself writes: those would build without end."""
    source, docs = _folders(config)
    root = source.parent
    server.unwatch(str(docs))
    for watched in (source, docs / "assets", root / "overrides", root / "scripts"):
        if watched.exists():
            server.watch(str(watched))
    # MkDocs has no public setting for these two; mkdocs is pinned.
    server.observer = PollingObserver(timeout=_POLL)
    for path in list(server._watched_paths):  # noqa: SLF001
        server._watched_paths.pop(path)  # noqa: SLF001
        server.watch(path)
    server.build_delay = _BUILD_DELAY
    return server
