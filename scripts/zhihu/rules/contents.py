"""The table of contents that Zhihu shows beside a text, as an exporter copied it: its headings as plain lines."""

import re
from collections.abc import Sequence
from itertools import takewhile

from zhihu.markdown.document import Document
from zhihu.rules.units import Unit

_MARKUP = re.compile(r"\]\([^)]*\)|[\s\\*_`#\[\]]")
_BULLET = re.compile(r"(?:[-*+]|\d+\.)\s+")
_FEWEST = 2


def listed(document: Document, lines: Sequence[Unit]) -> int:
    """Return how many of `lines` repeat the headings below them in order; 0 if that may be chance."""
    if not lines:
        return 0
    headings = [_plain(document.text[s.start : s.end].split("\n")[0]) for s in document.of("Heading")]
    below = headings[len([s for s in document.of("Heading") if s.start < lines[0].start]) :]
    same = takewhile(lambda pair: _is_same(*pair), zip(lines, below, strict=False))
    count = sum(1 for _ in same)
    return count if count >= min(_FEWEST, len(below)) else 0


def _is_same(line: Unit, heading: str) -> bool:
    return heading in {_plain(line.words), _plain(_BULLET.sub("", line.words, count=1))}


def _plain(line: str) -> str:
    return _MARKUP.sub("", line)
