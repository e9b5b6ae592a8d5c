"""Text that Markdown takes for something else: rulers, signs on a line, names of code, broken lines (T41 to T43)."""

import re
from collections.abc import Iterator

from zhihu.artefacts.accidents import bold_names, underlined
from zhihu.markdown.document import Document
from zhihu.markdown.verbatim import code_of
from zhihu.model import Edit, TextFacts
from zhihu.rules.units import removal

_BREAK = re.compile(r"(?<!\\)(?:\\\\)*(\\)\n")
_BREAKS = re.compile(r"(?:<br[ ]?/?>[ \t]*){2,}", re.IGNORECASE)
_WORDS = re.compile(r"\S")
_EMPTY_TAGS = r"<p\b[^<>]*\bztext-empty-paragraph\b[^<>]*>\s?(?:<br[ ]?/?>\s?)?</p>"
_EMPTY_PARAGRAPH = re.compile(rf"{_EMPTY_TAGS}(?:[ ]?{_EMPTY_TAGS})*")
_NEXT_TAG = re.compile(r"<(?:p|div|figure|h[1-6]|ul|ol|blockquote|table|pre)\b")
# A line of a paragraph that is indented so is no line of signs, in either parser.
_INDENT = "    "


def ruler(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Put an empty line before a ruler, or the text above it becomes a heading."""
    if "\n--" in document.text:
        for found in underlined(document):
            if found.verdict == "ruler":
                yield Edit(found.line_start, found.line_start, "\n", "ruler")
                if document.text[found.span.end : found.span.end + 1].strip():
                    yield Edit(found.line_end, found.line_end, "\n", "ruler")


def sign_line(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Indent a line of signs in a paragraph, which else is not shown and makes a heading of the lines above it."""
    if "\n=" in document.text or "\n-" in document.text:
        for found in underlined(document):
            if found.verdict == "signs":
                signs = document.text[found.line_start : found.line_end]
                yield Edit(found.line_start, found.line_end, f"{_INDENT}{signs.strip()}", "sign_line")


def bold_name(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Escape the underscores of a name such as `__init__`, which a parser took for signs of bold text."""
    for span, is_known in bold_names(document):
        if is_known:
            for at in (span.start, span.end - 2):
                yield Edit(at, at + 2, r"\_\_", "bold_name")


def hard_break(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Break a line with two blanks instead of a backslash, which Python-Markdown shows."""
    text = document.text
    if "\\\n" not in text:
        return
    breaks = [m.start(1) for m in _BREAK.finditer(text) if not document.is_opaque(m.start(1))]
    inlines = iter(document.of("Inline"))
    inline = next(inlines, None)
    for at in breaks:
        while inline and inline.end <= at:
            inline = next(inlines, None)
        if inline and inline.start < at and at + 1 < inline.end:
            yield Edit(at, at + 1, "  ", "hard_break")


def paragraph_break(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Begin a paragraph where two breaks in a row stand for one."""
    text = document.text
    if "<br" not in text:
        return
    done = 0
    for span in document.of("InlineHtml"):
        paragraph = document.spans[span.parent] if span.parent >= 0 else None
        found = _BREAKS.match(text, span.start) if span.start >= done else None
        if found and paragraph and paragraph.kind == "Paragraph" and paragraph.parent < 0:
            done = found.end()
            yield from _apart(text, paragraph.start, found, paragraph.end)


def _apart(text: str, first: int, breaks: re.Match[str], last: int) -> Iterator[Edit]:
    """Yield the edit that puts an empty line in the place of `breaks`, if words stand on both sides of them."""
    start = breaks.start()
    while start > first and text[start - 1] in " \t":
        start -= 1
    if start > first and _WORDS.search(text, breaks.end(), last):
        line_feeds = 2 - (text[start - 1] == "\n") - (text[breaks.end()] == "\n")
        yield Edit(start, breaks.end(), "\n" * line_feeds, "paragraph_break")


def empty_paragraph(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Take out Zhihu's tags of a paragraph with nothing in it."""
    text = document.text
    if "ztext-empty" not in text:
        return
    code = code_of(document)
    blocks = {span.start: span for span in document.of("HtmlBlock")}
    for found in _EMPTY_PARAGRAPH.finditer(text):
        if code.hold(found.start()):
            continue
        block = blocks.get(found.start())
        if block is None:
            yield _cut(found)
        elif text[block.start : block.end].strip() == found[0]:
            yield removal(text, *found.span(), "empty_paragraph")
        elif _NEXT_TAG.match(text, found.end()):
            # Without a tag of a block before it, what follows would no longer be HTML.
            yield _cut(found)


def _cut(found: re.Match[str]) -> Edit:
    return Edit(*found.span(), "", "empty_paragraph")


KEEPS_WORDS = (ruler, paragraph_break, empty_paragraph)
CHANGES_WORDS = (sign_line, bold_name, hard_break)
