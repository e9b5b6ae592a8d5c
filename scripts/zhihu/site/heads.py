"""What the head of a page tells programs: previews in chats, feeds, icons, and the page as data."""

import html
import re
from collections.abc import Iterator

import msgspec

from zhihu.pages.words import LANGUAGES, Language, say
from zhihu.site.built import Place
from zhihu.site.cards import CARD_SIZE, card_path
from zhihu.site.linked_data import linked_data

LOCALES: dict[Language, str] = {"zh": "zh_CN", "en": "en_US"}
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)">')
_END = "</head>"


def with_preview(page: str, place: Place) -> str:
    """Return `page` with what a chat shows of it (OpenGraph), where its feed and icons are, and its JSON-LD."""
    if place.name.endswith("404.html") or _END not in page:
        return page
    lines = [_meta(name, value) for name, value in _preview(page, place) if value]
    lines += [*_links(place), *_data(place, _title(page, place))]
    return page.replace(_END, "".join(f"{line}\n" for line in lines) + _END, 1)


def _preview(page: str, place: Place) -> Iterator[tuple[str, str]]:
    yield "og:type", "article" if place.entry else "website"
    yield "og:site_name", _site_name(place)
    yield "og:title", _title(page, place)
    yield "og:description", _found(_DESCRIPTION, page)
    yield "og:url", place.url if place.site.url else ""
    yield "og:locale", LOCALES[place.language]
    if place.is_door or place.language == "en" or (place.entry is None or place.entry.en):
        yield "og:locale:alternate", LOCALES["zh" if place.language == "en" else "en"]
    if place.site.url:
        yield from _pictures(place)


def _pictures(place: Place) -> Iterator[tuple[str, str]]:
    """Yield the card of the page; a page without a language has the cards of both."""
    for language in LANGUAGES if place.is_door else (place.language,):
        yield "og:image", place.site.url + card_path(place.entry.slug if place.entry else "", language)
        yield "og:image:type", "image/png"
        yield "og:image:width", str(CARD_SIZE[0])
        yield "og:image:height", str(CARD_SIZE[1])
        yield "og:image:alt", _alt(place, language)
    yield "twitter:card", "summary_large_image"


def _alt(place: Place, language: Language) -> str:
    if place.entry is None:
        return place.site.catalogue.name.in_(language)
    text = place.entry.en if language == "en" and place.entry.en else place.entry.zh
    return text.title


def _site_name(place: Place) -> str:
    name = place.site.catalogue.name
    return " · ".join(dict.fromkeys((name.zh, name.in_("en")))) if place.is_door else name.in_(place.language)


def _title(page: str, place: Place) -> str:
    """Return what the page is about, without the site's name behind it."""
    if place.text:
        return place.text.title
    return _found(_TITLE, page).removesuffix(f" - {_site_name(place)}")


def _found(pattern: re.Pattern[str], page: str) -> str:
    found = pattern.search(page)
    return html.unescape(found[1]).strip() if found else ""


def _meta(name: str, value: str) -> str:
    kind = "name" if name.startswith("twitter:") else "property"
    return f'<meta {kind}="{name}" content="{html.escape(value)}">'


def _links(place: Place) -> Iterator[str]:
    yield f'<link rel="manifest" href="{place.root}site.webmanifest">'
    yield f'<link rel="apple-touch-icon" href="{place.root}assets/images/icon-180.png">'
    if place.is_door:
        return
    yield f'<link rel="alternate " type="text/markdown" href="{place.root}{place.path}index.md">'
    name = html.escape(_site_name(place))
    for kind, file in (("application/feed+json", "feed.json"), ("application/atom+xml", "feed.xml")):
        if (place.site.days or file == "feed.json") and place.site.entries:
            title = f"{name}{say(place.language, 'colon')}{say(place.language, 'feed')}"
            yield f'<link rel="alternate " type="{kind}" title="{title}" href="{place.root}{place.language}/{file}">'


def _data(place: Place, title: str) -> Iterator[str]:
    """Yield the page's JSON-LD; `<` would end the script, and HTML knows no escape in there."""
    if place.site.url:
        written = msgspec.json.encode(linked_data(place, title)).decode().replace("<", "\\u003c")
        yield f'<script type="application/ld+json">{written}</script>'
