"""Empty lines without which Python-Markdown does not see a block that CommonMark sees (T37, T40)."""

import sys
from collections.abc import Iterator

from zhihu.markdown.document import Document, Span
from zhihu.markdown.lines import Lines
from zhihu.model import Edit, TextFacts
from zhihu.rules.numbering import restarts

_LOST_IN_ITEM = frozenset({"BlockQuote", "Heading"})
# The text of an item, which a nested list may follow.
_ITEM_TEXT = frozenset({"Inline", "Paragraph"})


def empty_line_before(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Put an empty line before a list, table, item or other block that Python-Markdown would not see without it."""
    if not document.of("List") and not document.of("Table"):
        return
    lines = Lines(document.text)
    parted = {lines.at(start) for start in restarts(document)}
    needed = {lines.at(block.start): block for block in _unseen_blocks(document) if lines.at(block.start) not in parted}
    needed = {at: block for at, block in needed.items() if at and not lines.is_empty(at - 1)}
    needed |= {lines.at(item.start): item for item in _unseen_items(document, lines, parted | set(needed))}
    for at, block in sorted(needed.items()):
        prefix = lines.quote_prefix(at, quotes_around(document, block)).rstrip()
        yield Edit(lines.start(at), lines.start(at), f"{prefix}\n", "empty_line_before")


def quotes_around(document: Document, span: Span | None) -> int:
    """Return how many quotes `span` stands in."""
    if not span or not document.of("BlockQuote"):
        return 0
    return sum(outer.kind == "BlockQuote" for outer in document.ancestors(span))


def _unseen_blocks(document: Document) -> Iterator[Span]:
    for block, sibling in _previous_siblings(document).items():
        in_item = block.parent >= 0 and document.spans[block.parent].kind == "Item"
        if _is_unseen(block, sibling, in_item=in_item):
            yield block


def _is_unseen(block: Span, sibling: Span, *, in_item: bool) -> bool:
    """Return whether Python-Markdown takes `block` for more of its `sibling` if no empty line is between them."""
    if block.kind == "CodeBlock":
        return sibling.kind == "List" and block.data != "Indented"
    if block.kind == "List":
        return sibling.kind != "Heading" and not (in_item and sibling.kind in _ITEM_TEXT)
    if block.kind == "Table":
        return sibling.kind != "Heading" or in_item
    return in_item and block.kind in _LOST_IN_ITEM


def _unseen_items(document: Document, lines: Lines, gaps: set[int]) -> Iterator[Span]:
    """Yield items that follow without a gap on something that stands deeper than they do.

    Python-Markdown cuts a text at its empty lines first, and the first line of a piece says how deep all of it lies.
    """
    depths: dict[int, tuple[int, Span | None]] = {}
    for item in document.of("Item"):
        depth = sum(outer.kind == "Item" for outer in document.ancestors(item))
        depths.setdefault(lines.at(item.start), (depth, item))
    tops = {lines.at(block.start) for block in document.of("List") if not document.inside(block, "Item")}
    allowed = -1
    for at in range(len(lines)):
        depth, opened = depths.get(at, (sys.maxsize, None))
        if at in gaps or at in tops or not at or lines.is_empty(at - 1):
            allowed = depth
        elif opened and depth < allowed:
            allowed = depth
            yield opened


def _previous_siblings(document: Document) -> dict[Span, Span]:
    last: dict[int, Span] = {}
    before: dict[Span, Span] = {}
    for span in document.spans:
        if span.parent in last:
            before[span] = last[span.parent]
        last[span.parent] = span
    return before


KEEPS_WORDS = (empty_line_before,)
CHANGES_WORDS = ()
