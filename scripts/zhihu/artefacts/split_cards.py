"""Link cards that an exporter wrote over several paragraphs, `[` and a title and `](…)`: links in no parser."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from operator import attrgetter

from zhihu.markdown.document import Document, Span
from zhihu.markdown.links import Link, unescaped

_OPENINGS = ("[\n", "[ \n", "[  \n")
# A card begins a line or a heading, or follows another one.
_ALONE = re.compile(r"(?:\A|\n|\))(?:#{1,6}[ \t]+)?\Z")
_AFTER = re.compile(r"[ \t]*(?:\n|\Z|\[)")
_CLOSING = re.compile(r"\n\]\(((?:https?:)?//[^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*)\)")
_BRACKET = re.compile(r"\\.|[\[\]]", re.DOTALL)
_PICTURES = re.compile(r"(?:\s*!\[[^\]\n]*\]\([^()\n]*\))+\s*")
_WIDTHLESS = "\u200b\u2060\ufeff"
_MOST_TEXTS = 6
_LONGEST = 3000


@dataclass(frozen=True, slots=True)
class SplitCard:
    """One such card."""

    opening: int
    """Its opening bracket."""

    first: int
    """First character of what stands between its brackets."""

    last: int
    """Character after that."""

    link: Link
    """The link to make of it: its label is the first of its paragraphs that has words."""


@lru_cache(maxsize=4)
def split_cards(document: Document) -> tuple[SplitCard, ...]:
    """Return the split cards of `document`, in order."""
    return tuple(_found(document))


def _found(document: Document) -> Iterator[SplitCard]:
    text, end = document.text, 0
    for closing in _CLOSING.finditer(text):
        start = max(end, closing.start() - _LONGEST)
        opening = max(text.rfind(sign, start, closing.start() + 1) for sign in _OPENINGS)
        end = closing.end()
        if opening < 0 or not _ALONE.search(text, max(0, opening - 10), opening) or not _AFTER.match(text, end):
            continue
        if not document.is_opaque(opening) and not document.is_opaque(end - 1):
            yield from _card(document, opening, closing)


def _card(document: Document, opening: int, closing: re.Match[str]) -> Iterator[SplitCard]:
    """Yield the card between two brackets if there is nothing in it that a link cannot hold."""
    texts = list(_texts(document, opening + 1, closing.start()))
    if not 0 < len(texts) <= _MOST_TEXTS or not all(_is_balanced(document.text, *text) for text in texts):
        return
    if any(opening < link.start < closing.start() for link in document.links if not link.is_picture):
        return
    label = next((text for text in texts if not _PICTURES.fullmatch(document.text, *text)), texts[0])
    places = (opening, closing.end(), *label, *closing.span(1))
    link = Link(*places, unescaped(closing[1]), "Torn", is_picture=False)
    yield SplitCard(opening, texts[0][0], texts[-1][1], link)


def _texts(document: Document, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the paragraphs and headings between two places; nothing if anything else is there."""
    inlines = document.of("Inline")
    index = max(0, bisect_right(inlines, start, key=attrgetter("start")) - 1)
    found: list[tuple[int, int]] = []
    at = start
    for inline in takewhile(lambda span: span.start < end, inlines[index : index + _MOST_TEXTS + 2]):
        first, last = max(inline.start, start), min(inline.end, end)
        words = document.text[first:last].strip()
        if not words.strip(_WIDTHLESS):
            continue
        first = document.text.index(words, first)
        if not _is_on_top(document, inline) or document.text[at:first].replace("#", "").strip():
            return
        at = first + len(words)
        found.append((first, at))
    if not document.text[at:end].strip():
        yield from found


def _is_on_top(document: Document, inline: Span) -> bool:
    block = document.spans[inline.parent] if inline.parent >= 0 else inline
    return block.kind in {"Paragraph", "Heading"} and block.parent < 0


def _is_balanced(text: str, start: int, end: int) -> bool:
    depth = 0
    for found in _BRACKET.finditer(text, start, end):
        depth += {"[": 1, "]": -1}.get(found[0], 0)
        if depth < 0:
            return False
    return depth == 0
