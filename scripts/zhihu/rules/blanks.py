"""White space that a browser or a converter left behind (T41)."""

import re
from collections.abc import Iterator

from zhihu.markdown.document import Document
from zhihu.model import Edit, TextFacts

ZERO_WIDTH = "\u200b\u2060\ufeff"
JOINERS = "\u00ad\u200c\u200d"
_BLANK = f"[ \t\u00a0{ZERO_WIDTH}{JOINERS}]"
_NO_BREAK = re.compile("\u00a0")
_ZERO_WIDTH = re.compile(f"[{ZERO_WIDTH}]+")
# Letters of Arabic and of India's scripts and emoji are joined or parted by these; nothing else is.
_JOINER = re.compile(
    "(?<![\u0590-\u1fff\ua800-\uabff\U0001f000-\U0001faff\u2600-\u27bf\ufe0f])[" + JOINERS + "]+"
    "(?![\u0590-\u1fff\ua800-\uabff\U0001f000-\U0001faff\u2600-\u27bf\u2190-\u21ff])"
)
_EMPTY_LINES = re.compile(rf"\n{_BLANK}*\n((?:{_BLANK}*\n)+)")
# A backslash before a line feed breaks the line, before a blank it is only a backslash.
_LINE_END = re.compile(rf"(?<!\\){_BLANK}+(?=\n|\Z)")

_SIGN = r"(?:[-+*]|\d{1,9}[.)]|#{1,6})"
_INDENT = re.compile(rf"(?:{_BLANK}|>)*(?:{_SIGN}[ \t]{_BLANK}*)*")
_SIGN_BEFORE = re.compile(rf"(?:{_BLANK}|>)*{_SIGN}")
_BLOCK = re.compile(rf"{_BLANK}*(?:{_SIGN}(?=\s)|[#>|<]|```|~~~|[-=*_ ]+$|\[[^\]\n]+\]:)", re.MULTILINE)


def _outside(document: Document, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    return (found for found in pattern.finditer(document.text) if not document.is_opaque(found.start()))


def no_break_space(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Make a no-break space an ordinary one, by which text can be searched and lines can break."""
    for found in _outside(document, _NO_BREAK):
        if _keeps_block_shut(document.text, found):
            continue
        # At the start of a line ordinary blanks would be markup: four of them make code.
        new = "" if _is_indent(document.text, found.start()) else " "
        yield Edit(found.start(), found.end(), new, "no_break_space")


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _is_indent(text: str, at: int) -> bool:
    return bool(_INDENT.fullmatch(text, _line_start(text, at), at))


def _keeps_block_shut(text: str, found: re.Match[str]) -> bool:
    """Return whether the author's words would become a list, heading or the like without what was found."""
    if _is_indent(text, found.start()):
        return bool(_BLOCK.match(text, found.end()))
    return bool(_SIGN_BEFORE.fullmatch(text, _line_start(text, found.start()), found.start()))


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
        if not _keeps_block_shut(document.text, found):
            yield Edit(found.start(), found.end(), "", "zero_width")


def joiner(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Take out joiners and soft hyphens where there is nothing to join: a word with one in it is not found."""
    for start, end in joiners(document):
        yield Edit(start, end, "", "joiner")


def joiners(document: Document) -> Iterator[tuple[int, int]]:
    """Yield where joiners and soft hyphens stand beside letters that know no joining."""
    if any(sign in document.text for sign in JOINERS):
        yield from (found.span() for found in _outside(document, _JOINER))


KEEPS_WORDS = (no_break_space, empty_lines, line_end)
CHANGES_WORDS = (zero_width, joiner)
