"""Lists and tables laid out so that Python-Markdown reads them as CommonMark does (T37 to T40).

Python-Markdown nests by four blanks, wants an empty line before a list or a table and knows no `1)`.
Four blanks also fit CommonMark for every marker of up to three characters.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from zhihu.document import Document, Span
from zhihu.lines import Lines
from zhihu.model import Edit, TextFacts
from zhihu.rules.adoption import adopted_by_items

_MARKER = re.compile(r"([-+*]|(\d{1,9})([.)]))([ \t]+|$)", re.MULTILINE)
_NEST = 4
# A heading ends at its line; inline text of a tight item is followed by a nested list.
_NEED_NO_GAP = frozenset({"Heading", "Inline"})
_WIDEST_GAP = 4


def list_layout(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Indent what belongs to a list item by four blanks for each level, and pictures between items with them."""
    if not document.of("Item"):
        return
    lines = Lines(document.text)
    depths = {span: _depth(document, span) for span in document.of("Item") if not _in_quoted_item(document, span)}
    code = list(_code_in_items(document, depths))
    in_code = {at for block, _ in code for at in lines.between(block.start, block.end)}
    for at, item in _lines_in_items(document, lines, list(depths)):
        if at not in in_code or lines.start(at) <= item.start:
            yield from _indented(lines, at, item, depths[item])
    for block, depth in code:
        yield from _shifted(document, lines, block, depth)
    for paragraph, item in adopted_by_items(document):
        for at in lines.between(paragraph.start, paragraph.end):
            yield from lines.indent(at, _NEST * depths.get(item, 1), "list_layout")


def _depth(document: Document, item: Span) -> int:
    return 1 + sum(outer.kind == "Item" for outer in document.ancestors(item))


def _in_quoted_item(document: Document, span: Span) -> bool:
    """Return whether a list stands in a quote that stands in an item: its quote marks move, its inside stays."""
    outer = [o.kind for o in document.ancestors(span)]
    return "BlockQuote" in outer and "Item" in outer[outer.index("BlockQuote") :]


def _code_in_items(document: Document, depths: dict[Span, int]) -> Iterator[tuple[Span, int]]:
    for block in document.of("CodeBlock"):
        outer = next((o for o in document.ancestors(block) if o.kind in {"Item", "BlockQuote"}), None)
        if outer in depths:
            yield block, depths[outer]


def _lines_in_items(document: Document, lines: Lines, items: list[Span]) -> Iterator[tuple[int, Span]]:
    """Yield each line that is not empty with the innermost item it belongs to."""
    stack: list[Span] = []
    pending = iter(items)
    item = next(pending, None)
    for at in range(len(lines)):
        first = lines.first_character(at, _quotes(document, stack[-1] if stack else item))
        while item and item.start <= first:
            stack.append(item)
            item = next(pending, None)
        while stack and stack[-1].end <= first:
            stack.pop()
        inner = [s for s in stack if s.end > first]
        on_line = [s for s in inner if s.start >= lines.start(at)]
        if inner and first < lines.end(at):
            yield at, on_line[0] if on_line else inner[-1]


def _quotes(document: Document, item: Span | None) -> int:
    return sum(outer.kind == "BlockQuote" for outer in document.ancestors(item)) if item else 0


def _indented(lines: Lines, at: int, item: Span, depth: int) -> Iterator[Edit]:
    if lines.start(at) <= item.start < lines.end(at):
        yield from lines.indent(at, _NEST * (depth - 1), "list_layout")
    elif lines.column(at) >= _content_column(lines, item):
        yield from lines.indent(at, _NEST * depth, "list_layout")


def _shifted(document: Document, lines: Lines, block: Span, depth: int) -> Iterator[Edit]:
    """Move a block of code as a whole, so that its lines keep their places among each other."""
    rows = [at for at in lines.between(block.start, block.end) if not lines.is_empty(at)]
    is_fenced = block.data != "Indented"
    behind_marker = bool(document.text[lines.start(rows[0]) : block.start].strip(" \t>"))
    rows = rows[1:] if behind_marker else rows
    if not rows:
        return
    wanted = _NEST * (depth if is_fenced else depth + 1)
    first = lines.column(rows[0]) if is_fenced and not behind_marker else min(map(lines.column, rows))
    shift = wanted - first if is_fenced else max(0, wanted - first)
    for at in rows:
        yield from lines.indent(at, max(0, lines.column(at) + shift), "list_layout")


def _content_column(lines: Lines, item: Span) -> int:
    """Return the column at which an item's text begins: what stands further left belongs to the item only lazily."""
    at = lines.at(item.start)
    marker = _MARKER.match(lines.text, item.start)
    if not marker:
        return lines.column(at)
    gap = len(marker[4].expandtabs(_NEST))
    return lines.column(at) + len(marker[1]) + (gap if 0 < gap <= _WIDEST_GAP else 1)


def empty_line_before(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Put an empty line before a list or table that directly follows another block."""
    blocks = document.of("List") + document.of("Table")
    if not blocks:
        return
    lines = Lines(document.text)
    before = _previous_siblings(document)
    for block in blocks:
        at = lines.at(block.start)
        sibling = before.get(block)
        if sibling and sibling.kind not in _NEED_NO_GAP and at and not lines.is_empty(at - 1):
            yield Edit(lines.start(at), lines.start(at), lines.quote_prefix(at).rstrip() + "\n", "empty_line_before")


def _previous_siblings(document: Document) -> dict[Span, Span]:
    last: dict[int, Span] = {}
    before: dict[Span, Span] = {}
    for span in document.spans:
        if span.parent in last:
            before[span] = last[span.parent]
        last[span.parent] = span
    return before


def list_marker(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Write `1.` for `1)`, which Python-Markdown does not know."""
    for item in document.of("Item"):
        marker = _MARKER.match(document.text, item.start)
        if marker and marker[3] == ")":
            yield Edit(marker.start(3), marker.end(3), ".", "list_marker")


def list_number(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Begin a new list where the author's numbers start again or jump, or else both parsers count on."""
    numbered = [(s, m) for s in document.of("Item") if (m := _MARKER.match(document.text, s.start)) and m[2]]
    lists: dict[int, list[tuple[int, int]]] = {}
    for span, marker in numbered:
        if document.spans[span.parent].parent < 0:
            lists.setdefault(span.parent, []).append((span.start, int(marker[2])))
    for items in lists.values():
        if len({number for _, number in items}) > 1:
            yield from _restarts(document.text, items)


def _restarts(text: str, items: list[tuple[int, int]]) -> Iterator[Edit]:
    for (_, number), (start, following) in pairwise(items):
        if following != number + 1:
            at = text.rfind("\n", 0, start) + 1
            yield Edit(at, at, "\n<!-- -->\n\n" if text[at - 2 : at] != "\n\n" else "<!-- -->\n\n", "list_number")


KEEPS_WORDS = (list_layout, empty_line_before, list_marker, list_number)
CHANGES_WORDS = ()
