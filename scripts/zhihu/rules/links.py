"""Links that Zhihu put into the author's text, or through which it sends its readers (T01 to T05, T08, T11)."""

import html
import re
from collections.abc import Iterator

from zhihu.addresses import is_allowed, is_keyword, is_zhihu, redirect_target, untracked, written
from zhihu.document import Document
from zhihu.links import Link
from zhihu.model import Edit, TextFacts

# Zhihu's search for several words: with its blanks a link for Python-Markdown only (T05).
_SPACED_KEYWORD = re.compile(
    r"\[([^\[\]\n]*)\]\(((?:https?:)?//(?:zhida\.zhihu\.com/search|www\.zhihu\.com/search\?)[^()\n]*)\)"
)
_REDIRECT = r"((?:https?:)?//link\.zhihu\.com/\?[^\s\"'<>]*)"
_DEFINITION = re.compile(rf"^[ ]{{0,3}}\[[^\]\n]+\]:[ \t]*<?{_REDIRECT}", re.MULTILINE)
_ATTRIBUTE = re.compile(rf"\shref=[\"']{_REDIRECT}[\"']")


def keyword_link(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Take the link off a word that Zhihu linked to its own search; the word stays."""
    for link in keyword_links(document):
        yield from _unlinked(link, "keyword_link")


def keyword_links(document: Document) -> Iterator[Link]:
    """Yield the links of `document` whose words are Zhihu's keywords."""
    for link in document.links:
        if link.is_inline and not link.is_picture and is_keyword(redirect_target(link.url) or link.url):
            yield link
    for found in _SPACED_KEYWORD.finditer(document.text):
        if " " in found[2] and is_keyword(found[2].replace(" ", "+")) and not document.is_opaque(found.start()):
            yield Link(*found.span(), *found.span(1), *found.span(2), found[2], "Inline", is_picture=False)


def _unlinked(link: Link, rule: str) -> Iterator[Edit]:
    yield Edit(link.start, link.label_start, "", rule)
    yield Edit(link.label_end, link.end, "", rule)


def redirect(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Replace the address of Zhihu's redirect page by the one it leads to; no address a page may not carry."""
    for link in document.links:
        target = redirect_target(link.url) if link.is_inline and not link.is_picture else None
        if target is None or is_keyword(target):
            continue
        if is_allowed(target):
            yield Edit(link.dest_start, link.dest_end, page_address(target), "redirect")
        else:
            yield from _unlinked(link, "redirect")
    if "//link.zhihu.com/" in document.text:
        yield from _redirected_definitions(document)
        yield from _redirected_attributes(document)


def page_address(url: str) -> str:
    """Return `url` as a page writes it: Zhihu's own without what counts visitors, every one safe in Markdown."""
    return written(untracked(url) if is_zhihu(url) else url)


def _redirected_definitions(document: Document) -> Iterator[Edit]:
    for found in _DEFINITION.finditer(document.text):
        target = redirect_target(found[1])
        if target and is_allowed(target) and not document.is_opaque(found.start(1)):
            yield Edit(*found.span(1), page_address(target), "redirect")


def _redirected_attributes(document: Document) -> Iterator[Edit]:
    for span in document.of("Html") + document.of("InlineHtml"):
        for found in _ATTRIBUTE.finditer(document.text, span.start, span.end):
            target = redirect_target(html.unescape(found[1]))
            if target and is_allowed(target):
                yield Edit(*found.span(1), html.escape(page_address(target)), "redirect")


def tracking(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Cut from Zhihu's own addresses what only tells Zhihu how the reader came there."""
    for link in document.links:
        if not link.is_inline or link.is_picture or not is_zhihu(link.url) or is_keyword(link.url):
            continue
        url = untracked(link.url)
        if url != link.url and redirect_target(link.url) is None:
            yield Edit(link.dest_start, link.dest_end, page_address(url), "tracking")


KEEPS_WORDS = (keyword_link, redirect, tracking)
CHANGES_WORDS = ()
