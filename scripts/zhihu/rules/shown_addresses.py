"""Addresses of Zhihu's machinery that stand in the text for all to see (L13, L14)."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from zhihu.artefacts.split_cards import split_cards
from zhihu.artefacts.torn_links import torn_links
from zhihu.markdown.addresses import direct, is_allowed, is_keyword, redirect_target, written
from zhihu.markdown.document import Document
from zhihu.markdown.html_text import holds, shows_text
from zhihu.markdown.links import unescaped
from zhihu.markdown.plain import escaped
from zhihu.model import Edit, TextFacts
from zhihu.rules.references import definitions

# Brackets, stars and whatever is not ASCII end an address in running text.
_ADDRESS = re.compile(
    r"//(?:(?:link|zhida)\.zhihu\.com|www\.zhihu\.com/search)(?:[!#-'+-;=?-Z^_a-z~]|\\[!-/:-@^-`{-~])+"
)
_SCHEME = re.compile(r"https?:\Z")
_TRAILING = re.compile(r"(?:\\?[.,;:!?'_~])+\Z")
_OPEN_BRACKET = re.compile(r"[ \t]*[(（<\[]?[ \t]*\Z")
_BRACKETS = {"(": ")", "（": "）", "<": ">", "[": "]"}


def redirect_label(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Show where a redirect leads instead of the redirect."""
    for start, end in _shown(document):
        url = unescaped(document.text[start:end])
        target = redirect_target(url)
        if target and is_allowed(target) and not is_keyword(url):
            yield Edit(start, end, _in_text(direct(url), document.text[start:end]), "redirect_label")


def shown_keyword(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Take out the address of a keyword, or put the keyword in its place if the keyword is not there already."""
    for start, end in _shown(document):
        url = unescaped(document.text[start:end])
        words = parse_qs(urlsplit(url).query).get("q", [""])[0].strip() if is_keyword(url) else ""
        is_address_of_link = document.text[max(0, start - 3) : start].rstrip("<").endswith("](")
        if words and "source=" in url and not is_address_of_link:
            yield _without(document.text, start, end, words)


def _without(text: str, start: int, end: int, words: str) -> Edit:
    opening = _OPEN_BRACKET.search(text, max(0, start - 4), start)
    first = opening.start() if opening else start
    bracket = text[first:start].strip()
    last = end + text.startswith(_BRACKETS[bracket], end) if bracket else end
    if unescaped(text[:first][-len(words) * 2 :]).endswith(words) and (last > end or not bracket):
        return Edit(first, last, "", "shown_keyword")
    if bracket == "<" and last > end:
        return Edit(start - 1, last, escaped(words), "shown_keyword")
    return Edit(start, end, escaped(words), "shown_keyword")


def _in_text(url: str, before: str) -> str:
    """Return `url` for running text, where a star would be markup, with backslashes if `before` had some."""
    url = written(url).replace("*", "%2A").replace("$", "%24").replace("~", "%7E" if "~~" in url else "~")
    return url.replace("_", "\\_") if "\\_" in before else url


def _shown(document: Document) -> Iterator[tuple[int, int]]:
    """Yield the places of addresses that a reader sees, and of no others."""
    addresses = list(_ADDRESS.finditer(document.text)) if "zhihu.com" in document.text else []
    if not addresses:
        return
    is_shown = shows_text(document)
    taken = [(torn.link.dest_start, torn.link.dest_end) for torn in torn_links(document)]
    taken += [found.span("address") for found in definitions(document)]
    taken += [(card.link.dest_start, card.link.dest_end) for card in split_cards(document)]
    hidden = sorted(taken)
    for found in addresses:
        if is_shown(found.start()) and not holds(hidden, found.start()):
            scheme = _SCHEME.search(document.text, max(0, found.start() - len("https:")), found.start())
            trailing = _TRAILING.search(found[0])
            end = found.end() - (len(trailing[0]) if trailing else 0)
            yield (scheme.start() if scheme else found.start()), end


KEEPS_WORDS = ()
CHANGES_WORDS = (redirect_label, shown_keyword)
