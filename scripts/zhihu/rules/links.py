"""Links that Zhihu put into the author's text, or through which it sends its readers (T01 to T05, T08, T11)."""

from collections.abc import Iterator

from zhihu.addresses import is_allowed, is_keyword, is_zhihu, redirect_target, untracked, written
from zhihu.document import Document
from zhihu.links import Link
from zhihu.model import Edit, TextFacts


def keyword_link(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Take the link off a word that Zhihu linked to its own search; the word stays."""
    for link in keyword_links(document):
        yield from _unlinked(link, "keyword_link")


def keyword_links(document: Document) -> Iterator[Link]:
    """Yield the links of `document` whose words are Zhihu's keywords."""
    return (link for link in document.links if link.is_inline and not link.is_picture and is_keyword(link.url))


def _unlinked(link: Link, rule: str) -> Iterator[Edit]:
    yield Edit(link.start, link.label_start, "", rule)
    yield Edit(link.label_end, link.end, "", rule)


def redirect(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Replace the address of Zhihu's redirect page by the one it leads to; no address a page may not carry."""
    for link in document.links:
        target = redirect_target(link.url) if link.is_inline else None
        if target is None:
            continue
        if is_allowed(target):
            yield Edit(link.dest_start, link.dest_end, written(target), "redirect")
        else:
            yield from _unlinked(link, "redirect")


def tracking(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Cut from Zhihu's own addresses what only tells Zhihu how the reader came there."""
    for link in document.links:
        if not link.is_inline or link.is_picture or not is_zhihu(link.url) or is_keyword(link.url):
            continue
        url = untracked(link.url)
        if url != link.url and redirect_target(link.url) is None:
            yield Edit(link.dest_start, link.dest_end, written(url), "tracking")


KEEPS_WORDS = (keyword_link, redirect, tracking)
CHANGES_WORDS = ()
