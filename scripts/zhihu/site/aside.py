"""A site is built beside its folder and put in its place as a whole: nothing half-written is ever served."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from zhihu.errors import InputError


@contextmanager
def aside(site: Path) -> Iterator[Path]:
    """Yield an empty folder beside `site`, which takes its place when all has gone well.

    A build that was cut leaves `site` as it was; the next one removes what it left.
    Raises InputError if `site` is no folder of a built site, or if another build is at work on it.
    """
    if site.is_symlink() or (site.exists() and not _is_built(site)):
        raise InputError(site, 0, "this is no built site", "a folder that a build may replace")
    lock = FileLock(_beside(site, "lock"), timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise InputError(site, 0, "another build is at work on it", "one build at a time; wait for its end") from error
    with lock:
        yield from _replaced(site)


def _is_built(site: Path) -> bool:
    return site.is_dir() and ((site / "index.html").is_file() or not any(site.iterdir()))


def _replaced(site: Path) -> Iterator[Path]:
    new, old = _beside(site, "new"), _beside(site, "old")
    if old.exists() and not site.exists():  # Cut between the two renamings below.
        old.rename(site)
    for left in (new, old):
        if left.exists():
            shutil.rmtree(left)
    new.mkdir(parents=True)
    try:
        yield new
        if site.exists():
            site.rename(old)
        new.rename(site)
    finally:
        for left in (new, old):
            shutil.rmtree(left, ignore_errors=True)


def _beside(site: Path, kind: str) -> Path:
    return site.with_name(f".{site.name}.{kind}")
