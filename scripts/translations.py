"""Look after the English translations: how far they are, begin one, or confirm that one fits the Chinese again."""

import sys
from pathlib import Path

import click

from zhihu.commands import docs_option, fail_clearly, source_option
from zhihu.disk.run import store_of
from zhihu.disk.store import Changes, Store
from zhihu.errors import InputError
from zhihu.facts.skeleton import accepted, chinese_of, skeleton
from zhihu.pages.gather import gather
from zhihu.pages.words import say


@click.group(help=__doc__)
def main() -> None:
    """Run one of the commands below; exit 0 if all is well, 1 if a translation needs work, 2 on bad input."""


@main.command()
@source_option
@docs_option
@fail_clearly
def status(source: Path, docs: Path) -> None:
    """Print a table of all translations; exit 1 if a block is missing or stale."""
    gathered = store_of(source, docs).read_whole(lambda: gather(source, docs))
    width = max((len(row.slug) for row in gathered.status), default=0)
    click.echo(f"{'question':{width}}  blocks  translated  stale  by")
    for row in gathered.status:
        by = say("en", row.credit)
        click.echo(f"{row.slug:{width}}  {row.blocks:6}  {row.translated:10}  {row.stale:5}  {by}")
    click.echo(f"questions without a translation: {len(gathered.slugs) - len(gathered.status)}")
    sys.exit(any(row.stale or row.translated < row.blocks for row in gathered.status))


@main.command()
@click.argument("slug")
@source_option
@docs_option
@fail_clearly
def new(slug: str, source: Path, docs: Path) -> None:
    """Write source/questions/SLUG/en.md with the Chinese in comments, to be filled in."""
    path = _path(slug, source)
    if path.exists():
        raise InputError(path, 1, "there is a translation already", "a question without one")
    _write(path, skeleton(chinese_of(slug, source, docs)), source, docs)
    click.echo(f"{path}: fill it in, then: python scripts/translations.py accept {slug}")


@main.command()
@click.argument("slug")
@source_option
@docs_option
@fail_clearly
def accept(slug: str, source: Path, docs: Path) -> None:
    """Say that source/questions/SLUG/en.md fits the Chinese as it is now: block by block, in this order."""
    path = _path(slug, source)
    if not path.is_file():
        raise InputError(path, 0, "there is no translation", f"a file; begin with translations.py new {slug}")
    _write(path, accepted(path, chinese_of(slug, source, docs)), source, docs)
    click.echo(f"{path}: accepted")


def _path(slug: str, source: Path) -> Path:
    path = source / "questions" / slug / "en.md"
    if not (path.parent / "question.toml").is_file():
        raise InputError(path.parent, 0, f"there is no question {slug!r}", "a folder with a question.toml")
    return path


def _write(path: Path, text: str, source: Path, docs: Path) -> None:
    store: Store = store_of(source, docs)
    with store.session() as commit:
        commit(Changes({path: text.encode()}))


if __name__ == "__main__":
    main()
