"""Draw the figures of our own, or fetch copies of the author's pictures, into source/figures/."""

import sys
from pathlib import Path

import click

from zhihu.commands import fail_clearly, source_option
from zhihu.disk.store import Changes, Store
from zhihu.errors import FactsError, InputErrors
from zhihu.facts.figures import TABLE, Figure
from zhihu.facts.toml import read_toml
from zhihu.figures.gallery import drawn


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
