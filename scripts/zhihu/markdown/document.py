"""A Markdown text and where its parts lie: the one place that talks to the parser.

pyromark (pulldown-cmark) gives every event with its range in UTF-8 bytes.
Here they become spans in characters, once, so that no rule ever counts bytes.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, cast

import pyromark

from zhihu.markdown.dollars import as_meant, as_written
from zhihu.markdown.links import Link, link_from_span
from zhihu.markdown.verbatim_html import without_open_ends

_O = pyromark.Options
# Wiki links stay off: they swallow `[[1]](https://…)`. Heading attributes would eat the author's `{…}`.
OPTIONS = (
    _O.ENABLE_TABLES
    | _O.ENABLE_FOOTNOTES
    | _O.ENABLE_STRIKETHROUGH
    | _O.ENABLE_TASKLISTS
    | _O.ENABLE_MATH
    | _O.ENABLE_YAML_STYLE_METADATA_BLOCKS
    | _O.ENABLE_GFM
)

_INLINE_CONTAINERS = frozenset({"Emphasis", "Strong", "Strikethrough", "Link", "Image"})
_LEAVES_KEPT = frozenset({"Code", "InlineMath", "DisplayMath", "InlineHtml", "Html", "FootnoteReference"})
_LABELLED = frozenset({"Link", "Image"})
_MATH = frozenset({"InlineMath", "DisplayMath"})
_BLOCK_LEAVES = frozenset({"Html", "Rule"})
_VERBATIM = frozenset({"CodeBlock", "HtmlBlock", "MetadataBlock"})
_HAN_IN_MATH = 6
_WORDS_IN_MATH = re.compile(r"\\(?:text|mbox|textrm)\{[^{}]*\}")
# A list indented by tabs is given a range that begins at the line feed before it.
_TAB_SHIFTED = frozenset({"List", "Item"})
_BEFORE_MARKER = re.compile(r"(?:\n(?:[ ]{0,3}>)*)?[ \t]*")


class Span(NamedTuple):
    """One element the parser found."""

    kind: str
    """pulldown-cmark's name: `Paragraph`, `Item`, `Link`, `Code` …; `Inline` is the run of inline text of a block."""

    start: int
    """First character."""

    end: int
    """Character after the last one."""

    parent: int
    """Index of the enclosing span in `Document.spans`; -1 at the top."""

    data: str
    """Address of a link or picture, number of an ordered list, language of a fence; else empty."""

    inner_end: int
    """End of the last child: where the label of a link ends."""


