"""What stands behind a fence: Python-Markdown takes one with more than a language for no fence, CommonMark hides it."""

import re
from collections.abc import Iterator

from zhihu.document import Document
from zhihu.model import Edit, TextFacts

_FENCE = re.compile(r"(?:`{3,}|~{3,})")
_LANGUAGE = re.compile(r"[ \t]*[\w#.+-]*[ \t]*")
_OPTIONS = re.compile(
    r"[ \t]*[\w#.+-]*(?P<rest>[ \t]*(?:\{[^\n]*\}|(?:[ \t]+[\w-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s\"']+))+))[ \t]*"
)


def fence_info(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Take options off a fence, and put what is code on a line of its own."""
    for block in document.of("CodeBlock"):
        fence = _FENCE.match(document.text, block.start)
        if fence is None or _LANGUAGE.fullmatch(block.data):
            continue
        line_end = document.text.find("\n", fence.end(), block.end)
        if line_end < 0:
            continue
        options = _OPTIONS.fullmatch(document.text, fence.end(), line_end)
        if options:
            yield Edit(*options.span("rest"), "", "fence_info")
        elif block.parent < 0:
            blanks = len(document.text[fence.end() : line_end]) - len(document.text[fence.end() : line_end].lstrip())
            yield Edit(fence.end(), fence.end() + blanks, "\n", "fence_info")


KEEPS_WORDS = ()
CHANGES_WORDS = (fence_info,)
