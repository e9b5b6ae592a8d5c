"""What a run must not write or remove, or cannot: each is refused before anything changes."""

import os
import stat
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from zhihu.disk.journal import WriteError, absolute


@contextmanager
def refused(path: Path) -> Iterator[None]:
    """Turn an `OSError` inside into a `WriteError` that names `path`."""
    try:
        yield
    except OSError as error:
        raise WriteError(path, error.strerror or str(error)) from error


def refuse_names(paths: Iterable[Path]) -> None:
    """Raise `WriteError` for a path that no file here can have."""
    for path in paths:
        try:
            unfit = b"\0" in os.fsencode(path) or ".." in path.parts
        except UnicodeEncodeError:
            unfit = True
        if unfit:
            raise WriteError(path, "not a name a file can have here")


def confine(paths: Iterable[Path], roots: Iterable[Path]) -> None:
    """Raise `WriteError` for a path that lies outside of `roots` or leads through a symbolic link."""
    tops = frozenset(map(absolute, roots))
    one_each = {path.parent: path for path in map(absolute, paths) if path not in tops}
    for folder, path in one_each.items():
        root = root_of(path, tops)
        # Not Path.resolve, which raises RuntimeError where links lead in a circle.
        if Path(os.path.realpath(folder)) != Path(os.path.realpath(root)) / folder.relative_to(root):
            raise WriteError(folder, f"a symbolic link on the way down from {root}")


def root_of(path: Path, tops: Collection[Path]) -> Path:
    """Return the one among `tops`, absolute as `path` is, that holds `path`; raises `WriteError` if none does."""
    root = next((folder for folder in path.parents if folder in tops), None)
    if root is None:
        raise WriteError(path, f"outside of the folders to write into: {', '.join(map(str, sorted(tops)))}")
    return root


def refuse_irregular(paths: Collection[Path]) -> None:
    """Raise `WriteError` for what is there and is no file."""
    for path in paths:
        with refused(path), suppress(FileNotFoundError, NotADirectoryError):
            if not stat.S_ISREG(path.lstat().st_mode):
                raise WriteError(path, "not a regular file")


def refuse_unwritable(paths: Collection[Path]) -> None:
    """Raise `WriteError` for what is read-only.

    Asked beforehand: when the rename is refused, or worse is not, the commit is final.
    """
    for place in {*paths, *(path.parent for path in paths)}:
        if os.path.lexists(place) and not os.access(place, os.W_OK):
            raise WriteError(place, "read-only")


def refuse_obstacles(paths: Iterable[Path]) -> None:
    """Raise `WriteError` if one of `paths` is there."""
    obstacle = next(filter(os.path.lexists, paths), None)
    if obstacle is not None:
        raise WriteError(obstacle, "in the way, and not of this program's making; rename it or remove it")
