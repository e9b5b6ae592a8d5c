"""Advertisements that Zhihu sets into a text (T14); only what says itself that it is one goes."""

import re
from collections.abc import Iterator

from zhihu.addresses import host_of
from zhihu.document import Document
from zhihu.model import Edit, TextFacts
from zhihu.rules.cards import shown_links
from zhihu.rules.units import removal
from zhihu.split_cards import split_cards

# Zhihu's counter of clicks on advertisements; an author has no way to come by such an address.
_COUNTERS = frozenset({"sugar.zhihu.com"})
_LINE_END = re.compile(r"[ \t]*(?:\n|\Z)")


def advertisement(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Take out a paragraph that is a link to Zhihu's counter of clicks."""
    if not any(host in document.text for host in _COUNTERS):
        return
    paragraphs = {(inline.start, inline.end) for inline in document.of("Inline")}
    paragraphs |= {(card.opening, card.link.end) for card in split_cards(document)}
    for link, url in shown_links(document):
        place = (link.start, link.end)
        if place in paragraphs and host_of(url) in _COUNTERS and _is_alone(document.text, *place):
            yield removal(document.text, *place, "advertisement")


def _is_alone(text: str, start: int, end: int) -> bool:
    return text[max(0, start - 1) : start] in {"", "\n"} and bool(_LINE_END.match(text, end))


KEEPS_WORDS = ()
CHANGES_WORDS = (advertisement,)
