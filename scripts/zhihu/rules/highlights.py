"""Tags of Zhihu's that mark what readers underlined (T46)."""

import re
from collections.abc import Iterator

from zhihu.markdown.document import Document
from zhihu.model import Edit, TextFacts

_MARK = re.compile(r"<span\b[^<>]*\b(?:highlight-wrap|data-highlight-id)\b[^<>]*>", re.IGNORECASE)
_SPAN = re.compile(r"<span\b", re.IGNORECASE)
_END = re.compile(r"</span\s*>", re.IGNORECASE)


def highlight(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Take out the tags around words that a reader underlined; the words stay."""
    text = document.text
    if "highlight" not in text:
        return
    opened: list[bool] = []
    for tag in document.of("InlineHtml"):
        words = text[tag.start : tag.end]
        if _SPAN.match(words):
            opened.append(bool(_MARK.fullmatch(words)))
        elif not (_END.fullmatch(words) and opened):
            continue
        if opened[-1]:
            yield Edit(tag.start, tag.end, "", "highlight")
        if _END.fullmatch(words):
            opened.pop()


KEEPS_WORDS = (highlight,)
CHANGES_WORDS = ()
