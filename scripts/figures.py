"""Draw the figures of our own, or fetch copies of the author's pictures, into source/figures/."""

import sys
from pathlib import Path

import click

from zhihu.commands import docs_option, fail_clearly, source_option
from zhihu.disk.store import Changes, Store
from zhihu.errors import FactsError, InputErrors
from zhihu.facts.figures import COPIES, TABLE, Figure
from zhihu.facts.toml import read_toml
from zhihu.figures.copies import entries_of, missing, pictures_of, read_copies, table_of
from zhihu.figures.copies import fetch as fetch_copy
from zhihu.figures.download import DownloadError, Downloads
from zhihu.figures.gallery import drawn

_REFERER = "https://www.zhihu.com/"


@click.group(help=__doc__)
def main() -> None:
    """Run one of the commands below; exit 0 if all is well, 1 if something is left to do, 2 on bad input."""


@main.command()
@source_option
@click.option("--check", "only_check", is_flag=True, help="Write nothing; name each stale drawing and exit 1.")
@fail_clearly
def draw(source: Path, *, only_check: bool) -> None:
    """Write the drawings that source/figures/figures.toml names and a script can make."""
    folder = source / "figures"
    changes = Changes({folder / name: text.encode() for name, text in drawn(_table(folder))})
    store = _store(folder)
    if only_check:
        stale = store.plan(changes).written
        for path in stale:
            click.echo(f"{path}: stale; expected what scripts/figures.py draw writes")
        sys.exit(1 if stale else 0)
    with store.session() as commit:
        plan = commit(changes)
    click.echo(f"{len(plan.written)} drawings written, {len(plan.unchanged)} unchanged")


@main.command()
@source_option
@docs_option
@click.option("--base", default="", help="Ask this scheme and host in place of Zhihu's, a mirror for instance.")
@click.option("--limit", default=20_000_000, show_default=True, help="Most bytes of a picture.")
@click.option("--timeout", default=20.0, show_default=True, help="Seconds to wait for an answer.")
@click.option("--deadline", default=120.0, show_default=True, help="Seconds for one try.")
@click.option("--pause", default=2.0, show_default=True, help="Seconds before a second try.")
@fail_clearly
def fetch(source: Path, docs: Path, **options: float | str) -> None:
    """Copy the author's pictures, in their original size, if you have the right to show them.

    Exit 1 if one cannot be had; what is there already stays. Then run scripts/clean.py, which puts them on the pages.
    """
    folder = source / "figures"
    pictures = pictures_of(entries_of(docs / "ledger"))
    copies = read_copies(folder)
    wanted = missing(pictures, folder, copies)
    downloads = Downloads(referer=_REFERER, **options)  # type: ignore[arg-type]  # click has converted them
    failed = sum(not _fetch_one(name, pictures[name], folder, downloads) for name in wanted)
    click.echo(f"{len(wanted) - failed} fetched, {len(pictures) - len(wanted)} were there, {failed} failed")
    sys.exit(1 if failed else 0)


def _fetch_one(name: str, addresses: list[str], folder: Path, downloads: Downloads) -> bool:
    """Fetch and store one picture, and say what became of it; whatever stops the next one, this one is kept."""
    try:
        copy, data = fetch_copy(name, addresses, downloads)
    except DownloadError as error:
        click.echo(f"{name}: not fetched: {error}", err=True)
        return False
    folder.mkdir(parents=True, exist_ok=True)
    with _store(folder).session() as commit:
        copies = {**read_copies(folder), name: copy}
        # In another kind than before it has another name.
        old = [path for path in folder.glob(f"{name}*") if path.name != copy.file]
        commit(Changes({folder / copy.file: data, folder / COPIES: table_of(copies)}, old))
    click.echo(f"{folder / copy.file}: {len(data):,} bytes from {copy.source}")
    return True


def _store(folder: Path) -> Store:
    return Store(folder / ".figures-run.json", (folder,))


def _table(folder: Path) -> dict[str, Figure]:
    errors: list[FactsError] = []
    table = read_toml(folder / TABLE, dict[str, Figure], errors)
    if errors:
        raise InputErrors(errors)
    return table or {}


if __name__ == "__main__":
    main()
