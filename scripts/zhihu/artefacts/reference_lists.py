"""Lists of references in an export, Zhihu's own and the author's, and their entries by number (T17)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zhihu.markdown.document import Document, Span

_WORD = r"(?:参考(?:资料|文献|链接|文章|文档)?|引用|References?)(?:[ ]?References?)?"
_TITLE = re.compile(rf"(?:#{{1,6}}[ \t]+)?\**{_WORD}[ ]?[：:]?\**[ ]?[：:]?(?:\n[-=]+)?", re.IGNORECASE)
_LONGEST_TITLE = 60
_MARKER = re.compile(r"(\d{1,3})[.)][ \t]+")
_ANCHOR = re.compile(r"<a id=\"reference-[\w-]+\"></a>")
# Unescaped and with a colon it would be a definition of Markdown's.
_LINE = re.compile(
    rf"^(?:[-*+][ \t]+)?(?:{_ANCHOR.pattern})?(\[(\d{{1,3}})\](?!:)|\\\[(\d{{1,3}})\\?\])(?![(\[])", re.MULTILINE
)
# Zhihu's way back from an entry: an arrow, or an arrow and a letter for each place that cites it.
_ADDRESS = r"[^()\s<>\"]*#ref_\d+_\d+"
_LETTER = rf"(?:\[[a-z]\]\({_ADDRESS}\)|<sup\b[^<>]*>[ ]?(?:<a\b[^<>]*>)?[a-z](?:</a>)?</sup>)"
BACK = re.compile(rf"\[\^\]\({_ADDRESS}\)[ ]?|\\?\^[ ]?{_LETTER}(?:[ ]?{_LETTER})*[ ]?")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list of references."""

    number: int
    """The number by which the text cites it."""

    anchor: str
    """The id it has, or should get."""

    start: int
    """Where its words begin: behind the number if Markdown makes that, else before it."""

    is_anchored: bool
    """Whether it has its id already."""

    list_start: int
    """Where its list begins."""

    list_end: int
    """Where its list ends."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A line or an item that may be an entry."""

    number: int
    """Its number."""

    start: int
    """Where its words begin."""

    end: int
    """Where its list ends."""


def entries(document: Document, place: str = "") -> list[Entry]:
    """Return the entries of all reference lists of `document`, in order, with ids that begin with `place`."""
    lists = sorted([*_numbered(document), *_bracketed(document)], key=lambda rows: rows[0].start)
    return [
        _entry(document.text, f"{place}{at + 1}-" if at else place, rows, row)
        for at, rows in enumerate(lists)
        for row in rows
    ]


def _entry(text: str, place: str, rows: list[_Row], row: _Row) -> Entry:
    is_anchored = bool(_ANCHOR.match(text, row.start) or text[: row.start].endswith("</a>"))
    return Entry(row.number, f"reference-{place}{row.number}", row.start, is_anchored, rows[0].start, rows[0].end)


def _numbered(document: Document) -> Iterator[list[_Row]]:
    """Yield the numbered lists that stand under a title, or have Zhihu's way back in an item."""
    items: dict[int, list[Span]] = {}
    for item in document.of("Item"):
        items.setdefault(item.parent, []).append(item)
    for parent, spans in items.items():
        block = document.spans[parent]
        if block.parent >= 0 or not block.data:
            continue
        marks = [m for span in spans if (m := _MARKER.match(document.text, span.start))]
        rows = [_Row(int(m[1]), m.end(), block.end) for m in marks]
        if rows and (_is_titled(document.text, block.start) or any(BACK.match(document.text, r.start) for r in rows)):
            yield rows


def _is_titled(text: str, place: int) -> bool:
    """Return whether what stands before `place` says that references follow."""
    before = text[max(0, place - _LONGEST_TITLE) : place].rstrip()
    lines = before.split("\n")
    is_underlined = len(lines) > 1 and set(lines[-1]) <= {"-", "="}
    return bool(_TITLE.fullmatch("\n".join(lines[-2:]) if is_underlined else lines[-1].strip()))


def _bracketed(document: Document) -> Iterator[list[_Row]]:
    """Yield runs of lines that begin with `[1]`, `[2]` and so on: two at least, or one under a title or at the end."""
    text = document.text
    if "[1]" not in text and "[1\\]" not in text:
        return
    runs: list[list[_Row]] = []
    for found in _LINE.finditer(text):
        number = int(found[2] or found[3])
        if document.is_opaque(found.start(1)):
            continue
        if number == 1:
            runs.append([])
        if runs and number == len(runs[-1]) + 1:
            runs[-1].append(_Row(number, found.start(1), len(text)))
    for run in runs:
        if len(run) > 1 or _is_titled(text, text.rfind("\n", 0, run[0].start) + 1) or _is_last(text, run[0].start):
            yield run


def _is_last(text: str, place: int) -> bool:
    end = text.find("\n", place)
    return end < 0 or not text[end:].strip()
