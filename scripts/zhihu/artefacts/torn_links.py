"""Links to Zhihu's search and redirects that no parser takes for links: torn by blanks, cut off, around another."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from zhihu.markdown.addresses import direct, is_allowed, is_keyword
from zhihu.markdown.document import Document, Span
from zhihu.markdown.html_text import shows_text
from zhihu.markdown.links import Link, unescaped

_OPENING = re.compile(r"\]\([ \t]*<?(?=(?:https?:)?//(?:zhida|link|(?:www\.|zhuanlan\.)?zhihu\.com/))", re.IGNORECASE)
# A character of an address; brackets, quotes and anything outside ASCII end it.
_CHAR = r"[!#-'*-;=?-Z\\^-~]"
_CUT = re.compile(rf"(?:https?:)?//(?:zhida|link)\b{_CHAR}*…?", re.IGNORECASE)
_CUT_KEYWORD = re.compile(r"(?:https?:)?//zhida", re.IGNORECASE)
_BRACKET = re.compile(r"\\.|[\[\]]", re.DOTALL)
_FARTHEST = 5000
# Limits keep a line of a megabyte from being read again for each opening in it; the longest address seen has 700.
_RUN = r"[^\s<>\[\]]{0,4000}"
_MARK = r"(?:zhida_source|search_source)=\w"
_TITLE = r"(?:[ \t]+\"[^\"\n]{0,200}\")?[ \t]*\)"
_CLOSED = (
    # A keyword: up to the bracket behind the parameter that only Zhihu's keywords have.
    re.compile(rf"(?=(?:https?:)?//(?:zhida|(?:www\.)?zhihu))([^\n<>\[\]]{{0,1000}}?{_MARK}[^\s<>\[\]()]*)>?{_TITLE}"),
    # One unbroken run.
    re.compile(rf"([^\s<>\[\]()]{{0,4000}}(?:\([^\s<>\[\]()]*\)[^\s<>\[\]()]*)*)>?{_TITLE}"),
    re.compile(rf"({_RUN})\)"),
    # Torn by blanks, or once by a line feed, into pieces of which each can be part of an address.
    re.compile(rf"({_CHAR}{{1,2000}}(?:[ \t]{{1,3}}{_CHAR}{{1,500}}){{1,8}})>?\)"),
    re.compile(rf"({_CHAR}{{1,2000}}\n{_CHAR}{{1,300}})>?\)"),
)


@dataclass(frozen=True, slots=True)
class TornLink:
    """One such link."""

    link: Link
    """Its places, as a parser would give them."""

    is_cut: bool
    """Whether its address has no end, so that nobody can know where it led."""

    @property
    def is_keyword(self) -> bool:
        """Whether its words are one of Zhihu's keywords."""
        if self.is_cut:
            return bool(_CUT_KEYWORD.match(self.link.url))
        return is_keyword(self.link.url)

    @property
    def leaves_words(self) -> bool:
        """Whether only its words can stay."""
        return self.is_cut or self.is_keyword or not is_allowed(direct(self.link.url))


@lru_cache(maxsize=4)
def torn_links(document: Document) -> tuple[TornLink, ...]:
    """Return the torn links of `document`, in the order of their addresses."""
    openings = [found for found in _OPENING.finditer(document.text) if _is_open(document, found.start())]
    if not openings:
        return ()
    is_shown = shows_text(document)
    openings = [found for found in openings if is_shown(found.start())]
    labels = dict(_labels(document, [found.start() for found in openings], is_shown))
    torn = (_torn(document.text, found, labels.get(found.start(), -1)) for found in openings)
    return tuple(link for link in torn if link)


def _torn(text: str, opening: re.Match[str], label: int) -> TornLink | None:
    if label < 0 or text[label - 1 : label] == "!":
        return None
    start = opening.end()
    for pattern in _CLOSED if ")" in text[start : start + _FARTHEST] else ():
        found = pattern.match(text, start)
        url = unescaped(found[1]) if found else ""
        if found and (is_keyword(url) or direct(url) != url):
            places = (label, found.end(), label + 1, opening.start(), start, found.end(1))
            return TornLink(Link(*places, url, "Torn", is_picture=False), is_cut=False)
    cut = _CUT.match(text, start)
    if not cut or text[cut.end() : cut.end() + 1] == ")":
        return None
    places = (label, cut.end(), label + 1, opening.start(), start, cut.end())
    return TornLink(Link(*places, cut[0], "Torn", is_picture=False), is_cut=True)


def _is_open(document: Document, place: int) -> bool:
    """Return whether no link of the parser's holds `place`: nearly all that look like torn ones are such."""
    return not document.is_opaque(place) or bool(document.of("HtmlBlock"))


def _labels(document: Document, closings: list[int], is_shown: Callable[[int], bool]) -> Iterator[tuple[int, int]]:
    """Yield the place of each closing bracket with that of the opening one it belongs to."""
    of_links = {link.label_start - 1 for link in document.links}
    texts = sorted(document.of("Inline") + document.of("HtmlBlock"), key=attrgetter("start"))
    for inline in _holding(texts, closings):
        open_at: list[int] = []
        for found in _BRACKET.finditer(document.text, inline.start, inline.end):
            at = found.start()
            if at in of_links or found[0][0] == "\\" or not is_shown(at):
                continue
            if found[0] == "[":
                open_at.append(at)
            elif open_at:
                yield at, open_at.pop()


def _holding(inlines: list[Span], places: list[int]) -> Iterator[Span]:
    """Yield those of `inlines` that hold one of `places`; both are sorted."""
    index = 0
    for inline in inlines:
        while index < len(places) and places[index] < inline.start:
            index += 1
        if index < len(places) and places[index] < inline.end:
            yield inline
