"""Labels of links that an exporter lost, tore or made noisy (T09 to T11)."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from zhihu.artefacts.card_titles import shown_links, title_end
from zhihu.artefacts.known_links import known_links
from zhihu.edits import apply
from zhihu.markdown.addresses import is_page, is_zhihu, neutral_label, normalised
from zhihu.markdown.document import Document
from zhihu.markdown.links import Link, unescaped
from zhihu.markdown.plain import escaped
from zhihu.model import Edit, TextFacts
from zhihu.rules.blanks import ZERO_WIDTH

# Auto Link Title writes the first when a site refuses it; Zhihu's own gates have the others for a title.
# The address may still be good: nobody has looked.
_LOST = re.compile(
    r"\s*(?:(?:Title Unavailable\s*\\?\|\s*)?Site Unreachable|Title Unavailable|Fetching Title\\?#\w*"
    r"|安全验证(?: - 知乎)?|知乎安全中心|知乎 - 有问题，就会有答案|你似乎来到了没有知识存在的荒原(?: - 知乎)?"
    r"|Just a moment\.\.\.|Attention Required! \\?\| Cloudflare)\s*"
)
_NOISE_BEFORE = re.compile(
    r"\s*\\?[(（]\d+\+? ?(?:封私信|条消息|条通知)(?: ?/ ?\d+\+? ?(?:封私信|条消息|条通知))*\\?[)）]\s*"
)
_NOISE_AFTER = re.compile(r"(?:\s+[-–—]|\s*[-–—]\s)\s*知乎(?:专栏)?(?:\s*\\?\(zhihu\.com\\?\))?\s*\Z")
_WHITE = re.compile(r"\s+")
_SCHEME = re.compile(r"\A\w+://")
_THUMBNAIL_ALONE = re.compile(r"\s*!\[\s*\]\([^()\s]*(?:_180x120\b|needBackground)[^()\s]*\)\s*")
# Zhihu's logo has no words and needs none; films have a rule of their own.
_NO_TITLE = re.compile(r"(?:www\.)?zhihu\.com(?:/video/.*|/?(?:\?.*)?)")


def is_lost(label: str) -> bool:
    """Return whether a label says only that a plugin could not read the page's title."""
    return bool(_LOST.fullmatch(label))


class _Title(NamedTuple):
    """The title in a link's label, signs of emphasis and what a card shows below it excepted."""

    link: Link
    url: str
    start: int
    end: int


@lru_cache(maxsize=4)
def _titles(document: Document) -> tuple[_Title, ...]:
    text = document.text
    return tuple(
        _Title(link, url, *_bare(text, link.label_start, title_end(text, link, url)))
        for link, url in shown_links(document)
    )


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    label = text[start:end]
    bare = label.strip("*_")
    first = start + len(label) - len(label.lstrip("*_"))
    return first, first + len(bare)


def lost_label(document: Document, facts: TextFacts) -> Iterator[Edit]:
    """Give a lost label the title that `references.toml` names for its address, else a neutral one."""
    for link, url, start, end in _titles(document):
        if not is_page(url):
            continue
        if is_lost(document.text[start:end]):
            yield Edit(start, end, _title(url, facts), "lost_label")
        elif _shows_nothing(document, link, url):
            yield Edit(link.label_start, link.label_start, _title(url, facts), "lost_label")
            if link.label_start < link.label_end:
                yield Edit(link.label_start, link.label_end, "", "lost_label")


def _title(url: str, facts: TextFacts) -> str:
    return escaped(facts.titles.get(normalised(url)) or neutral_label(url, facts.language))


def _shows_nothing(document: Document, link: Link, url: str) -> bool:
    """Return whether a link is a card of which only its thumbnail is left, or nothing: then it stands by itself."""
    label = document.text[link.label_start : link.label_end]
    if _THUMBNAIL_ALONE.fullmatch(label):
        return True
    if label.strip(f"{ZERO_WIDTH} \t\n") or _NO_TITLE.fullmatch(normalised(url)):
        return False
    alone = (link.start, link.end)
    return any((span.start, span.end) == alone for span in document.of("Inline"))


def label_noise(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Cut the reader's unread messages and the site's name from a label that was a page's title."""
    for _link, url, start, end in _titles(document):
        noise = list(_noise(document.text[start:end], start))
        if noise and is_zhihu(url) and not is_lost(document.text[start:end]):
            yield from noise
    for inline in document.of("Inline"):
        if inline.parent >= 0 and document.spans[inline.parent].kind == "Heading":
            yield from _noise(document.text[inline.start : inline.end], inline.start)


def title_noise(title: str) -> Iterator[Edit]:
    """Yield the same edits for the title of a text, which has lost the sign of its heading."""
    yield from _noise(title, 0)


def without_noise(title: str) -> str:
    """Return a title that comes from the name of a file or from front matter without the same noise."""
    return apply(title, sorted(title_noise(title), key=attrgetter("start")))


def _noise(text: str, at: int) -> Iterator[Edit]:
    before, after = _NOISE_BEFORE.match(text), _NOISE_AFTER.search(text)
    if before and before.end() < len(text):
        yield Edit(at, at + before.end(), "", "label_noise")
    if after and after.start() > (before.end() if before else 0):
        yield Edit(at + after.start(), at + after.end(), "", "label_noise")


def torn_label(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Close the gaps that an exporter tore into a label that is the address itself."""
    references = ((known.link, known.url) for known in known_links(document) if known.link.form == "Reference")
    for link, url in chain(shown_links(document), references):
        label = document.text[link.label_start : link.label_end]
        if "." not in label or not _WHITE.search(label):
            continue
        if _WHITE.sub("", unescaped(label)).rstrip("/") in {url.rstrip("/"), _SCHEME.sub("", url).rstrip("/")}:
            for found in _WHITE.finditer(label):
                yield Edit(link.label_start + found.start(), link.label_start + found.end(), "", "torn_label")


KEEPS_WORDS = ()
CHANGES_WORDS = (lost_label, label_noise, torn_label)
