"""What the commands share: their folders, how they fail, and how they show that they are still at work."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from errno import EPIPE
from functools import wraps
from io import TextIOWrapper
from pathlib import Path
from time import monotonic
from typing import ParamSpec, TypeVar

import click
from rich.console import Console
from rich.progress import Progress

from zhihu.errors import InputError, ZhihuError

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")

Report = Callable[[Iterable[str]], None]
"""Takes the lines of a report."""

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
        for stream in (sys.stdout, sys.stderr):
            # Names that are not UTF-8, and Chinese on a terminal that has none, must not end in a traceback.
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        try:
            return command(*args, **kwargs)
        except ZhihuError as error:
            click.echo(str(error), err=True)
        except OSError as error:
            if error.errno == EPIPE:
                raise
            click.echo(f"{error.filename or 'the disk'}: {error.strerror}", err=True)
        sys.exit(BAD_INPUT)

    return run


@contextmanager
def report_file(path: Path | None, ours: Iterable[Path]) -> Iterator[Report]:
    """Yield the function that takes the lines of a report; the file appears as a whole, when all else has gone well.

    Without a path it takes nothing. Raises InputError if the file cannot be written or is one of `ours`.
    """
    if path is None:
        yield lambda _: None
        return
    target = Path(os.path.realpath(path))
    if any(target.is_relative_to(os.path.realpath(folder)) for folder in ours):
        raise InputError(path, 0, "the file belongs to the project", "a file outside of its folders")
    if target.exists() and not target.is_file():
        raise InputError(path, 0, "this is not a file", "a file to write the report to")
    beside = target.with_name(f".{os.getpid()}.report.new")
    try:
        file = beside.open("x", encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(path, 0, f"cannot be written: {error.strerror}", "a file to write the report to") from error
    try:
        with file:
            yield file.writelines
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def watched(items: Sequence[T]) -> Iterator[T]:
    """Yield `items`, with a progress bar from the second second on if the output is a terminal."""
    began = monotonic()
    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task("cleaning", total=len(items), visible=False)
        for item in items:
            yield item
            progress.update(task, advance=1, visible=monotonic() - began > _SLOW)
