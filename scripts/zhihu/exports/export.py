"""Read exports from the disk: bytes to text, with everything needed to write the same bytes again."""

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from zhihu.errors import ExportError
from zhihu.exports.readable import decoded

_NATURAL = re.compile(r"(\d+)")
_DATE = re.compile(
    r"^(?:created|saved|clipped|date|updated|modified|published):[ \t]*[\"']?(\d{4}-\d{2}-\d{2})", re.MULTILINE
)
_LARGEST = 32 * 1024 * 1024
# Its ledger is called as the file is, with `.jsonl` behind, and file systems allow 255 bytes.
_LONGEST_NAME = 255 - len(".jsonl")
# Control characters would garble messages and pages; a lone surrogate is a byte that is not UTF-8.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Export:
    """One Markdown file as a reader of Zhihu saved it."""

    name: str
    """Path below `source/exports/`, with `/`."""

    path: Path
    """Where it lies, for messages."""

    text: str
    """Its text with `\\n` as line end, without byte order mark."""

    newline: str
    """The line end of the file: `\\n` or `\\r\\n`; where they are mixed, `\\n`, and `text` keeps each `\\r`."""

    has_bom: bool
    """Whether it begins with a byte order mark."""

    sha256: str
    """Hash of its bytes."""

    @property
    def date(self) -> str:
        """The day it was saved or written, as `2026-11-25`, from its front matter; empty if it names none."""
        if not self.text.startswith("---\n"):
            return ""
        found = _DATE.search(self.text, 0, max(0, self.text.find("\n---", 3)))
        return found[1] if found else ""


def natural_key(name: str) -> tuple[tuple[int, int | str], ...]:
    """Return a sort key under which `part-10.md` comes after `part-2.md`, and that after `part.md`."""
    pieces = filter(None, _NATURAL.split(name.removesuffix(".md")))
    return tuple((0, int(piece)) if piece.isdecimal() else (1, piece) for piece in pieces)


def find_exports(folder: Path) -> Iterator[Path]:
    """Yield the Markdown files below `folder`, in natural order of their names; hidden ones are left out.

    What may hold exports but cannot be looked into, a link to a folder or a folder without permission,
    comes among them: `read_export` says what is wrong with it.
    """
    names = {path: path.relative_to(folder).as_posix() for path in _below(folder)}
    # Two names may have the same key (`1.md`, `01.md`); the order on the disk is not the same on every machine.
    yield from sorted(names, key=lambda path: (natural_key(names[path]), names[path]))


def _below(folder: Path) -> Iterator[Path]:
    waiting = [folder] if folder.is_dir() else []
    while waiting:
        place = waiting.pop()
        try:
            entries = [entry for entry in os.scandir(place) if not entry.name.startswith(".")]
        except OSError:
            yield place
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                waiting.append(Path(entry.path))
            elif entry.name.lower().endswith(".md") or _is_linked_folder(entry):
                yield Path(entry.path)


def _is_linked_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_symlink() and entry.is_dir()
    except OSError:
        return False


def read_export(path: Path, folder: Path) -> Export:
    """Return the export at `path` below `folder`; raises ExportError if it cannot be read as Markdown in UTF-8."""
    name = path.relative_to(folder).as_posix()
    _refuse_name(path, name)
    try:
        _refuse_place(path, folder)
        data = path.read_bytes()
    except OSError as error:
        raise ExportError(path, 0, f"the file cannot be read: {error.strerror}", "a Markdown file") from error
    text = decoded(path, data)
    newline = "\r\n" if "\r\n" in text and text.count("\r\n") == text.count("\n") else "\n"
    body = text.removeprefix("\ufeff")
    return Export(
        name=name,
        path=path,
        text=body.replace("\r\n", "\n") if newline == "\r\n" else body,
        newline=newline,
        has_bom=body != text,
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _refuse_name(path: Path, name: str) -> None:
    if _UNPRINTABLE.search(name):
        shown = str(path).encode("utf-8", "backslashreplace").decode()
        shown = _UNPRINTABLE.sub(lambda found: found[0].encode("unicode_escape").decode(), shown)
        problem = "the file name holds characters that cannot be shown"
        raise ExportError(shown, 0, problem, "letters, digits and signs in UTF-8")
    if (length := len(path.name.encode())) > _LONGEST_NAME:
        raise ExportError(path, 0, f"the file name has {length} bytes", f"at most {_LONGEST_NAME}")
    if ".jsonl/" in name:
        raise ExportError(path, 0, "a folder is called as a ledger would be", "a name without .jsonl")


def _refuse_place(path: Path, folder: Path) -> None:
    # Not Path.resolve, which raises RuntimeError where links lead in a circle.
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
        raise ExportError(path, 0, "the link leads out of the folder of exports", "a file inside it")
    if path.is_dir():
        problem = "a link to a folder" if path.is_symlink() else "the folder cannot be read"
        raise ExportError(path, 0, problem, "a folder whose files can be read")
    if not path.is_file():
        raise ExportError(path, 0, "this is not a file", "a Markdown file")
    if (size := path.stat().st_size) > _LARGEST:
        raise ExportError(path, 0, f"the file has {size:,} bytes", f"at most {_LARGEST:,}")


def bytes_of(text: str, newline: str, *, has_bom: bool) -> bytes:
    """Return the bytes of an export whose text is `text`: the inverse of `read_export`."""
    return (("\ufeff" if has_bom else "") + text.replace("\n", newline)).encode()
