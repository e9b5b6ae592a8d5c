"""Whether the bytes of a file are Markdown that can be cleaned, and if not, where and why."""

import re
from collections.abc import Iterator
from pathlib import Path
from shlex import quote
from typing import Any

import pyromark

from zhihu.errors import ExportError
from zhihu.markdown.document import OPTIONS

DEEPEST = 100
"""Levels of quotes and lists. People need five; Python-Markdown recurses, and rules look at every level above."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
# Control characters that a text may hold: an editor's slip or two, and in a long one more.
_SLIPS = 2
_BINARY = 0.01
_SAMPLE = 65536
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_NOTHING = re.compile(r"[\s\u200b\u2060\ufeff]*\Z")
# A line that may be nested more deeply than allowed: each level takes a character of its beginning.
_MAYBE_DEEP = re.compile(rf"^[ \t>*+.)\d-]{{{DEEPEST}}}", re.MULTILINE)
_LEVELS = frozenset({"BlockQuote", "Item"})


def decoded(path: Path, data: bytes) -> str:
    """Return `data`, the content of `path`, as text; raises ExportError if it is not Markdown in UTF-8."""
    encoding = _encoding(data)
    if encoding != "UTF-16" and (nul := data.find(b"\0")) >= 0:
        problem = f"the file is binary: byte 0x00 at offset {nul}"
        raise ExportError(path, _line(data, nul), problem, "a Markdown file")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        problem = f"byte 0x{data[error.start]:02x} at offset {error.start} is not UTF-8"
        raise ExportError(path, _line(data, error.start), problem, _advice(path, encoding)) from error
    _refuse_text(path, text)
    return text


def _line(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1


def _encoding(data: bytes) -> str:
    """Return what `data` could be if it is not UTF-8; empty if there is no telling."""
    for name, is_likely in (("UTF-16", data.startswith(_UTF16)), ("GB18030", b"\0" not in data)):
        try:
            if is_likely and not _is_binary(data.decode(name)):
                return name
        except UnicodeDecodeError:
            continue
    return ""


def _advice(path: Path, encoding: str) -> str:
    if not encoding:
        return "a file in UTF-8"
    return f"UTF-8; it can be read as {encoding}: iconv -f {encoding} -t UTF-8 {quote(str(path))} > new.md"


def _is_binary(text: str) -> bool:
    sample = text[:_SAMPLE]
    return len(_CONTROL.findall(sample)) > max(_SLIPS, _BINARY * len(sample))


def _refuse_text(path: Path, text: str) -> None:
    if _NOTHING.match(text):
        raise ExportError(path, 1, "the file is empty", "a question and its answer, or any other text")
    if _is_binary(text):
        raise ExportError(path, 1, "the file is binary: too many control characters", "a Markdown file")
    if _MAYBE_DEEP.search(text) and (line := _too_deep(text)):
        raise ExportError(path, line, "quotes and lists are nested too deeply", f"at most {DEEPEST} levels")


def _too_deep(text: str) -> int:
    """Return the first line that more than `DEEPEST` quotes and list items enclose; 0 if there is none."""
    depth = 0
    for change, byte in _levels(text):
        depth += change
        if depth > DEEPEST:
            return _line(text.encode(), byte)
    return 0


def _levels(text: str) -> Iterator[tuple[int, int]]:
    """Yield 1 where a quote or list item begins and -1 where it ends, with its place in bytes."""
    event: Any
    for event, where in pyromark.events_with_range(text, options=OPTIONS):
        if isinstance(event, str):
            continue
        name, tag = next(iter(event.items()))
        if name not in {"Start", "End"}:
            continue
        kind = tag if isinstance(tag, str) else next(iter(tag), "")
        if kind in _LEVELS:
            yield (1, where["start"]) if name == "Start" else (-1, where["end"])
