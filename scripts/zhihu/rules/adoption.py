"""Pictures and captions that stand between the items of a list, and so break it into several (T38)."""

import re
from collections.abc import Iterator

from zhihu.document import Document, Span

_CAPTION = re.compile(r"[*_(（]*(?:Figure|Fig\b|Table|Source|图|表|来源|▲|△|↑)", re.IGNORECASE)
_LONGEST_CAPTION = 200


def adopted_by_items(document: Document) -> Iterator[tuple[Span, Span]]:
    """Yield each such paragraph with the item it belongs to: the one before it.

    After the last item it counts only if the list was broken before.
    """
    for siblings in _sibling_blocks(document):
        waiting: list[Span] = []
        before: Span | None = None
        was_broken = False
        for block in siblings:
            if block.kind == "List":
                joins = before is not None and bool(waiting) and _goes_on(document, before, block)
                if before and joins:
                    yield from ((p, _last_item(document, before)) for p in waiting)
                was_broken = joins
                before, waiting = block, []
            elif before and _belongs(document, block, waiting):
                waiting.append(block)
            else:
                if before and was_broken:
                    yield from ((p, _last_item(document, before)) for p in waiting)
                before, waiting, was_broken = None, [], False
        if before and was_broken:
            yield from ((p, _last_item(document, before)) for p in waiting)


def _sibling_blocks(document: Document) -> Iterator[list[Span]]:
    parents = {span.parent for span in document.of("List")} if document.of("Image") else set()
    for parent in sorted(parents):
        yield [s for s in document.spans[parent + 1 :] if s.parent == parent]


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
    """Return whether a paragraph holds pictures and nothing else."""
    text = document.text
    pictures = [s for s in document.of("Image") if paragraph.start <= s.start and s.end <= paragraph.end]
    rest = text[paragraph.start : paragraph.end]
    for span in pictures:
        rest = rest.replace(text[span.start : span.end], "")
    return bool(pictures) and not rest.strip()


def _goes_on(document: Document, before: Span, after: Span) -> bool:
    if bool(before.data) != bool(after.data):
        return False
    return not before.data or int(after.data) == int(before.data) + len(_items(document, before))


def _items(document: Document, block: Span) -> list[Span]:
    return [s for s in document.of("Item") if document.spans[s.parent] == block]


def _last_item(document: Document, block: Span) -> Span:
    return _items(document, block)[-1]
