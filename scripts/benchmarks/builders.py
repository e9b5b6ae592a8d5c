"""What builds a site of the same pages: this project, and others that are installed by hand into a folder.

    python -m venv FOLDER/material; FOLDER/material/bin/pip install mkdocs-material mkdocs-static-i18n
    python -m venv FOLDER/zensical; FOLDER/zensical/bin/pip install zensical==0.0.73
    npm install --prefix FOLDER/vitepress vitepress

Others get our pages without what only our templates know, a navigation that does not grow, and their own search.
"""

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from zhihu.markdown.front_matter import front_matter
from zhihu.pages.catalogue import fields_of

_MKDOCS = """\
site_name: bench
site_url: http://127.0.0.1:8000/
theme:
  name: material
  font: false
validation: {nav: {omitted_files: ignore}, links: {not_found: ignore, unrecognized_links: ignore}}
markdown_extensions: [tables, sane_lists, md_in_html, footnotes, toc, pymdownx.superfences, pymdownx.highlight]
"""
_NAV = """\
nav:
  - {zh/index.md: zh/index.md}
  - {en/index.md: en/index.md}
"""
_I18N = """\
plugins:
  - search
  - i18n:
      docs_structure: folder
      fallback_to_default: false
      languages:
        - {locale: zh, name: 中文, default: true, build: true, nav: [{首页: index.md}]}
        - {locale: en, name: English, build: true, nav: [{Home: index.md}]}
"""
_VITEPRESS = """\
export default {
  ignoreDeadLinks: true,
  srcDir: "docs", outDir: "site",
  locales: { zh: { label: "中文", lang: "zh" }, en: { label: "English", lang: "en" } },
  themeConfig: { search: { provider: "local" }, sidebar: [{ text: "zh", link: "/zh/" }, { text: "en", link: "/en/" }] },
}
"""


@dataclass(frozen=True, slots=True)
class Builder:
    """One of those that are compared."""

    name: str
    """What it is called in the table."""

    prepare: Callable[[Path, Path], None]
    """Writes a folder it can build, given that of our project with its pages."""

    build: tuple[str, ...]
    """Command with which it builds into `site`."""

    serve: tuple[str, ...]
    """Command with which it serves at the port that is `{port}`."""

    address: str
    """Where it serves the Chinese page of a question, with `{slug}`."""

    @property
    def is_installed(self) -> bool:
        """Whether its program is there."""
        return Path(self.build[0]).exists()


def _ours(project: Path, to: Path) -> None:
    """Take the project as it is."""
    to.symlink_to(project, target_is_directory=True)


def _mkdocs(settings: str) -> Callable[[Path, Path], None]:
    def prepare(project: Path, to: Path) -> None:
        _copy_pages(project / "docs", to / "docs")
        (to / "mkdocs.yml").write_text(settings, encoding="utf-8")

    return prepare


def _vitepress(modules: Path) -> Callable[[Path, Path], None]:
    def prepare(project: Path, to: Path) -> None:
        _copy_pages(project / "docs", to / "docs")
        (to / "node_modules").symlink_to(modules, target_is_directory=True)
        (to / ".vitepress").mkdir()
        (to / ".vitepress" / "config.mjs").write_text(_VITEPRESS, encoding="utf-8")

    return prepare


def _copy_pages(docs: Path, to: Path) -> None:
    """Copy the pages with their title and description only."""
    for path in (*docs.glob("zh/**/*.md"), *docs.glob("en/**/*.md")):
        text = path.read_text(encoding="utf-8")
        known = fields_of(text)
        _, _, body = text.removeprefix("---\n").partition("\n---\n")
        meta = front_matter(title=known.get("title"), description=known.get("description"))
        target = to / path.relative_to(docs)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(f"{meta}\n{body}", encoding="utf-8")
    shutil.copytree(docs / "assets" / "figures", to / "assets" / "figures")


def builders(peers: Path) -> Iterator[Builder]:
    """Yield our project and the others, whether they are installed below `peers` or not."""
    python = sys.executable
    mkdocs = str(peers / "material" / "bin" / "mkdocs")
    zensical = str(peers / "zensical" / "bin" / "zensical")
    modules = peers / "vitepress" / "node_modules"
    vitepress = str(modules / ".bin" / "vitepress")
    yield Builder(
        "this project",
        _ours,
        (python, "-m", "mkdocs", "build", "--quiet"),
        (python, "-m", "mkdocs", "serve", "--dev-addr", "127.0.0.1:{port}"),
        "zh/q/{slug}/",
    )
    yield Builder(
        "Material with i18n",
        _mkdocs(_MKDOCS + _I18N),
        (mkdocs, "build", "--quiet"),
        (mkdocs, "serve", "--dev-addr", "127.0.0.1:{port}"),
        "q/{slug}/",
    )
    yield Builder(
        "Zensical",
        _mkdocs(_MKDOCS + _NAV),
        (zensical, "build"),
        (zensical, "serve", "--dev-addr", "127.0.0.1:{port}"),
        "zh/q/{slug}/",
    )
    yield Builder(
        "VitePress",
        _vitepress(modules),
        (vitepress, "build"),
        (vitepress, "dev", "--port", "{port}", "--strictPort"),
        "zh/q/{slug}.md?import",
    )
