"""What our search is measured against, built from the same pages: Material's own with jieba, and Pagefind."""

import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import click

from benchmarks.measured import SCRIPTS

ROOT = SCRIPTS.parent
INSTALL = "pip install jieba 'pagefind[extended]'"
# What is for our own search and templates.
_OURS = re.compile(r"^(?:search|template): .*\n", re.MULTILINE)
_MATERIAL = """\
site_name: Material
docs_dir: pages
site_dir: site
theme:
  name: material
  language: zh
plugins:
  - search:
      lang: [zh, en]
      separator: '[\\s\\u200b\\-，。；：？！（）《》、]+'
validation: {nav: {omitted_files: ignore}, links: {not_found: ignore, anchors: ignore, unrecognized_links: ignore}}
"""


def build_ours(folder: Path) -> Path:
    """Return our site, built into `folder`."""
    return _built(ROOT, folder / "ours")


def build_material(folder: Path) -> Path | None:
    """Return the same questions as a site of plain Material, its search set up for Chinese; None without jieba."""
    if find_spec("jieba") is None:
        return None
    for path in sorted((ROOT / "docs").glob("*/q/*.md")):
        target = folder / "pages" / path.relative_to(ROOT / "docs")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_OURS.sub("", path.read_text("utf-8")), "utf-8")
    (folder / "mkdocs.yml").write_text(_MATERIAL, "utf-8")
    for language in ("zh", "en"):
        (folder / "pages" / language / "index.md").write_text(
            f"---\nsearch: {{exclude: true}}\n---\n# {language}\n", "utf-8"
        )
    return _built(folder, folder / "site")


def build_pagefind(folder: Path, ours: Path) -> Path | None:
    """Return a copy of our site with an index of Pagefind's; None without Pagefind."""
    if find_spec("pagefind") is None:
        return None
    site = folder / "pagefind"
    shutil.copytree(ours, site)
    _run(
        sys.executable,
        "-m",
        "pagefind",
        "--site",
        str(site),
        "--glob",
        "{zh,en}/q/**/*.html",
        "--root-selector",
        "article",
    )
    return site


def _built(project: Path, site: Path) -> Path:
    _run(sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(project / "mkdocs.yml"), "-d", str(site))
    return site


def _run(*command: str) -> None:
    run = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603  # our own commands
    if run.returncode:
        raise click.ClickException((run.stdout + run.stderr).strip()[-2000:])
