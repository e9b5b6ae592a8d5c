"""Lists indented so that Python-Markdown nests them as CommonMark does (T37 to T39).

Python-Markdown nests by four blanks.
Four blanks also fit CommonMark for every marker of up to three characters; a longer one takes more.
"""

from collections.abc import Iterator
from typing import NamedTuple

from zhihu.markdown.document import Document, Span
from zhihu.markdown.lines import Lines
from zhihu.model import Edit, TextFacts
from zhihu.rules.adoption import adopted_by_items, lines_of_pictures
from zhihu.rules.gaps import quotes_around
from zhihu.rules.numbering import MARKER

_NEST = 4
_WIDEST_GAP = 4


def list_layout(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Indent what belongs to a list item by four blanks for each level, and pictures between items with them."""
    if not document.of("Item"):
        return
    lines = Lines(document.text)
    places = _places(document)
    code = list(_code_in_items(document, places))
    in_code = {at for block, _ in code for at in lines.between(block.start, block.end)}
    for at, item in _lines_in_items(document, lines, list(places)):
        if at not in in_code or lines.start(at) <= item.start:
            yield from _indented(lines, at, item, places[item])
    for block, column in code:
        yield from _shifted(document, lines, block, column)
    for paragraph, item in adopted_by_items(document):
        for at in lines_of_pictures(lines, paragraph):
            yield from lines.indent(at, places[item].content if item in places else _NEST, "list_layout")


class _Place(NamedTuple):
    """Where an item stands after layout."""

    sign: int
    """Column of its sign."""

    content: int
    """Column of what belongs to it: four further, or more behind a number of three digits and more."""


def _places(document: Document) -> dict[Span, _Place]:
    places: dict[Span, _Place] = {}
    for item in document.of("Item"):
        if _in_quoted_item(document, item):
            continue
        outer = next((o for o in document.ancestors(item) if o in places), None)
        column = places[outer].content if outer else 0
        marker = MARKER.match(document.text, item.start)
        width = len(marker[1]) + 1 if marker else 0
        places[item] = _Place(column, column + max(_NEST, width))
    return places


def _in_quoted_item(document: Document, span: Span) -> bool:
    """Return whether a list stands in a quote that stands in an item: its quote marks move, its inside stays."""
    outer = [o.kind for o in document.ancestors(span)]
    return "BlockQuote" in outer and "Item" in outer[outer.index("BlockQuote") :]


def _code_in_items(document: Document, places: dict[Span, _Place]) -> Iterator[tuple[Span, int]]:
    for block in document.of("CodeBlock"):
        outer = next((o for o in document.ancestors(block) if o.kind in {"Item", "BlockQuote"}), None)
        if outer in places:
            yield block, places[outer].content


def _lines_in_items(document: Document, lines: Lines, items: list[Span]) -> Iterator[tuple[int, Span]]:
    """Yield each line that is not empty with the innermost item it belongs to."""
    stack: list[Span] = []
    pending = iter(items)
    item = next(pending, None)
    for at in range(len(lines)):
        if not stack and (not item or item.start > lines.end(at)):
            continue
        first = lines.first_character(at, quotes_around(document, stack[-1] if stack else item))
        while item and item.start <= first:
            stack.append(item)
            item = next(pending, None)
        while stack and stack[-1].end <= first:
            stack.pop()
        if stack and first < lines.end(at):
            inner = [s for s in stack if s.end > first]
            yield at, next((s for s in inner if s.start >= lines.start(at)), inner[-1])


def _indented(lines: Lines, at: int, item: Span, place: _Place) -> Iterator[Edit]:
    if lines.start(at) <= item.start < lines.end(at):
        yield from lines.indent(at, place.sign, "list_layout")
    elif lines.column(at) >= _content_column(lines, item):
        yield from lines.indent(at, place.content, "list_layout")


def _shifted(document: Document, lines: Lines, block: Span, column: int) -> Iterator[Edit]:
    """Move a block of code as a whole, so that its lines keep their places among each other."""
    rows = [at for at in lines.between(block.start, block.end) if not lines.is_empty(at)]
    is_fenced = block.data != "Indented"
    behind_marker = bool(document.text[lines.start(rows[0]) : block.start].strip(" \t>"))
    rows = rows[1:] if behind_marker else rows
    if not rows:
        return
    wanted = column if is_fenced else column + _NEST
    first = lines.column(rows[0]) if is_fenced and not behind_marker else min(map(lines.column, rows))
    shift = wanted - first if is_fenced else max(0, wanted - first)
    for at in rows:
        yield from lines.indent(at, max(0, lines.column(at) + shift), "list_layout")


def _content_column(lines: Lines, item: Span) -> int:
    """Return the column at which an item's text begins: what stands further left belongs to the item only lazily."""
    at = lines.at(item.start)
    marker = MARKER.match(lines.text, item.start)
    if not marker:
        return lines.column(at)
    gap = len(marker[4].expandtabs(_NEST))
    return lines.column(at) + len(marker[1]) + (gap if 0 < gap <= _WIDEST_GAP else 1)


KEEPS_WORDS = (list_layout,)
CHANGES_WORDS = ()
