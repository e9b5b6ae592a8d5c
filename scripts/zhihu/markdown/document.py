"""A Markdown text and where its parts lie."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pyromark

from zhihu.markdown.links import Link, link_from_span
from zhihu.markdown.spans import OPTIONS, Span, spans_of

__all__ = ["OPTIONS", "Document", "Span", "parse", "parse_part"]


@dataclass(frozen=True)
class Document:
    """A text with its spans in document order: a parent before its children."""

    text: str
    """The text, with line ends as `\\n`."""

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """Every element but plain text and line breaks; the text is parsed when they are first asked for."""
        return spans_of(self.text)

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

    def has_opaque(self, start: int, end: int) -> bool:
        """Return whether a range of `opaque` reaches into the text from `start` to `end`."""
        index = bisect_left(self._opaque_starts, end) - 1
        return index >= 0 and start < self.opaque[index][1]

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


def parse(text: str) -> Document:
    """Return `text` with its spans: CommonMark with tables, footnotes, strikethrough, tasks, math, front matter."""
    return Document(text)


class _Part(Document):
    """A text that stands inside of another one."""

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """Every element but plain text and line breaks."""
        return spans_of(self.text, OPTIONS ^ pyromark.Options.ENABLE_YAML_STYLE_METADATA_BLOCKS)


def parse_part(text: str) -> Document:
    """Return a part of an export with its spans: between two rulers at its beginning is no front matter."""
    return _Part(text) if text.startswith("---") else Document(text)