@dataclass(frozen=True)
class Document:
    """A text with its spans in document order: a parent before its children."""

    text: str
    """The text, with line ends as `\\n`."""

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """Every element but plain text and line breaks; the text is parsed when they are first asked for."""
        return _spans(self.text)

    @cached_property
    def _by_kind(self) -> dict[str, list[Span]]:
        kinds: dict[str, list[Span]] = {}
        for span in self.spans:
            kinds.setdefault(span.kind, []).append(span)
        return kinds

    def of(self, kind: str) -> list[Span]:
        """Return the spans of one kind, in order."""
        return self._by_kind.get(kind, [])

    def ancestors(self, span: Span) -> Iterator[Span]:
        """Yield the spans around `span`, innermost first."""
        while span.parent >= 0:
            span = self.spans[span.parent]
            yield span

    def inside(self, span: Span, *kinds: str) -> bool:
        """Return whether one of the spans around `span` is of one of `kinds`."""
        return any(outer.kind in kinds for outer in self.ancestors(span))

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Links and pictures with the ranges of label and destination, in order."""
        return tuple(link_from_span(self.text, s) for s in self.spans if s.kind in {"Link", "Image"})

    @cached_property
    def opaque(self) -> tuple[tuple[int, int], ...]:
        """Ranges that no rule may touch: code, formulas, HTML, front matter, link destinations; sorted, disjoint."""
        kinds = ("Code", "CodeBlock", "InlineMath", "DisplayMath", "Html", "InlineHtml", "MetadataBlock")
        ranges = [(s.start, s.end) for kind in kinds for s in self.of(kind)]
        ranges += [(link.label_end, link.end) for link in self.links]
        return tuple(_merged(sorted(ranges)))

    @cached_property
    def _opaque_starts(self) -> list[int]:
        return [start for start, _ in self.opaque]

    def is_opaque(self, position: int) -> bool:
        """Return whether the character at `position` lies in a range of `opaque`."""
        index = bisect_right(self._opaque_starts, position) - 1
        return index >= 0 and position < self.opaque[index][1]

    def line_of(self, position: int) -> int:
        """Return the line of `position`, from 1."""
        return self.text.count("\n", 0, position) + 1


def _merged(ranges: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    last: tuple[int, int] | None = None
    for start, end in ranges:
        if last and start <= last[1]:
            last = (last[0], max(last[1], end))
            continue
        if last:
            yield last
        last = (start, end)
    if last:
        yield last


class _Cursor:
    """Byte offsets to character offsets, for offsets that mostly rise: the text is decoded once, piece by piece."""

    def __init__(self, text: str) -> None:
        self.data = text.encode("utf-8", "surrogatepass")
        self.ascii = len(self.data) == len(text)
        self.byte = 0
        self.char = 0

    def char_at(self, byte: int) -> int:
        if self.ascii:
            return byte
        if byte < self.byte:
            return len(self.data[:byte].decode("utf-8", "surrogatepass"))
        self.char += len(self.data[self.byte : byte].decode("utf-8", "surrogatepass"))
        self.byte = byte
        return self.char


class _Open:
    """A span whose end has not come yet."""

    __slots__ = ("data", "index", "inner_end", "kind", "start")

    def __init__(self, index: int, kind: str, start: int, data: str) -> None:
        self.index = index
        self.kind = kind
        self.start = start
        self.data = data
        self.inner_end = start


class _Builder:
    """Collects spans from events; `Document.spans` needs parents first, so a place is taken when a span opens."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.cursor = _Cursor(text)
        self.spans: list[Span | None] = []
        self.open: list[_Open] = []
        self.run_start = -1
        self.run_end = 0

    def start(self, tag: object, byte: int) -> None:
        kind, data = _tag(tag)
        inline = kind in _INLINE_CONTAINERS
        if not inline:
            self.flush()
        start = self.cursor.char_at(byte)
        if kind in _TAB_SHIFTED:
            start = cast("re.Match[str]", _BEFORE_MARKER.match(self.text, start)).end()
        if inline and self.run_start < 0:
            self.run_start = start
        self.open.append(_Open(len(self.spans), kind, start, data))
        self.spans.append(None)

    def end(self, byte: int) -> None:
        if self.open[-1].kind not in _INLINE_CONTAINERS:
            self.flush()
        span = self.open.pop()
        end = self.cursor.char_at(byte)
        parent = self.open[-1] if self.open else None
        self.spans[span.index] = Span(
            span.kind, span.start, end, parent.index if parent else -1, span.data, span.inner_end
        )
        if parent:
            parent.inner_end = end
        if span.kind in _INLINE_CONTAINERS:
            self.run_end = byte

    def words(self, first: int, last: int) -> None:
        if self.run_start < 0:
            self.run_start = self.cursor.char_at(first)
        if self.open and self.open[-1].kind in _LABELLED:
            self.open[-1].inner_end = self.cursor.char_at(last)
        self.run_end = last

    def leaf(self, kind: str, first: int, last: int) -> None:
        if kind in _BLOCK_LEAVES:
            self.flush()
        else:
            self.words(first, last)
        if kind in _LEAVES_KEPT:
            self._keep(kind, first, last)

    def _keep(self, kind: str, first: int, last: int) -> None:
        start, end = self.cursor.char_at(first), self.cursor.char_at(last)
        if kind in _MATH and _is_prose(self.text[start:end]):
            kind = "Text"
        self.spans.append(Span(kind, start, end, self.open[-1].index if self.open else -1, "", end))

    def flush(self) -> None:
        """Close the run of inline text that a block boundary ends."""
        if self.run_start >= 0 and not (self.open and self.open[-1].kind in _VERBATIM):
            end = self.cursor.char_at(self.run_end)
            self.spans.append(Span("Inline", self.run_start, end, self.open[-1].index if self.open else -1, "", end))
        self.run_start = -1


def _tag(tag: object) -> tuple[str, str]:
    """Return kind and data of a `Start` event's tag: a bare name or a dict with one key."""
    if isinstance(tag, str):
        return tag, ""
    kind, value = next(iter(cast("dict[str, Any]", tag).items()))
    if kind in {"Link", "Image"}:
        return kind, f"{value['link_type']} {as_written(value['dest_url'])}"
    if kind == "List":
        return kind, "" if value is None else str(value)
    if kind == "CodeBlock":
        return kind, value["Fenced"] if isinstance(value, dict) else "Indented"
    if kind == "Heading":
        return kind, cast("str", value["level"])
    return kind, value if isinstance(value, str) else ""


def parse(text: str) -> Document:
    """Return `text` with its spans: CommonMark with tables, footnotes, strikethrough, tasks, math, front matter."""
    return Document(text)


class _Part(Document):
    """A text that stands inside of another one."""

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """Every element but plain text and line breaks."""
        return _spans(self.text, OPTIONS ^ _O.ENABLE_YAML_STYLE_METADATA_BLOCKS)


def parse_part(text: str) -> Document:
    """Return a part of an export with its spans: between two rulers at its beginning is no front matter."""
    return _Part(text) if text.startswith("---") else Document(text)


def _spans(text: str, options: pyromark.Options = OPTIONS) -> tuple[Span, ...]:
    text = without_open_ends(as_meant(text))
    builder = _Builder(text)
    event: Any
    for event, where in pyromark.events_with_range(text, options=options):
        if isinstance(event, str):
            builder.leaf(event, where["start"], where["end"])
            continue
        for name, value in event.items():
            if name == "Text":
                builder.words(where["start"], where["end"])
            elif name == "Start":
                builder.start(value, where["start"])
            elif name == "End":
                builder.end(where["end"])
            else:
                builder.leaf(name, where["start"], where["end"])
    builder.flush()
    return tuple(cast("list[Span]", builder.spans))


def _is_prose(text: str) -> bool:
    """Return whether a formula is prose between two dollar signs, as in `$400亿，其中数字芯片$`."""
    return sum("\u4e00" <= c <= "\u9fff" for c in _WORDS_IN_MATH.sub("", text)) > _HAN_IN_MATH
