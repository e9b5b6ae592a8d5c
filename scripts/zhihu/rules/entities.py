"""Entities of HTML that an exporter left in code or wrote for blanks (T47)."""

import html
import re
from collections.abc import Iterator

from zhihu.markdown.document import Document, Span
from zhihu.markdown.verbatim import unmarked
from zhihu.model import Edit, TextFacts

_IN_CODE = re.compile(r"&(?:lt|gt|amp|quot|apos|nbsp|#x?[0-9A-Fa-f]{2,4});")
_BRACKET = re.compile(r"&(?:lt|gt);")
_BLANKS = re.compile(r"(?:&(?:nbsp|ensp|#x20|#32|#160|#xa0);[ \t]*)+", re.IGNORECASE)
_BLANK_SIGNS = ("&nbsp;", "&ensp;", "&#x20;", "&#32;", "&#160;", "&#xa0;", "&#xA0;")
_BLANK = " \t\u00a0\u00ad\u200b\u200c\u200d\u2060\ufeff"
_LINE_REST = re.compile(f"[{_BLANK}]*(?=\n|\\Z)")
_LINE_START = re.compile(r"(?:[ \t>]|(?:[-+*]|\d{1,9}\.)[ \t])*")


def entity_in_code(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Write the characters of a block of code in which every bracket is an entity: an exporter escaped it twice."""
    if "&" not in document.text:
        return
    for block in document.of("CodeBlock"):
        if is_escaped_twice(document.text, block):
            for found in _IN_CODE.finditer(document.text, block.start, block.end):
                # A reference to a character that ends lines or shows nothing would change the block.
                new = html.unescape(found[0]).replace("\u00a0", " ")
                if new.isprintable():
                    yield Edit(*found.span(), new, "entity_in_code")


def is_escaped_twice(text: str, code: Span) -> bool:
    """Return whether code has entities for brackets, and none of the brackets themselves."""
    words = text[code.start : code.end]
    return bool(_BRACKET.search(words)) and "<" not in words and ">" not in words


def entity_blank(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Write a blank that an editor wrote as an entity as one, and leave it out where a line begins or ends."""
    text = document.text
    if not any(sign in text for sign in _BLANK_SIGNS):
        return
    skip = unmarked(document)
    for found in _BLANKS.finditer(text):
        if skip.hold(found.start()):
            continue
        line_start = text.rfind("\n", 0, found.start()) + 1
        at_start = bool(_LINE_START.fullmatch(text, line_start, found.start()))
        rest = _LINE_REST.match(text, found.end())
        at_end = bool(rest)
        if not (at_start and at_end):
            # At an end, blanks before it would be blanks at the end of a line.
            before = text[line_start : found.start()]
            start = line_start + len(before.rstrip(_BLANK)) if at_end else found.start()
            yield Edit(start, rest.end() if rest else found.end(), "" if at_start or at_end else " ", "entity_blank")


KEEPS_WORDS = (entity_blank,)
CHANGES_WORDS = (entity_in_code,)
