"""Films and stickers, of which an export holds pictures and addresses that say nothing by themselves (T30, T31)."""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from zhihu.markdown.addresses import is_zhimg, redirect_target
from zhihu.markdown.document import Document, Span
from zhihu.markdown.links import Link
from zhihu.markdown.plain import escaped
from zhihu.markdown.verbatim import code_of, unmarked
from zhihu.model import Edit, TextFacts

_FILM = r"(?:https?:)?//(?:www\.)?zhihu\.com/(?P<kind>zvideo|video)/(?P<id>\d+)(?:[?/#][\w?=&%./#~-]*)?"
_ADDRESS = re.compile(_FILM)
_BARE = re.compile(rf"(?P<open><?){_FILM}(?P<close>>?)")
_POSTER = re.compile(r"!\[[^\]\n]*\]\([^()\s]*\)[ \t]*\Z")
_LONGEST_POSTER = 600
_EMBEDDED = re.compile(r"<(?:iframe|video)\b[^<>]*>|<a\b[^<>]*\bvideo-box\b[^<>]*>", re.IGNORECASE)
_TAG_NAME = re.compile(r"<(\w+)")
_LONGEST_EMBEDDED = 3000
_ATTRIBUTE = re.compile(r"\s([\w-]+)=\"([^\"]*)\"")
_STICKER = re.compile(r"\[[^\[\]\n]{1,8}\]")
_FORMULA = "[公式]"
_STICKER_TAG = re.compile(r"<img\b[^<>]*\bsticker\b[^<>]*>", re.IGNORECASE)
_NOTHING = re.compile(r"(?:\s|[\u00ad\u200b-\u200d\u2060\ufeff]|&(?:nbsp|#x20|#160);)*")


class _Words(NamedTuple):
    """Our own words, in the language of the text."""

    film: str
    colon: str
    gone: str


_WORDS = {
    "zh": _Words("视频", "：", "（视频未随导出保存）"),
    "en": _Words("Video", ": ", "(video not saved with the export)"),
}


def video(document: Document, facts: TextFacts) -> Iterator[Edit]:
    """Leave one link where a film stood: its poster, its bare address and its frame go, its title stays."""
    text = document.text
    if "video" not in text:
        return
    words = _WORDS[facts.language]
    for link, posters in _cards(document):
        yield from _card(text, link, posters, words)
    yield from _bare(document, words)
    for span in (*document.of("HtmlBlock"), *document.of("InlineHtml")):
        yield from _embedded(text, span, words)


def _cards(document: Document) -> Iterator[tuple[Link, list[Link]]]:
    """Yield the links to films with the pictures in their labels."""
    cards: list[tuple[Link, list[Link]]] = []
    for link in document.links:
        if not link.is_picture and link.is_inline and _ADDRESS.match(redirect_target(link.url) or link.url):
            cards.append((link, []))
        elif link.is_picture and cards and link.end < cards[-1][0].end:
            cards[-1][1].append(link)
    yield from cards


def _card(text: str, link: Link, posters: list[Link], words: _Words) -> Iterator[Edit]:
    """Yield the edits of a link whose label is poster, title and address in one; none if it is the author's words."""
    gone = [(poster.start, poster.end) for poster in posters]
    gone += [m.span() for m in _ADDRESS.finditer(text, link.label_start, link.label_end)]
    title = text[link.label_start : link.label_end]
    for start, end in gone:
        title = title.replace(text[start:end], "")
        yield Edit(start, end, "", "video")
    if gone or not title.strip():
        yield Edit(link.label_start, link.label_start, words.film + words.colon * bool(title.strip()), "video")


