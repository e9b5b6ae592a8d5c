"""Numbers of lists: the author's, in a form that Python-Markdown knows (T37)."""

import re
from collections.abc import Iterator
from itertools import pairwise

from zhihu.markdown.document import Document
from zhihu.model import Edit, TextFacts

MARKER = re.compile(r"([-+*]|(\d{1,9})([.)]))([ \t]+|$)", re.MULTILINE)


def list_marker(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Write `1.` for `1)`, which Python-Markdown does not know."""
    for item in document.of("Item"):
        marker = MARKER.match(document.text, item.start)
        if marker and marker[3] == ")":
            yield Edit(marker.start(3), marker.end(3), ".", "list_marker")


def list_number(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Begin a new list where the author's numbers start again or jump, or else both parsers count on."""
    text = document.text
    for start in restarts(document):
        at = text.rfind("\n", 0, start) + 1
        yield Edit(at, at, "\n<!-- -->\n\n" if text[at - 2 : at] != "\n\n" else "<!-- -->\n\n", "list_number")


def restarts(document: Document) -> Iterator[int]:
    """Yield where an item starts whose number does not follow on the one before; not if all numbers are the same."""
    lists: dict[int, list[tuple[int, int]]] = {}
    for span in document.of("Item"):
        marker = MARKER.match(document.text, span.start)
        if marker and marker[2] and document.spans[span.parent].parent < 0:
            lists.setdefault(span.parent, []).append((span.start, int(marker[2])))
    for items in lists.values():
        if len({number for _, number in items}) > 1:
            yield from (start for (_, number), (start, following) in pairwise(items) if following != number + 1)


KEEPS_WORDS = (list_marker, list_number)
CHANGES_WORDS = ()
