"""How a site grows: building it, beside others that build the same pages, at several sizes."""

import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from math import nan
from pathlib import Path

import click

from benchmarks.builders import Builder, builders
from benchmarks.measured import SCRIPTS, Measured, measured
from benchmarks.projects import write_project
from benchmarks.saving import seconds_to_page

_HEAD = (
    f"{'':22}{'questions':>10}{'clean s':>9}{'build s':>9}{'pages/s':>9}"
    f"{'kB/page':>9}{'peak MB':>9}{'save s':>8}{'cpu s':>7}"
)
_CARDS = """
import pathlib
from zhihu.site.built import built_site
from zhihu.site.cards import write_cards
write_cards(built_site(pathlib.Path("cards"), pathlib.Path("docs"), ""))
"""
"""Draws the pictures that chats show, which the build then finds drawn."""

_LANGUAGES = 2
_KB = 1_000


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table."""

    name: str
    """Who built."""

    count: int
    """How many questions in each language."""

    clean: Measured
    """What the cleaning took, search included."""

    build: Measured
    """What the build took."""

    size: int
    """Bytes of the site."""

    saved: tuple[float, float]
    """Seconds from saving a file to the page, by the clock and of the processor; nan where it was not measured."""

    @property
    def seconds(self) -> float:
        """Time of the processor for all."""
        return self.clean.seconds + self.build.seconds

    @property
    def pages(self) -> int:
        """Pages of questions."""
        return self.count * _LANGUAGES


@click.command()
@click.option("--sizes", default="100,1000", show_default=True, help="Questions in each language; 10000 takes minutes.")
@click.option("--peers", type=click.Path(path_type=Path), help="Folder with the others (see benchmarks/builders.py).")
@click.option("--most", default=1000, show_default=True, help="Largest size for the others, and for saving a file.")
def site(sizes: str, peers: Path | None, most: int) -> None:
    """Build synthetic sites of SIZES; print speed, bytes, memory, the time from saving to the page, and growth."""
    click.echo(
        f"{os.cpu_count()} cores, {platform.machine()}, Python {sys.version.split()[0]}; seconds of the processor"
    )
    click.echo(_HEAD)
    rows: list[Row] = []
    for count in map(int, sizes.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            for row in _rows(Path(folder), count, peers, most):
                rows.append(row)
                _print(row)
    _print_growth([row for row in rows if row.name == rows[0].name])


def _rows(folder: Path, count: int, peers: Path | None, most: int) -> Iterator[Row]:
    project = folder / "project"
    project.mkdir()
    write_project(SCRIPTS.parent, project, count)
    cleaned = measured([sys.executable, str(SCRIPTS / "clean.py")], folder=project)
    cards = measured([sys.executable, "-c", _CARDS], folder=project)
    click.echo(
        f"{'social cards, once':22}{count:10}{'':9}{cards.seconds:9.1f}{count * _LANGUAGES / cards.seconds:9.0f}"
    )
    for number, builder in enumerate(builders(peers or Path("peers"))):
        if number and (peers is None or count > most):
            return
        if not builder.is_installed:
            click.echo(f"{builder.name:22} is not installed: {builder.build[0]}")
            continue
        place = folder / str(number)
        if number:
            place.mkdir()
        builder.prepare(project, place)
        try:
            yield _row(builder, count, place, Measured(0, 0) if number else cleaned, may_serve=count <= most)
        except click.ClickException as error:
            click.echo(f"{builder.name:22}{count:10} fails: {error.message[:200]}")


def _row(builder: Builder, count: int, folder: Path, cleaned: Measured, *, may_serve: bool) -> Row:
    built = measured(builder.build, folder=folder)
    size = sum(path.stat().st_size for path in (folder / "site").rglob("*") if path.is_file())
    edited = min((folder / "docs" / "zh" / "q").glob("*-00000.md"))
    slug = edited.stem
    own = folder / "source" / "questions" / slug / "note.zh.md"
    saved = (nan, nan)
    if may_serve:
        try:
            saved = seconds_to_page(builder, folder, own if own.exists() else edited, slug)
        except click.ClickException as error:
            click.echo(f"{builder.name:22}{count:10} {error.message}")
    return Row(builder.name, count, cleaned, built, size, saved)


def _print(row: Row) -> None:
    peak = max(row.clean.peak, row.build.peak)
    click.echo(
        f"{row.name:22}{row.count:10}{row.clean.seconds:9.1f}{row.build.seconds:9.1f}{row.pages / row.seconds:9.0f}"
        f"{row.size / row.pages / _KB:9.1f}{peak:9.0f}{row.saved[0]:8.2f}{row.saved[1]:7.2f}"
    )


def _print_growth(rows: list[Row]) -> None:
    first, *others = rows
    for row in others:
        time = row.seconds / row.pages / (first.seconds / first.pages)
        size = row.size / row.pages / (first.size / first.pages)
        click.echo(
            f"{row.name}, {row.count} against {first.count}: {time:.2f} times the time a page, {size:.2f} the bytes"
        )
