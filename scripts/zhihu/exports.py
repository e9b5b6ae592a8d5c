"""Read exports from the disk: bytes to text, with everything needed to write the same bytes again."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from zhihu.errors import ExportError, InputError

_NATURAL = re.compile(r"(\d+)")
_DATE = re.compile(
    r"^(?:created|saved|clipped|date|updated|modified|published):[ \t]*[\"']?(\d{4}-\d{2}-\d{2})", re.MULTILINE
)
_LARGEST = 32 * 1024 * 1024
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_BINARY = 0.01


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
    """Return a sort key under which `part-10` comes after `part-2`."""
    return tuple((0, int(piece)) if piece.isdigit() else (1, piece) for piece in _NATURAL.split(name) if piece)


def find_exports(folder: Path) -> Iterator[Path]:
    """Yield the Markdown files below `folder`, in natural order of their names; hidden ones are left out."""
    found = (p for p in folder.rglob("*.md") if not any(part.startswith(".") for part in p.relative_to(folder).parts))
    yield from sorted(found, key=lambda path: natural_key(path.relative_to(folder).as_posix()))


def read_export(path: Path, folder: Path) -> Export:
    """Return the export at `path` below `folder`; raises ExportError if it cannot be read as Markdown in UTF-8."""
    if not path.resolve().is_relative_to(folder.resolve()):
        raise ExportError(path, 0, "the link leads out of the folder of exports", "a file inside it")
    if not path.is_file():
        raise ExportError(path, 0, "this is not a file", "a Markdown file")
    if path.stat().st_size > _LARGEST:
        raise ExportError(path, 0, f"the file has {path.stat().st_size:,} bytes", f"at most {_LARGEST:,}")
    data = path.read_bytes()
    text = _decoded(path, data)
    newline = "\r\n" if "\r\n" in text and text.count("\r\n") == text.count("\n") else "\n"
    body = text.removeprefix("\ufeff")
    return Export(
        name=path.relative_to(folder).as_posix(),
        path=path,
        text=body.replace("\r\n", "\n") if newline == "\r\n" else body,
        newline=newline,
        has_bom=body != text,
        sha256=hashlib.sha256(data).hexdigest(),
    )


def bytes_of(text: str, newline: str, *, has_bom: bool) -> bytes:
    """Return the bytes of an export whose text is `text`: the inverse of `read_export`."""
    return (("\ufeff" if has_bom else "") + text.replace("\n", newline)).encode()


def _decoded(path: Path, data: bytes) -> str:
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise _not_utf8(path, data, error) from error
    if len(_CONTROL.findall(text[:65536])) > _BINARY * len(text[:65536]):
        raise ExportError(path, 1, "the file is binary", "a Markdown file")
    return text


def _not_utf8(path: Path, data: bytes, error: UnicodeDecodeError) -> InputError:
    line = data.count(b"\n", 0, error.start) + 1
    problem = f"byte 0x{data[error.start]:02x} at offset {error.start} is not UTF-8"
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return ExportError(path, line, problem, "a file in UTF-8")
    return ExportError(
        path, line, problem, f"UTF-8; it can be read as GB18030: iconv -f GB18030 -t UTF-8 '{path}' > new.md"
    )
