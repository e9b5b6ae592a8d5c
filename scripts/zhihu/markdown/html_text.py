"""Text that a reader sees inside blocks of HTML, where no parser looks for Markdown."""

import sys
from bisect import bisect_right
from collections.abc import Callable, Sequence

from zhihu.markdown.document import Document
from zhihu.markdown.tags import markup


def shows_text(document: Document) -> Callable[[int], bool]:
    """Return a function that says whether a reader of `document` sees the character at a place as text, in HTML too."""
    words = [(tag.start, tag.end) for tag in markup(document).tags if tag.kind == "words" and tag.is_block]
    return lambda at: not document.is_opaque(at) or holds(words, at)


def holds(ranges: Sequence[tuple[int, int]], place: int) -> bool:
    """Return whether `place` is in one of `ranges`, which are sorted."""
    index = bisect_right(ranges, (place, sys.maxsize)) - 1
    return index >= 0 and place < ranges[index][1]
