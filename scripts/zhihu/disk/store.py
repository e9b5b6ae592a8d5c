"""The only writer to the disk: a set of changes is made as a whole, or not at all.

New content is written beside its target and renamed when everything is there; a journal tells the next run
what a cut one was doing. Readers call `Store.recover` first, or read through `Store.read_whole`.
"""

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from filelock import FileLock, Timeout

from zhihu.disk.journal import (
    Record,
    WriteError,
    absolute,
    begin,
    load,
    promote,
    remove_if_empty,
    settle,
    stage,
    staged,
    sync_all,
    writer_of,
)
from zhihu.disk.refusals import (
    confine,
    refuse_irregular,
    refuse_names,
    refuse_obstacles,
    refuse_unwritable,
    refused,
    root_of,
)
from zhihu.errors import ZhihuError

__all__ = ["BusyError", "Changes", "Plan", "Recovery", "Store", "WriteError"]

Recovery = Literal["undone", "finished"]
"""What became of a run that had been cut."""

LOOK_AGAIN = 0.02
"""Seconds between two tries to get the lock: a commit of a few pages takes about as long."""

T = TypeVar("T")


class BusyError(ZhihuError):
    """Another run holds the folders for longer than this one is willing to wait."""

    def __init__(self, folder: Path, wait: float) -> None:
        """Build the message from the folder and the seconds that were waited."""
        super().__init__(f"{folder}: another run is writing here (waited {wait:g} s); try again when it is done")


@dataclass(frozen=True, slots=True)
class Changes:
    """What a run wants the disk to look like."""

    write: Mapping[Path, bytes]
    """Content per file; asked for twice at most, so a mapping may make it when asked."""

    remove: Collection[Path] = ()
    """Files that are to go; those that do not exist are passed over."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What the changes come to; paths are sorted, and spelled as the caller spelled them."""

    written: tuple[Path, ...]
    """Files whose bytes differ, or which are new."""

    unchanged: tuple[Path, ...]
    """Files that are on the disk, byte for byte; they are not touched."""

    removed: tuple[Path, ...]
    """Files that exist and are to go."""


