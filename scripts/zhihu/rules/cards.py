"""Link cards, whose title, address and picture an exporter glued together or tore apart (T07)."""

import re
from collections.abc import Iterator

from zhihu.artefacts.card_titles import shown_links, title_end
from zhihu.artefacts.split_cards import SplitCard, split_cards
from zhihu.markdown.addresses import direct, is_keyword, is_page
from zhihu.markdown.document import Document
from zhihu.markdown.tags import markup
from zhihu.model import Edit, TextFacts
from zhihu.rules.links import page_address

_CARD_PART = re.compile(r"\bLinkCard-(contents|title|desc|meta|image|imageCell)\b")


def card_label(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Cut what a card shows below its title: address, counts, thumbnail."""
    for link, url in shown_links(document):
        end = title_end(document.text, link, url)
        shown = document.text[end : link.label_end].rstrip("*_")
        if shown:
            yield Edit(end, end + len(shown), "", "card_label")
    if "LinkCard" in document.text:
        yield from _below_titles(document)


def _below_titles(document: Document) -> Iterator[Edit]:
    """Yield removals of what a card in HTML shows beside its title, if it has one."""
    found, has_title = markup(document), False
    for index, tag in enumerate(found.tags):
        partner = found.tags[found.partners[index]] if index in found.partners else tag
        part = _CARD_PART.search(tag.attributes.get("class", ""))
        if tag.kind != "start" or not part or partner is tag:
            continue
        if part[1] in {"contents", "title"}:
            has_title = part[1] == "title" and bool(document.text[tag.end : partner.start].strip())
        elif has_title:
            yield Edit(tag.start, partner.end, "", "card_label")


def split_card(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Make one link of a card that lies over several paragraphs; those behind its title follow the link."""
    for card in split_cards(document):
        link = card.link
        if is_keyword(link.url) or not is_page(direct(link.url)):
            yield Edit(card.opening, card.first, "", "split_card")
            yield Edit(card.last, link.end, "", "split_card")
        else:
            yield from _opened(document.text, card)
            yield from _closed(document.text, card)


def _closed(text: str, card: SplitCard) -> Iterator[Edit]:
    link = card.link
    address = page_address(link.url)
    if link.label_end < card.last:
        yield Edit(link.label_end, link.label_end, f"]({address})", "split_card")
        yield Edit(card.last, link.end, "", "split_card")
        return
    yield Edit(card.last, link.dest_start - len("]("), "", "split_card")
    if address != text[link.dest_start : link.dest_end]:
        yield Edit(link.dest_start, link.dest_end, address, "split_card")


def _opened(text: str, card: SplitCard) -> Iterator[Edit]:
    start = card.link.label_start
    if card.first == start and "#" not in text[card.opening : start]:
        yield Edit(card.opening + 1, start, "", "split_card")
        return
    line = text.rfind("\n", card.opening, card.first) + 1
    yield Edit(card.opening, line if "#" in text[line : card.first] else card.first, "", "split_card")
    yield Edit(start, start, "[", "split_card")


KEEPS_WORDS = ()
CHANGES_WORDS = (card_label, split_card)
