"""Definitions of reference links, `[1]: https://…`: the parser uses them and tells nobody where they are (L15, L16)."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator

from zhihu.markdown.addresses import direct, is_allowed, is_keyword, written
from zhihu.markdown.document import Document
from zhihu.markdown.links import unescaped
from zhihu.model import Edit, TextFacts

_DEFINITION = re.compile(
    r"^(?P<lead>[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?)"
    r"\[(?!\^)(?:[^\[\]\\]|\\.){1,999}\]:[ \t]*(?:\n[ \t]*)?<?"
    r"(?P<address>(?:https?:)?//[\w.]*zhihu\.com[^\s<>]*)[^\n]*",
    re.MULTILINE | re.IGNORECASE,
)
_EMPTY_LINE = re.compile(r"\n[ \t]*(?=\n|\Z)")


def definitions(document: Document) -> Iterator[re.Match[str]]:
    """Yield the definitions that lead to Zhihu, as matches with a group `address`."""
    if "]:" not in document.text:
        return
    inlines = [(span.start, span.end) for span in document.of("Inline")]
    for found in _DEFINITION.finditer(document.text):
        at = found.end("lead")
        index = bisect_right(inlines, (at, len(document.text))) - 1
        in_text = index >= 0 and at < inlines[index][1]
        if not in_text and not document.is_opaque(at):
            yield found


def definition(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Let a definition lead where its redirect leads, and without what counts visitors."""
    for found in definitions(document):
        written_as = unescaped(found["address"])
        url = direct(written_as)
        if url != written_as and is_allowed(url) and not is_keyword(written_as):
            yield Edit(*found.span("address"), written(url), "definition")


def needless_definitions(document: Document, is_gone: Callable[[str], bool], rule: str) -> Iterator[Edit]:
    """Yield removals of the definitions of addresses for which `is_gone` holds: the links to them are taken off."""
    start = end = -1
    for found in definitions(document):
        if not is_gone(unescaped(found["address"])):
            continue
        first = found.end("lead") if found["lead"].strip() else found.start()
        if first != end + 1:
            yield from _with_empty_line(document.text, start, end, rule)
            start = first
        end = found.end()
    yield from _with_empty_line(document.text, start, end, rule)


def _with_empty_line(text: str, start: int, end: int, rule: str) -> Iterator[Edit]:
    """Yield the removal of what stands between two places, with the line end that would be left over."""
    if start < 0:
        return
    if not text[end:].strip():
        yield Edit(len(text[:start].rstrip()), end, "", rule)
    elif start and text[start - 1] != "\n":
        yield Edit(start, end, "", rule)
    else:
        after = _EMPTY_LINE.match(text, end) if text[:start].endswith(("\n\n", "\n \n")) or not start else None
        yield Edit(start, (after.end() if after else end) + 1, "", rule)


KEEPS_WORDS = (definition,)
CHANGES_WORDS = ()
