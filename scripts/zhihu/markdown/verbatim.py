"""Ranges of a document in which signs are no markup: code, tags, front matter, addresses of links."""

from bisect import bisect_right
from collections.abc import Iterable

from zhihu.markdown.document import Document

CODE = ("Code", "CodeBlock", "MetadataBlock")
_TAGS = ("Html", "HtmlBlock", "InlineHtml")


class Ranges:
    """Sorted ranges of characters."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        """Sort `ranges`; they may touch or hold each other only in such a way that the outer one comes first."""
        self._ranges = sorted(ranges)
        self._starts = [start for start, _ in self._ranges]
        self._furthest: list[int] = []
        for _, end in self._ranges:
            self._furthest.append(max(end, self._furthest[-1] if self._furthest else 0))

    def hold(self, position: int) -> bool:
        """Return whether the character at `position` lies in one of the ranges."""
        index = bisect_right(self._starts, position) - 1
        return index >= 0 and position < self._furthest[index]


def merged(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return `ranges` in order, those that overlap or meet as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def code_of(document: Document) -> Ranges:
    """Return where `document` holds code or front matter."""
    return Ranges((span.start, span.end) for kind in CODE for span in document.of(kind))


def unmarked(document: Document) -> Ranges:
    """Return where a sign of Markdown's means itself, formulas excepted: in code, tags, addresses, pictures' labels."""
    spans = [(s.start, s.end) for kind in (*CODE, *_TAGS, "Image") for s in document.of(kind)]
    return Ranges([*spans, *((link.label_end, link.end) for link in document.links)])