def _bare(document: Document, words: _Words) -> Iterator[Edit]:
    """Yield the edits of an address that stands alone on its line or behind its poster."""
    text = document.text
    code, skip = code_of(document), unmarked(document)
    posters = {link.end for link in document.links if link.is_picture}
    for found in _BARE.finditer(text):
        is_autolink = bool(found["open"] and found["close"])
        if code.hold(found.start()) or (skip.hold(found.start()) and not is_autolink):
            continue
        line_start = text.rfind("\n", 0, found.start()) + 1
        before = text[max(line_start, found.start() - _LONGEST_POSTER) : found.start()]
        poster = _POSTER.search(before)
        if poster and found.start() - len(before) + len(before.rstrip()) in posters:
            yield Edit(found.start() - len(before) + poster.start(), found.start(), "", "video")
        elif before.strip(" \t>") or not _ends_line(text, found.end()):
            continue
        yield Edit(*found.span(), f"[{words.film}]({_film_page(found)})", "video")


def _ends_line(text: str, place: int) -> bool:
    end = text.find("\n", place)
    return bool(_NOTHING.fullmatch(text, place, end if end >= 0 else len(text)))


def _film_page(film: re.Match[str]) -> str:
    return f"https://www.zhihu.com/{film['kind']}/{film['id']}"


def _embedded(text: str, span: Span, words: _Words) -> Iterator[Edit]:
    """Yield the edits of frames and boxes that begin in a tag, or in a block of tags, at `span`."""
    is_block = span.kind == "HtmlBlock"
    at = span.start
    while found := _EMBEDDED.search(text, at, span.end):
        closing = f"</{_tag_name(found[0])}>"
        end = text.find(closing, found.end(), found.end() + _LONGEST_EMBEDDED)
        at = end + len(closing) if end >= 0 else found.end()
        is_all = not (text[span.start : found.start()].strip() or text[at : span.end].strip())
        write = _as_html if is_block and not is_all else _as_markdown
        yield Edit(found.start(), found.start(), write(found[0], words), "video")
        yield Edit(found.start(), at, "", "video")


def _tag_name(tag: str) -> str:
    found = _TAG_NAME.match(tag)
    return found[1] if found else ""


def _named(tag: str) -> tuple[str, str]:
    """Return the name of the film in a tag, and the address of its page; empty where the tag does not say them."""
    given = {m[1].lower(): html.unescape(m[2]) for m in _ATTRIBUTE.finditer(tag)}
    film = _ADDRESS.search(unquote(f"{given.get('href', '')} {given.get('src', '')}"))
    name = given.get("data-name", "").strip()
    if film is None and given.get("data-lens-id", "").isdecimal():
        return name, f"https://www.zhihu.com/video/{given['data-lens-id']}"
    return name, _film_page(film) if film else ""


def _as_markdown(tag: str, words: _Words) -> str:
    name, page = _named(tag)
    return f"[{words.film}{words.colon * bool(name)}{escaped(name)}]({page})" if page else words.gone


def _as_html(tag: str, words: _Words) -> str:
    name, page = _named(tag)
    return f'<a href="{page}">{words.film}{words.colon * bool(name)}{html.escape(name)}</a>' if page else words.gone


def is_sticker(text: str, link: Link) -> bool:
    """Return whether a picture is one of Zhihu's stickers, whose name in brackets says all of it."""
    name = text[link.label_start : link.label_end]
    return link.is_picture and is_zhimg(link.url) and bool(_STICKER.fullmatch(name)) and name != _FORMULA


def sticker(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Write the name of a sticker in the place of its picture."""
    text = document.text
    if "![[" not in text and "sticker" not in text:
        return
    for link in document.links:
        if is_sticker(text, link):
            yield _named_sticker(text, link.start, link.end, text[link.label_start : link.label_end])
    for span in document.of("InlineHtml"):
        tag = text[span.start : span.end]
        alt = dict(_ATTRIBUTE.findall(tag)).get("alt", "") if _STICKER_TAG.fullmatch(tag) else ""
        if _STICKER.fullmatch(alt):
            yield _named_sticker(text, span.start, span.end, alt)


def _named_sticker(text: str, start: int, end: int, name: str) -> Edit:
    # A bracket behind it would make a link of the name.
    makes_link = text[end : end + 1] in {"(", "[", ":"}
    return Edit(start, end, f"\\{name[:-1]}\\]" if makes_link else name, "sticker")


KEEPS_WORDS = ()
CHANGES_WORDS = (video, sticker)
