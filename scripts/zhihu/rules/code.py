"""The one thing in code that is touched: a keyword link, which can only be Zhihu's (T06)."""

import re
from collections.abc import Iterator

from zhihu.markdown.document import Document
from zhihu.model import Edit, TextFacts

_CODE = ("CodeBlock", "Code")
_HOSTS = ("zhida.zhihu.com", "zhihu.com/search")
_KEYWORD_IN_CODE = re.compile(
    r"\[((?:[^\[\]\n]|\[[^\[\]\n]*\])*)\]\((?:https?:)?//"
    r"(?:zhida\.zhihu\.com/search|(?:www\.)?zhihu\.com/search\?(?=\S*search_source=Entity))"
    r"[^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:[ ]\"[^\"\n]*\")?\)",
    re.IGNORECASE,
)


def keyword_in_code(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Take the link off a keyword inside code, where it is shown as text; a finding reports it."""
    if not any(host in document.text for host in _HOSTS):
        return
    for kind in _CODE:
        for span in document.of(kind):
            for found in _KEYWORD_IN_CODE.finditer(document.text, span.start, span.end):
                yield Edit(found.start(), found.start(1), "", "keyword_in_code")
                yield Edit(found.end(1), found.end(), "", "keyword_in_code")


KEEPS_WORDS = ()
CHANGES_WORDS = (keyword_in_code,)
