"""Advertisements and paid cards that Zhihu sets into a text (T14); only what says itself that it is one goes."""

import re
from collections.abc import Iterator

from zhihu.artefacts.card_titles import shown_links
from zhihu.artefacts.split_cards import split_cards
from zhihu.markdown.addresses import host_of
from zhihu.markdown.document import Document
from zhihu.markdown.tags import Tag, markup
from zhihu.model import Edit, TextFacts
from zhihu.rules.units import removal

# Zhihu's counter of clicks on advertisements; an author has no way to come by such an address.
_COUNTERS = frozenset({"sugar.zhihu.com"})
_PAID_TYPES = frozenset({"ad-link-card", "mcn-link-card", "edu-card"})
_PAID_CLASSES = frozenset(
    [
        "RichText-ADLinkCardContainer",
        "RichText-MCNLinkCardContainer",
        "RichText-EduCardContainer",
        "FeeConsultCard",
        "ecommerce-ad-box",
    ]
)
_LINE_END = re.compile(r"[ \t]*(?:\n|\Z)")


def advertisement(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Take out a paragraph that is a link to Zhihu's counter of clicks, and a card that is marked as paid."""
    for start, end in (*_counted(document), *_paid(document)):
        if _is_alone(document.text, start, end):
            yield removal(document.text, start, end, "advertisement")
        else:
            yield Edit(start, end, "", "advertisement")


def _counted(document: Document) -> Iterator[tuple[int, int]]:
    if not any(host in document.text for host in _COUNTERS):
        return
    paragraphs = {(inline.start, inline.end) for inline in document.of("Inline")}
    paragraphs |= {(card.opening, card.link.end) for card in split_cards(document)}
    for link, url in shown_links(document):
        place = (link.start, link.end)
        if place in paragraphs and host_of(url) in _COUNTERS and _is_alone(document.text, *place):
            yield place


def _paid(document: Document) -> Iterator[tuple[int, int]]:
    """Yield the places of paid cards, of one in another only the outer one's."""
    found, end = markup(document), 0
    for index, tag in enumerate(found.tags):
        if tag.start >= end and tag.kind == "start" and index in found.partners and _is_paid(tag):
            end = found.tags[found.partners[index]].end
            yield tag.start, end


def _is_paid(tag: Tag) -> bool:
    given = tag.attributes
    return (
        given.get("data-draft-type") in _PAID_TYPES
        or "data-ad-id" in given
        or "data-edu-card-id" in given
        or not _PAID_CLASSES.isdisjoint(given.get("class", "").split())
    )


def _is_alone(text: str, start: int, end: int) -> bool:
    return text[max(0, start - 1) : start] in {"", "\n"} and bool(_LINE_END.match(text, end))


KEEPS_WORDS = ()
CHANGES_WORDS = (advertisement,)
