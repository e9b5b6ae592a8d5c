"""Stars of bold text that an editor escaped (corpus study L23)."""

import re
from collections.abc import Iterator

from zhihu.markdown.document import Document
from zhihu.markdown.verbatim import unmarked

_STARS = re.compile(r"(?<!\\)\\\*\\\*(?!\\\*)")
_WIDE = r"[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f\u2018-\u201d]"
_OPENS_BESIDE = re.compile(rf"{_WIDE}|[\s*(,.:;-]")
# What an editor sets in bold: Chinese, a link, code, marks of punctuation, one word.
_BOLD = re.compile(rf"[^\n]*{_WIDE}[^\n]*|\[[^\]\n]*\]\([^()\n]*\)|`[^`\n]+`|[^\s;{{}}]+")
_CODE = re.compile(r"[;{}]|/\*|\*\*|\\\*|\(void\)")


def escaped_stars(document: Document) -> Iterator[int]:
    """Yield the places of the backslashes before the stars of bold texts."""
    text = document.text
    if "\\*\\*" not in text:
        return
    skip = unmarked(document)
    for inline in document.of("Inline"):
        # A parser leaves out the backslash before its first character.
        first = inline.start - (text[inline.start - 1 : inline.start] == "\\")
        stars = [m for m in _STARS.finditer(text, first, inline.end) if not skip.hold(m.start())]
        at = 0
        while at + 1 < len(stars):
            opening, closing = stars[at], stars[at + 1]
            if _are_pair(text, opening, closing, first):
                yield from (opening.start(), opening.start() + 2, closing.start(), closing.start() + 2)
                at += 1
            at += 1


def _are_pair(text: str, opening: re.Match[str], closing: re.Match[str], first: int) -> bool:
    inner = text[opening.end() : closing.start()]
    before = text[max(first, opening.start() - 1) : opening.start()]
    if not inner or inner != inner.strip() or _CODE.search(inner) or (before and not _OPENS_BESIDE.match(before)):
        return False
    return bool(_BOLD.fullmatch(inner))
