"""What stands behind a fence: Python-Markdown takes one with more than a language for no fence, CommonMark hides it."""

import re
from collections.abc import Iterator

from zhihu.markdown.document import Document
from zhihu.model import Edit, TextFacts

_FENCE = re.compile(r"(?:`{3,}|~{3,})")
_LANGUAGE = re.compile(r"[ \t]*[\w#.+-]*[ \t]*")
_OPTIONS = re.compile(
    r"[ \t]*[\w#.+-]*(?P<rest>[ \t]*(?:\{[^\n]*\}|(?:[ \t]+[\w-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s\"']+))+))[ \t]*"
)


def fence_info(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Take options off a fence, and put what is code on a line of its own."""
    for block in document.of("CodeBlock") if "\n" in document.text else ():
        fence = _FENCE.match(document.text, block.start)
        if fence is None or _LANGUAGE.fullmatch(block.data):
            continue
        line_end = document.text.find("\n", fence.end(), block.end)
        line_end = line_end if line_end >= 0 else block.end
        options = _OPTIONS.fullmatch(document.text, fence.end(), line_end)
        if options:
            yield Edit(*options.span("rest"), "", "fence_info")
        elif block.parent < 0:
            blanks = len(document.text[fence.end() : line_end]) - len(document.text[fence.end() : line_end].lstrip())
            yield Edit(fence.end(), fence.end() + blanks, "\n", "fence_info")


def open_fence(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Close a fence that nothing closes: CommonMark takes all that follows for code, Python-Markdown nothing of it."""
    text = document.text
    for block in document.of("CodeBlock") if "\n" in text else ():
        fence = _FENCE.match(text, block.start)
        if fence is None or document.inside(block, "Item", "FootnoteDefinition"):
            continue
        words = text[block.start : block.end].rstrip()
        last = words.rsplit("\n", 1)[-1].lstrip(" \t>") if "\n" in words else ""
        if len(last) < len(fence[0]) or last.strip(fence[0][0]):
            end = block.start + len(words)
            lead = text[text.rfind("\n", 0, block.start) + 1 : block.start]
            yield Edit(end, end, f"\n{lead}{fence[0]}", "open_fence")


KEEPS_WORDS = ()
CHANGES_WORDS = (fence_info, open_fence)
