"""Links that Zhihu put into the author's text, or through which it sends its readers (T01 to T05, T08, T11, T15)."""

import html
import re
from collections.abc import Iterator

from zhihu.addresses import direct, is_allowed, is_keyword, is_zhihu, redirect_target, written
from zhihu.document import Document
from zhihu.links import Link, unescaped
from zhihu.model import Edit, TextFacts
from zhihu.rules.references import needless_definitions
from zhihu.torn_links import torn_links

_AUTOMATIC = frozenset({"Autolink", "Email"})
_REDIRECT_IN_TITLE = re.compile(r"(?:https?:)?//link\.zhihu\.com/\?[^\s\"'<>()]*")
_ATTRIBUTE = re.compile(r"\shref=[\"']((?:https?:)?//link\.zhihu\.com/\?[^\s\"'<>]*)[\"']")
_MENTION_TITLE = re.compile(r"[ \t]+\"member_mention_[^\"\n]*\"")
# What would begin a block if it stood at the start of a line without the link's bracket before it.
_BLOCK_SIGN = re.compile(r"(?P<digits>\d{1,9})[.)](?=\s|\Z)|[#>]|[-+*](?=\s|\Z)|[-*_]{3}")
_LINE_START = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)]|#{1,6})[ \t]+)*")
_LINE_END = re.compile(r"[ \t]*(?:\n|\Z)")
_LONGEST_LEAD = 80
_INVISIBLE = " \t\n\u00a0\u200b\u2060\ufeff"


def keyword_link(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Take the link off a word that Zhihu linked to its own search; the word stays."""
    for link in _labelled(document):
        if is_keyword(link.url):
            yield from unlinked(document.text, link, "keyword_link")
    yield from needless_definitions(document, is_keyword, "keyword_link")


def keyword_links(document: Document) -> Iterator[Link]:
    """Yield the links of `document` whose words are Zhihu's keywords and whose address is whole."""
    yield from (link for link in _labelled(document) if is_keyword(link.url))
    yield from (torn.link for torn in torn_links(document) if torn.is_keyword and not torn.is_cut)


def removed_markup(document: Document) -> list[tuple[int, int]]:
    """Return the ranges of link markup that rules take away inside a line, for rules that look at what meets then."""
    gone = [link for link in _labelled(document) if is_keyword(link.url) or _is_refused(link.url)]
    gone += [link for link in document.links if _is_false_mail(document.text, link)]
    gone += [torn.link for torn in torn_links(document) if torn.leaves_words]
    return [gap for link in gone for gap in ((link.start, link.label_start), (link.label_end, link.end))]


def unlinked(text: str, link: Link, rule: str) -> Iterator[Edit]:
    """Yield the edits that leave of `link` only its label, which then begins no block and breaks no line."""
    start, end = link.label_start, link.label_end
    label = text[start:end]
    begins, ends = _begins_line(text, link.start), _LINE_END.match(text, link.end)
    if ends and not label.strip(_INVISIBLE):
        yield Edit(_blank_start(text, link.start), link.end, "", rule)
        return
    start += len(label) - len(label.lstrip()) if begins else 0
    end -= len(label) - len(label.rstrip()) if ends else 0
    sign = _BLOCK_SIGN.match(text, start, end) if begins else None
    yield Edit(link.start, start, "", rule)
    if sign:
        at = start + len(sign["digits"] or "")
        yield Edit(at, at, "\\", rule)
    yield Edit(end, link.end, "", rule)


def _blank_start(text: str, place: int) -> int:
    """Return where the blanks before `place` begin; the line ends too if nothing else stands on its line."""
    before = text[max(0, place - _LONGEST_LEAD) : place]
    line = before.rstrip(" \t")
    return place - len(before) + len(line.rstrip() if line.endswith("\n") else line)


def _begins_line(text: str, place: int) -> bool:
    """Return whether only signs of quotes, lists and headings stand before `place` on its line."""
    line = text.rfind("\n", max(0, place - _LONGEST_LEAD), place) + 1
    return (line > 0 or place < _LONGEST_LEAD) and bool(_LINE_START.fullmatch(text, line, place))


def _labelled(document: Document) -> Iterator[Link]:
    """Yield the links that have words of their own, pictures and what stands in the text of one excepted."""
    picture_end = 0
    for link in document.links:
        if link.is_picture:
            picture_end = max(picture_end, link.end)
        elif link.form not in _AUTOMATIC and link.start >= picture_end:
            yield link


def redirect(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Replace the address of Zhihu's redirect page by the one it leads to; no address a page may not carry."""
    for link in _labelled(document):
        if is_keyword(link.url) or _is_false_mail(document.text, link):
            continue
        if _is_refused(link.url):
            yield from unlinked(document.text, link, "redirect")
        elif link.is_inline:
            if redirect_target(link.url) is not None:
                yield Edit(link.dest_start, link.dest_end, page_address(link.url), "redirect")
            yield from _title_edits(document.text, link)
    yield from needless_definitions(document, _is_refused, "redirect")
    if "//link.zhihu.com/" in document.text:
        yield from _redirected_attributes(document)


def _redirected_attributes(document: Document) -> Iterator[Edit]:
    for span in document.of("Html") + document.of("InlineHtml"):
        for found in _ATTRIBUTE.finditer(document.text, span.start, span.end):
            target = redirect_target(html.unescape(found[1]))
            if target and is_allowed(target):
                yield Edit(*found.span(1), html.escape(page_address(target)), "redirect")


def page_address(url: str) -> str:
    """Return `url` as a page writes it: without redirect and what counts visitors, and safe in Markdown."""
    return written(direct(url))


def _title_edits(text: str, link: Link) -> Iterator[Edit]:
    for found in _REDIRECT_IN_TITLE.finditer(text, link.dest_end, link.end):
        target = redirect_target(found[0])
        if target and is_allowed(target):
            yield Edit(*found.span(), page_address(found[0]), "redirect")


def _is_refused(url: str) -> bool:
    target = redirect_target(url)
    return target is not None and not is_allowed(target) and not is_keyword(url)


def tracking(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Cut from Zhihu's own addresses what only tells Zhihu how the reader came there."""
    for link in _labelled(document):
        if not link.is_inline or not is_zhihu(link.url) or is_keyword(link.url):
            continue
        if redirect_target(link.url) is None and direct(link.url) != link.url:
            yield Edit(link.dest_start, link.dest_end, page_address(link.url), "tracking")
        title = _MENTION_TITLE.match(document.text, link.dest_end, link.end)
        if title:
            yield Edit(*title.span(), "", "tracking")


def false_mail(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Take the link off `a@b.c`: Zhihu makes one of everything with such a sign in it, its authors cannot link mail."""
    for link in document.links:
        if _is_false_mail(document.text, link):
            yield from unlinked(document.text, link, "false_mail")


def _is_false_mail(text: str, link: Link) -> bool:
    if link.is_picture or not ("@" in link.url or "mailto" in link.url):
        return False
    label = text[link.label_start : link.label_end]
    if link.form == "Email":
        return "__" not in label and not set(label) & set("*`~$&")
    address = (redirect_target(link.url) or link.url).removeprefix("mailto:")
    return link.is_inline and address != link.url and unescaped(label) == address


KEEPS_WORDS = (keyword_link, redirect, tracking, false_mail)
CHANGES_WORDS = ()
