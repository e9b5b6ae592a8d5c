"""White space that a browser or a converter left behind (T41)."""

import re
from collections.abc import Iterator

from zhihu.document import Document
from zhihu.model import Edit, TextFacts

_NO_BREAK = re.compile("\u00a0")
_ZERO_WIDTH = re.compile("[\u200b\u2060\ufeff]+")
_BLANK = "[ \t\u00a0\u200b\u2060\ufeff]"
_EMPTY_LINES = re.compile(rf"\n{_BLANK}*\n((?:{_BLANK}*\n)+)")
_LINE_END = re.compile(rf"{_BLANK}+(?=\n|\Z)")


def _outside(document: Document, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    return (found for found in pattern.finditer(document.text) if not document.is_opaque(found.start()))


def no_break_space(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Make a no-break space an ordinary one, by which text can be searched and lines can break."""
    for found in _outside(document, _NO_BREAK):
        yield Edit(found.start(), found.end(), " ", "no_break_space")


def empty_lines(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Leave one empty line where there were more."""
    for found in _outside(document, _EMPTY_LINES):
        yield Edit(found.start(1), found.end(1), "", "empty_lines")


def line_end(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Cut blanks at the end of a line, unless they break it there."""
    inlines = iter(document.of("Inline"))
    inline = next(inlines, None)
    for found in _outside(document, _LINE_END):
        while inline and inline.end <= found.start():
            inline = next(inlines, None)
        breaks_line = inline is not None and inline.start <= found.start() and found[0].endswith("  ")
        if not breaks_line and not _is_empty_line(document.text, found.start()):
            yield Edit(found.start(), found.end(), "", "line_end")


def _is_empty_line(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] == "\n"


def zero_width(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Take out characters without width, which Zhihu's page puts between its buttons and names."""
    for found in _outside(document, _ZERO_WIDTH):
        yield Edit(found.start(), found.end(), "", "zero_width")


KEEPS_WORDS = (no_break_space, empty_lines, line_end)
CHANGES_WORDS = (zero_width,)
