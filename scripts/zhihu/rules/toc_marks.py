"""The mark where an editor writes a table of contents, `[TOC]`: the site has one of its own."""

import re
from collections.abc import Iterator

from zhihu.markdown.document import Document
from zhihu.model import Edit, TextFacts
from zhihu.rules.units import removal

_MARK = re.compile(
    r"^[ ]{0,3}(?:@?\[toc\](?:\([^()\n]*\))?|\[\[(?:_?toc_?)\]\]|\{:[ ]?toc[ ]?\}|\$\{toc\})[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)


def toc_mark(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Take out such a mark where it stands alone; Python-Markdown would put a table of contents of the page there."""
    text = document.text
    if "toc" not in text and "TOC" not in text:
        return
    paragraphs = {span.start: span.end for span in document.of("Paragraph") if span.parent < 0}
    for found in _MARK.finditer(text):
        start = found.start() + len(found[0]) - len(found[0].lstrip())
        is_defined = any(link.start == start and link.form != "Inline" for link in document.links)
        if text[start : paragraphs.get(start, start)].strip() == found[0].strip() and not is_defined:
            yield removal(text, start, found.end(), "toc_mark")


KEEPS_WORDS = ()
CHANGES_WORDS = (toc_mark,)
