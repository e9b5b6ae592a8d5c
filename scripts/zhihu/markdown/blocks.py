"""The blocks of a text: its top-level Markdown elements, by which translations are aligned and found stale."""

import re
from dataclasses import dataclass

from zhihu.markdown.document import Document, Span, parse
from zhihu.markdown.plain import plain_text
from zhihu.proof.ledger import hash_of
from zhihu.rules.pictures import picture_hash, undrawn

_NO_BLOCKS = frozenset({"Inline", "Link", "Image", "Code", "MetadataBlock"})
_PICTURE = re.compile(r"!?\[[^\]\n]*\]\((?P<url>[^)\s]*v2-[0-9a-f]{32}[^)\s]*)\)")
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Block:
    """One top-level element of a text."""

    kind: str
    """`Paragraph`, `List`, `BlockQuote` …; `Picture` for a paragraph that is nothing but a picture."""

    text: str
    """Its Markdown."""

    line: int
    """Its first line in the text, from 1."""

    @property
    def hash(self) -> str:
        """Hash of the words a reader sees and of the pictures' names: markup, addresses and blanks do not count."""
        text = undrawn(self.text)
        pictures = " ".join(picture_hash(found["url"]) for found in _PICTURE.finditer(text))
        words = _BLANK.sub("", plain_text(_PICTURE.sub("", text)))
        return hash_of(f"{words} {pictures}")


def blocks_of(text: str) -> list[Block]:
    """Return the blocks of `text`, in order; comments between lists are none."""
    document = parse(text)
    tops = [span for span in document.spans if span.parent < 0 and span.kind not in _NO_BLOCKS]
    return [_block(document, span) for span in tops if not text.startswith("<!--", span.start)]


def _block(document: Document, span: Span) -> Block:
    text = document.text[_line_start(document.text, span.start) : span.end].rstrip()
    kind = "Picture" if _PICTURE.fullmatch(undrawn(text)) else span.kind
    return Block(kind, text, document.line_of(span.start))


def _line_start(text: str, place: int) -> int:
    return text.rfind("\n", 0, place) + 1
