"""Text that a reader sees inside blocks of HTML, where no parser looks for Markdown."""

import re
import sys
from bisect import bisect_right
from collections.abc import Callable, Sequence

from zhihu.document import Document

# The kinds of characters exclude each other, so that nothing is tried twice.
_TAG = re.compile(r"<!--.*?-->|</?[a-zA-Z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.DOTALL)


def shows_text(document: Document) -> Callable[[int], bool]:
    """Return a function that says whether a reader of `document` sees the character at a place as text, in HTML too."""
    blocks = [(span.start, span.end) for span in document.of("HtmlBlock")]
    hidden = [found.span() for start, end in blocks for found in _TAG.finditer(document.text, start, end)]
    return lambda at: not document.is_opaque(at) or (holds(blocks, at) and not holds(hidden, at))


def holds(ranges: Sequence[tuple[int, int]], place: int) -> bool:
    """Return whether `place` is in one of `ranges`, which are sorted."""
    index = bisect_right(ranges, (place, sys.maxsize)) - 1
    return index >= 0 and place < ranges[index][1]
