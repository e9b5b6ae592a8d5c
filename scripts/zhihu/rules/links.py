"""Links that Zhihu put into the author's text, or through which it sends its readers (T01 to T05, T08, T11, T12)."""

import re
from collections.abc import Iterator

from zhihu.artefacts.known_links import kind_of, known_links
from zhihu.artefacts.torn_links import torn_links
from zhihu.markdown.addresses import direct, is_allowed, is_keyword, is_zhihu, redirect_target, written
from zhihu.markdown.document import Document
from zhihu.markdown.links import Link
from zhihu.model import Edit, TextFacts
from zhihu.rules.mail import is_false_mail
from zhihu.rules.references import needless_definitions
from zhihu.rules.unlinking import unlinked

_REDIRECT_IN_TITLE = re.compile(r"(?:https?:)?//link\.zhihu\.com/\?[^\s\"'<>()]*")
_MENTION_TITLE = re.compile(r"[ \t]+\"member_mention_[^\"\n]*\"")


def keyword_link(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Take the link off a word that Zhihu linked to its own search; the word stays."""
    for link, kind, _url in known_links(document):
        if kind == "keyword":
            yield from unlinked(document.text, link, "keyword_link")
    yield from needless_definitions(document, is_keyword, "keyword_link")


def keyword_links(document: Document) -> Iterator[Link]:
    """Yield the links of `document` whose words are Zhihu's keywords and whose address is whole."""
    yield from (known.link for known in known_links(document) if known.kind == "keyword")
    yield from (torn.link for torn in torn_links(document) if torn.is_keyword and not torn.is_cut)


def removed_markup(document: Document) -> list[tuple[int, int]]:
    """Return the ranges of link markup that rules take away inside a line, for rules that look at what meets then."""
    gone = [known.link for known in known_links(document) if known.kind in {"keyword", "refused"}]
    gone += [link for link in document.links if is_false_mail(document.text, link)]
    gone += [torn.link for torn in torn_links(document) if torn.leaves_words]
    return [gap for link in gone for gap in ((link.start, link.label_start), (link.label_end, link.end))]


def redirect(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Replace the address of Zhihu's redirect page by the one it leads to; no address a page may not carry."""
    for link, kind, url in known_links(document):
        if kind == "refused":
            yield from unlinked(document.text, link, "redirect")
        elif kind != "keyword" and link.is_inline and not is_false_mail(document.text, link):
            if kind == "redirect":
                yield Edit(link.dest_start, link.dest_end, written(url), "redirect")
            yield from _title_edits(document.text, link)
    yield from needless_definitions(document, lambda url: kind_of(url) == "refused", "redirect")


def page_address(url: str) -> str:
    """Return `url` as a page writes it: without redirect and what counts visitors, and safe in Markdown."""
    return written(direct(url))


def _title_edits(text: str, link: Link) -> Iterator[Edit]:
    for found in _REDIRECT_IN_TITLE.finditer(text, link.dest_end, link.end):
        target = redirect_target(found[0])
        if target and is_allowed(target):
            yield Edit(*found.span(), page_address(found[0]), "redirect")


def tracking(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Cut from Zhihu's own addresses what only tells Zhihu how the reader came there."""
    for link, kind, url in known_links(document):
        if kind != "page" or not link.is_inline or not is_zhihu(link.url):
            continue
        if url != link.url:
            yield Edit(link.dest_start, link.dest_end, written(url), "tracking")
        title = _MENTION_TITLE.match(document.text, link.dest_end, link.end)
        if title:
            yield Edit(*title.span(), "", "tracking")


KEEPS_WORDS = (keyword_link, redirect, tracking)
CHANGES_WORDS = ()
