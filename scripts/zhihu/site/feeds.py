"""What is new, for programs that look by themselves: a JSON feed and an Atom feed for each language."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

import msgspec

from zhihu.pages.catalogue import Entry, Text
from zhihu.pages.words import LANGUAGES, Language
from zhihu.site.built import BuiltSite
from zhihu.site.days import Days
from zhihu.site.figures import as_pictures

NEWEST = 50
"""Entries of a feed."""

_ANSWER = re.compile(r"<!-- answer -->(.*)<!-- /answer -->", re.DOTALL)
_ANCHOR = re.compile(r'<a class="qa-anchor"[^>]*></a>')
_ADDRESS = re.compile(r'( (?:href|src)=")([^"]*)(")')
_DROPPED = re.compile(r' (?:id|tabindex|class)="[^"]*"')
# XML knows no way to write these.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Item:
    """A question in a feed."""

    entry: Entry
    """The question."""

    text: Text
    """The question in the feed's language."""

    days: Days | None
    """When it appeared and was changed."""

    content: str
    """The answer as HTML that needs no page around it."""


def write_feeds(site: BuiltSite) -> None:
    """Write both feeds of each language; an Atom feed cannot be without dates, so without any there is none."""
    for language in LANGUAGES:
        items = _items(site, language)
        folder = site.folder / language
        if not items or not folder.is_dir():
            continue
        (folder / "feed.json").write_bytes(json_feed(site, language, items))
        dated = [item for item in items if item.days]
        if dated and site.url:
            (folder / "feed.xml").write_text(atom_feed(site, language, dated), encoding="utf-8", newline="\n")


def _items(site: BuiltSite, language: Language) -> list[Item]:
    """Return the newest questions, the last one changed first; those of which nobody knows keep their order behind."""
    texts = ((entry, entry.zh if language == "zh" else entry.en) for entry in site.catalogue.questions)
    known = [(entry, text, site.days.get(entry.slug)) for entry, text in texts if text]
    known.sort(key=lambda one: one[2].changed if one[2] else "", reverse=True)
    return [Item(entry, text, days, _content(site, text)) for entry, text, days in known[:NEWEST]]


def _content(site: BuiltSite, text: Text) -> str:
    path = site.folder / text.url / "index.html"
    found = _ANSWER.search(path.read_text(encoding="utf-8")) if path.is_file() else None
    answer = _DROPPED.sub("", _ANCHOR.sub("", as_pictures(found[1]))) if found else ""
    url = site.url + text.url
    return _ADDRESS.sub(
        lambda link: link[1] + html.escape(urljoin(url, html.unescape(link[2]))) + link[3], answer
    ).strip()


def json_feed(site: BuiltSite, language: Language, items: Sequence[Item]) -> bytes:
    """Return a JSON feed, version 1.1."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": site.catalogue.name.in_(language),
        "description": site.catalogue.description.in_(language),
        "home_page_url": f"{site.url}{language}/",
        "feed_url": f"{site.url}{language}/feed.json",
        "icon": f"{site.url}assets/images/icon-512.png",
        "language": _tag(language),
        "items": [_json_item(site, language, item) for item in items],
    }
    return msgspec.json.format(msgspec.json.encode(feed), indent=1) + b"\n"


def _json_item(site: BuiltSite, language: Language, item: Item) -> dict[str, object]:
    author = item.entry.author
    known: dict[str, object] = {
        "id": f"{site.url}{language}/{item.entry.url}",
        "url": site.url + item.text.url,
        "external_url": item.entry.source.url,
        "title": item.text.title,
        "summary": item.text.description,
        "content_html": item.content or html.escape(item.text.description),
        "date_published": item.days and item.days.published,
        "date_modified": item.days and item.days.changed,
        "authors": [{key: value for key, value in (("name", author.name), ("url", author.url)) if value}]
        if author.name
        else None,
        "tags": [tag.en if language == "en" else tag.zh for tag in item.entry.tags],
        "language": _tag(language),
    }
    return {key: value for key, value in known.items() if value}


def _tag(language: Language) -> str:
    return "zh-CN" if language == "zh" else "en"


def atom_feed(site: BuiltSite, language: Language, items: Sequence[Item]) -> str:
    """Return an Atom feed (RFC 4287) of `items`, which all have their days."""
    home = f"{site.url}{language}/"
    return "\n".join(
        (
            '<?xml version="1.0" encoding="utf-8"?>',
            f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{_tag(language)}">',
            f"<id>{_xml(home)}</id>",
            f"<title>{_xml(site.catalogue.name.in_(language))}</title>",
            f"<subtitle>{_xml(site.catalogue.description.in_(language))}</subtitle>",
            f"<updated>{max(item.days.changed for item in items if item.days)}</updated>",
            f'<link rel="alternate" type="text/html" href="{_xml(home)}"/>',
            f'<link rel="self" type="application/atom+xml" href="{_xml(home)}feed.xml"/>',
            f"<author><name>{_xml(site.catalogue.name.in_(language))}</name></author>",
            *(_atom_entry(site, item, item.days) for item in items if item.days),
            "</feed>\n",
        )
    )


def _atom_entry(site: BuiltSite, item: Item, days: Days) -> str:
    url, author, source = site.url + item.text.url, item.entry.author, item.entry.source
    uri = f"<uri>{_xml(author.url)}</uri>" if author.url else ""
    lines = (
        "<entry>",
        f"<id>{_xml(url)}</id>",
        f"<title>{_xml(item.text.title)}</title>",
        f"<published>{days.published}</published>",
        f"<updated>{days.changed}</updated>",
        f'<link rel="alternate" type="text/html" href="{_xml(url)}"/>',
        f'<link rel="via" href="{_xml(source.url)}"/>' if source.url else "",
        f"<author><name>{_xml(author.name)}</name>{uri}</author>" if author.name else "",
        *(f'<category term="{_xml(tag.id)}"/>' for tag in item.entry.tags),
        f"<summary>{_xml(item.text.description)}</summary>",
        f'<content type="html">{_xml(item.content)}</content>',
        "</entry>",
    )
    return "\n".join(line for line in lines if line)


def _xml(text: str) -> str:
    return html.escape(_NO_XML.sub("\ufffd", text))
