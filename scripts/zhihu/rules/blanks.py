"""White space that a browser or a converter left behind (T41)."""

import re
from collections.abc import Iterator

from zhihu.markdown.document import Document
from zhihu.model import Edit, TextFacts

ZERO_WIDTH = "\u200b\u2060\ufeff"
JOINERS = "\u00ad\u200c\u200d"
_BLANKS = f" \t\u00a0{ZERO_WIDTH}{JOINERS}"
_BLANK = f"[{_BLANKS}]"
_BLANK_SIGNS = frozenset(_BLANKS)
_NO_BREAK = re.compile("\u00a0")
_ZERO_WIDTH = re.compile(f"[{ZERO_WIDTH}]+")
# Letters of Arabic and of India's scripts and emoji are joined or parted by these; nothing else is.
_JOINER = re.compile(
    "(?<![\u0590-\u1fff\ua800-\uabff\U0001f000-\U0001faff\u2600-\u27bf\ufe0f])[" + JOINERS + "]+"
    "(?![\u0590-\u1fff\ua800-\uabff\U0001f000-\U0001faff\u2600-\u27bf\u2190-\u21ff])"
)
_EMPTY_LINES = re.compile(rf"\n{_BLANK}*\n((?:{_BLANK}*\n)+)")

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
    for start, end in _blank_ends(document.text):
        while inline and inline.end <= start:
            inline = next(inlines, None)
        goes_on = inline is not None and inline.start <= start and end < inline.end
        breaks_line = goes_on and document.text.endswith("  ", start, end)
        if not breaks_line and not document.is_opaque(start):
            yield Edit(start, end, "", "line_end")


def _blank_ends(text: str) -> Iterator[tuple[int, int]]:
    """Yield the blanks at the ends of lines that hold anything else; cheaper than a pattern that tries each blank."""
    end = -1
    for row in text.split("\n"):
        end += len(row) + 1
        if row[-1:] in _BLANK_SIGNS:
            words = row.rstrip(_BLANKS)
            # A backslash before a line feed breaks the line, before a blank it is only a backslash.
            start = end - len(row) + len(words) + words.endswith("\\")
            if words and start < end:
                yield start, end


def zero_width(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Take out characters without width, which Zhihu's page puts between its buttons and names."""
    if not any(sign in document.text for sign in ZERO_WIDTH):
        return
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
