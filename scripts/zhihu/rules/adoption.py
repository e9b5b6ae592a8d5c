"""Pictures and captions that stand between the items of a list, and so break it into several (T38)."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping

from zhihu.markdown.document import Document, Span
from zhihu.markdown.lines import Lines
from zhihu.rules.pictures import LAZY_PICTURE

_CAPTION = re.compile(r"[*_(（]*(?:Figure|Fig\b|Table|Source|图|表|来源|▲|△|↑)", re.IGNORECASE)
_LONGEST_CAPTION = 200
_LAZY = re.compile(LAZY_PICTURE)


def adopted_by_items(document: Document) -> Iterator[tuple[Span, Span]]:
    """Yield each such paragraph with the item it belongs to: the one before it.

    After the last item it counts only if the list was broken before.
    """
    if not document.of("Image"):
        return
    children: dict[int, list[int]] = {}
    for index, span in enumerate(document.spans):
        children.setdefault(span.parent, []).append(index)
    for parent in sorted({span.parent for span in document.of("List")}):
        yield from _adopted(document, children[parent], children)


def lines_of_pictures(lines: Lines, paragraph: Span) -> Iterator[int]:
    """Yield the lines of such a paragraph, without those that another rule takes away as a whole."""
    for at in lines.between(paragraph.start, paragraph.end):
        if _LAZY.sub("", lines.text[lines.start(at) : lines.end(at)]).strip():
            yield at


def _adopted(document: Document, siblings: list[int], children: Mapping[int, list[int]]) -> Iterator[tuple[Span, Span]]:
    waiting: list[Span] = []
    before = -1
    was_broken = False
    for index in siblings:
        block = document.spans[index]
        if block.kind == "List":
            joins = before >= 0 and bool(waiting) and _goes_on(document.spans[before], block, len(children[before]))
            if joins:
                yield from _given(document, waiting, children[before])
            was_broken = joins
            before, waiting = index, []
        elif before >= 0 and _belongs(document, block, waiting):
            waiting.append(block)
        elif not _is_lazy(document, block):
            if was_broken:
                yield from _given(document, waiting, children[before])
            before, waiting, was_broken = -1, [], False
    if was_broken:
        yield from _given(document, waiting, children[before])


def _given(document: Document, waiting: list[Span], items: list[int]) -> Iterator[tuple[Span, Span]]:
    return ((paragraph, document.spans[items[-1]]) for paragraph in waiting)


def _belongs(document: Document, block: Span, waiting: list[Span]) -> bool:
    if block.kind != "Paragraph":
        return False
    if _is_picture(document, block):
        return True
    text = document.text[block.start : block.end].strip()
    return (
        bool(waiting)
        and _is_picture(document, waiting[-1])
        and len(text) < _LONGEST_CAPTION
        and bool(_CAPTION.match(text))
    )


def _is_picture(document: Document, paragraph: Span) -> bool:
    """Return whether a paragraph holds pictures and nothing else but what stood there until they were loaded."""
    rest = _LAZY.sub("", document.text[paragraph.start : paragraph.end])
    images = document.of("Image")
    first = bisect_left(images, paragraph.start, key=lambda span: span.start)
    last = bisect_left(images, paragraph.end, key=lambda span: span.start)
    pictures = {document.text[span.start : span.end] for span in images[first:last]}
    shown = {picture for picture in pictures if not _LAZY.fullmatch(picture)}
    for picture in shown:
        rest = rest.replace(picture, "")
    return bool(shown) and not rest.strip()


def _is_lazy(document: Document, block: Span) -> bool:
    """Return whether a block holds nothing but what stood there until a picture was loaded: another rule takes it."""
    return block.kind == "Paragraph" and not _LAZY.sub("", document.text[block.start : block.end]).strip()


def _goes_on(before: Span, after: Span, items: int) -> bool:
    if bool(before.data) != bool(after.data):
        return False
    return not before.data or int(after.data) == int(before.data) + items