@dataclass(frozen=True, slots=True)
class Store:
    """The folders a run may write into, with their journal."""

    journal: Path
    """Where a commit keeps its journal, a hidden file; the lock lies beside it while somebody holds it."""

    roots: tuple[Path, ...]
    """Folders, which may themselves be links, and single files: nothing else is written or removed."""

    wait: float = 10.0
    """Seconds to wait for another run."""

    def plan(self, changes: Changes) -> Plan:
        """Compare the changes with the disk, which is only read.

        Raises `WriteError` for a path that lies outside of the roots, leads through a symbolic link,
        is not a regular file or is named twice.
        """
        paths = (*changes.write, *changes.remove)
        refuse_names(paths)
        confine(paths, self.roots)
        refuse_irregular(paths)
        self._refuse_doubles(changes)
        same = {path for path, data in changes.write.items() if _holds(path, data)}
        return Plan(
            written=tuple(sorted(path for path in changes.write if path not in same)),
            unchanged=tuple(sorted(same)),
            removed=tuple(sorted(filter(os.path.lexists, changes.remove))),
        )

    @contextmanager
    def session(self) -> Iterator[Callable[[Changes], Plan]]:
        """Hold the lock, settle a cut run, and yield the function that commits.

        Commit returns the plan it carried out. It raises `WriteError` where the disk refuses:
        then nothing has changed, unless the error says that the next run will finish.
        Entering raises `BusyError` when another run does not end in time, `WriteError` as commit does.
        """
        with self._locked():
            self._settle()
            yield self._commit

    def recover(self) -> Recovery | None:
        """Settle a run that was cut, and say how; without one nothing is written, not even a lock.

        Raises what `session` raises.
        """
        if not os.path.lexists(self.journal):
            return None
        with self._locked():
            return self._settle()

    def read_whole(self, read: Callable[[], T]) -> T:
        """Return what `read` returns from files that no run was changing meanwhile; it may be called twice.

        Writes nothing, unless another run writes or was cut. Raises what `read` and `recover` raise.
        """
        before = self._quiet_since()
        if before is not None:
            try:
                result = read()
            except (OSError, ZhihuError):
                if self._quiet_since() == before:
                    raise
            else:
                if self._quiet_since() == before:
                    return result
        with self._locked():
            self._settle()
            return read()

    def _quiet_since(self) -> int | None:
        # A commit creates and removes its journal, which changes the folder's time; None while one is going on.
        if os.path.lexists(self.journal):
            return None
        with suppress(FileNotFoundError):
            return self.journal.parent.stat().st_mtime_ns
        return 0

    @contextmanager
    def _locked(self) -> Iterator[None]:
        made = _missing([absolute(self.journal)])
        lock = FileLock(self._lock_file, timeout=self.wait, poll_interval=LOOK_AGAIN)
        try:
            lock.acquire()
        except Timeout as error:
            raise BusyError(self.journal.parent, self.wait) from error
        except OSError as error:
            raise WriteError(self._lock_file, error.strerror or str(error)) from error
        try:
            yield
        finally:
            # While it is held: who waits for a lock file that is gone asks for a new one (filelock looks at st_nlink).
            # Windows refuses to remove an open file, and filelock does it there.
            with suppress(OSError):
                self._lock_file.unlink()
            lock.release()
            remove_if_empty(reversed(made))

    def _commit(self, changes: Changes) -> Plan:
        plan = self.plan(changes)
        if not plan.written and not plan.removed:
            return plan
        write, remove = (tuple(map(absolute, paths)) for paths in (plan.written, plan.removed))
        refuse_unwritable((*write, *remove))
        refuse_obstacles(map(staged, (*write, self.journal)))
        record = Record("staging", write, remove, _missing(write), _folders_below(remove, self.roots))
        try:
            self._stage(record, (changes.write[path] for path in plan.written))
        finally:
            # One way to undo and to finish, whether now or after a cut.
            self._settle()
        return plan

    def _stage(self, record: Record, contents: Iterable[bytes]) -> None:
        with refused(self.journal):
            begin(self.journal, record)
        for folder in record.made:
            with refused(folder):
                folder.mkdir()
        write = writer_of(record.write)
        for path, data in zip(record.write, contents, strict=True):
            with refused(path):
                stage(path, data, write)
        sync_all({*map(staged, record.write), *(path.parent for path in (*record.write, *record.made))})
        with refused(self.journal):
            promote(self.journal, record)

    def _settle(self) -> Recovery | None:
        with refused(self.journal):
            record = load(self.journal)
        if record is None:
            return None
        # Checked again: since the cut, links may have come, or the journal may be somebody else's.
        refuse_names((*record.write, *record.remove))
        confine((*record.write, *record.remove), self.roots)
        try:
            settle(self.journal, record)
        except OSError as error:
            place = error.filename2 or error.filename or self.journal
            raise WriteError(Path(os.fsdecode(place)), f"{error.strerror}; the next run will try again") from error
        return "undone" if record.state == "staging" else "finished"

    def _refuse_doubles(self, changes: Changes) -> None:
        own = (self.journal, staged(self.journal), self._lock_file)
        names = [*map(absolute, (*own, *changes.write, *changes.remove))]
        if any(path.name.startswith(".") for path in (*changes.write, *changes.remove)):
            names += [staged(absolute(path)) for path in changes.write]
        path, times = Counter(names).most_common(1)[0]
        if times > 1:
            raise WriteError(path, "named twice in one run, or a name the run needs for itself")

    @property
    def _lock_file(self) -> Path:
        return self.journal.with_name(f"{self.journal.name}.lock")


def _holds(path: Path, data: bytes) -> bool:
    with refused(path), suppress(FileNotFoundError, NotADirectoryError):
        return path.stat().st_size == len(data) and path.read_bytes() == data
    return False


def _folders_below(paths: Iterable[Path], roots: Iterable[Path]) -> tuple[Path, ...]:
    tops = frozenset(map(absolute, roots))
    one_each = {path.parent: path for path in paths if path not in tops}.values()
    below = {folder for path in one_each for folder in path.parents if root_of(path, tops) in folder.parents}
    return tuple(sorted(below, key=_depth, reverse=True))


def _missing(paths: Iterable[Path]) -> tuple[Path, ...]:
    parents = {folder for parent in {path.parent for path in paths} for folder in (parent, *parent.parents)}
    return tuple(sorted((folder for folder in parents if not os.path.lexists(folder)), key=_depth))


def _depth(folder: Path) -> int:
    return len(folder.parts)
