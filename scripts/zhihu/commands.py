"""What the commands share: their folders, how they fail, and how they show that they are still at work."""

import sys
from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from pathlib import Path
from time import monotonic
from typing import ParamSpec, TypeVar

import click
from rich.console import Console
from rich.progress import Progress

from zhihu.errors import ZhihuError

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")

BAD_INPUT = 2
_SLOW = 1.0

source_option = click.option(
    "--source",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("source"),
    show_default=True,
    help="Folder that people write.",
)
docs_option = click.option(
    "--docs",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("docs"),
    show_default=True,
    help="Folder that MkDocs reads.",
)


def fail_clearly(command: Callable[P, R]) -> Callable[P, R]:
    """Return `command` with every error of ours printed and turned into exit code 2."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except ZhihuError as error:
            click.echo(str(error), err=True)
            sys.exit(BAD_INPUT)

    return run


def watched(items: Sequence[T]) -> Iterator[T]:
    """Yield `items`, with a progress bar from the second second on if the output is a terminal."""
    began = monotonic()
    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task("cleaning", total=len(items), visible=False)
        for item in items:
            yield item
            progress.update(task, advance=1, visible=monotonic() - began > _SLOW)
