"""The journal of a commit: what a run was about to do, so that the next one can undo or finish it.

The file exists from before the first change on the disk until after the last.
While it says `staging`, nothing but files of ours with names of ours was added, and undoing removes those;
once it says `committed`, every new file is whole beside its target, and finishing renames them.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, get_args

from zhihu.errors import ZhihuError

State = Literal["staging", "committed"]

PATHS = ("write", "remove", "made", "left")
"""The fields of a record that hold paths, in order."""

LONGEST_NAME = 255
"""Bytes in a file name on the usual disks."""

# Each order to bring one file to the disk waits for it: 3,200 of them took 12.7 of 15.5 s.
# One order for the whole system also brings what others wrote, so that for a few files it is the dearer one.
_FEW = 32

Write = Callable[[Path, bytes], None]
"""Writes a new file; raises `OSError`, also where there is one."""


class WriteError(ZhihuError):
    """A file or folder that cannot be written, or must not be."""

    def __init__(self, path: Path, reason: str) -> None:
        """Build the message `path: reason`."""
        self.path = path
        self.reason = reason
        # Printing a name that is not UTF-8 as it stands would fail.
        super().__init__(f"{path}: {reason}".encode("utf-8", "backslashreplace").decode())


@dataclass(frozen=True, slots=True)
class Record:
    """What a journal says: absolute paths here, paths relative to its folder on the disk."""

    state: State
    """How far the commit has come for certain."""

    write: tuple[Path, ...] = ()
    """Files that get new content."""

    remove: tuple[Path, ...] = ()
    """Files that go."""

    made: tuple[Path, ...] = ()
    """Folders that did not exist before, outer ones first."""

    left: tuple[Path, ...] = ()
    """Folders that files go from and that go with the last one, inner ones first."""


def absolute(path: Path) -> Path:
    """Return the path from the top, links not followed: a link must stay visible to the check against it."""
    if path.is_absolute() and ".." not in path.parts:
        return path
    return Path(os.path.abspath(path))  # noqa: PTH100 - Path.absolute keeps `..`, Path.resolve follows links


def staged(path: Path) -> Path:
    """Return where the new content of a file waits: in the same folder, so that a rename is enough."""
    name = f".{path.name}.new"
    if len(os.fsencode(name)) > LONGEST_NAME:
        name = f".{hashlib.sha256(os.fsencode(path.name)).hexdigest()}.new"
    return path.with_name(name)


def load(journal: Path) -> Record | None:
    """Return what a cut run left, None if none was cut.

    Raises `WriteError` for a file that is no journal, `OSError` for one that cannot be read.
    """
    try:
        data = journal.read_bytes()
    except FileNotFoundError:
        return None
    if not data.endswith(b"\n"):
        return Record("staging")  # cut while the journal itself was being written: nothing else had begun
    try:
        return _decode(data, absolute(journal).parent)
    except (ValueError, KeyError, TypeError) as error:
        reason = "not a journal of this program; a cut run cannot be finished before a person has looked at it"
        raise WriteError(journal, reason) from error


def begin(journal: Path, record: Record) -> None:
    """Write the first journal of a commit; raises `OSError`, also where there is a journal."""
    _write_through(journal, _encode(record, absolute(journal).parent))
    sync(journal.parent)


def promote(journal: Path, record: Record) -> None:
    """Make the commit final, so that it can only be finished; raises `OSError`."""
    final = _encode(replace(record, state="committed"), absolute(journal).parent)
    _write_through(staged(journal), final)
    staged(journal).replace(journal)
    sync(journal.parent)


def stage(path: Path, data: bytes, write: Write) -> None:
    """Let `write` put the new content of a file beside it, with the permissions of the old one; raises `OSError`."""
    new = staged(path)
    write(new, data)
    # Also asks the disk about the final name: one that is too long must fail here, before the commit.
    with suppress(FileNotFoundError):
        shutil.copymode(path, new)


def writer_of(files: Collection[Path]) -> Write:
    """Return how `files` are written: each brought to the disk at once, or all of them later by `sync_all`."""
    return _write if len(files) > _FEW and hasattr(os, "sync") else _write_through


def sync_all(folders: Collection[Path]) -> None:
    """Bring the entries of `folders` to the disk, and whatever else waits for it if they are many."""
    if len(folders) > _FEW and hasattr(os, "sync"):
        os.sync()
        return
    for folder in folders:
        sync(folder)


def settle(journal: Path, record: Record) -> None:
    """Undo or finish what the journal says, then remove it; may be repeated after a cut. Raises `OSError`."""
    if record.state == "staging":
        _undo(record)
    else:
        _finish(record)
    sync_all({path.parent for path in (*record.write, *record.remove, *record.made)})
    staged(journal).unlink(missing_ok=True)
    journal.unlink()
    sync(journal.parent)


def remove_if_empty(folders: Iterable[Path]) -> None:
    """Remove those of the folders, in this order, that hold nothing; one that stays does no harm."""
    for folder in folders:
        with suppress(OSError):
            folder.rmdir()


def sync(folder: Path) -> None:
    """Bring the entries of a folder to the disk where the system can; Windows cannot."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _undo(record: Record) -> None:
    for new in filter(os.path.lexists, map(staged, record.write)):
        new.unlink()
    remove_if_empty(reversed(record.made))


def _finish(record: Record) -> None:
    # Removals come first, and are over once a staged file is gone: on a disk that ignores case,
    # removing `a.md` after `A.md` has come into its place would take the new file.
    if all(map(os.path.lexists, map(staged, record.write))):
        for path in record.remove:
            path.unlink(missing_ok=True)
    for path in record.write:
        with suppress(FileNotFoundError):  # renamed before the cut
            os.replace(staged(path), path)  # noqa: PTH105 - Path.replace makes a third path of each
    remove_if_empty(record.left)


def _write(path: Path, data: bytes) -> None:
    # "x" neither follows a link nor takes over a file that somebody put there.
    with path.open("xb") as file:
        file.write(data)


def _write_through(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _encode(record: Record, folder: Path) -> bytes:
    paths = {key: [_relative(path, folder) for path in getattr(record, key)] for key in PATHS}
    return json.dumps({"state": record.state, **paths}).encode() + b"\n"


def _relative(path: Path, folder: Path) -> str:
    text, top = str(path), f"{folder}{os.sep}"
    return text.removeprefix(top) if text.startswith(top) else os.path.relpath(path, folder)


def _decode(data: bytes, folder: Path) -> Record:
    fields = json.loads(data)
    if fields["state"] not in get_args(State):
        raise ValueError(fields["state"])
    record = Record(fields["state"], *(tuple(absolute(folder / name) for name in fields[key]) for key in PATHS))
    folders = {path.parent for path in (*record.write, *record.remove)}
    above = {parent for folder in folders for parent in (folder, *folder.parents)}
    if not above.issuperset((*record.made, *record.left)):
        raise ValueError(record)
    return record
