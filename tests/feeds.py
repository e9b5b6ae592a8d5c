"""The laws of JSON Feed 1.1 (jsonfeed.org/version/1.1) and of Atom (RFC 4287) that concern what our feeds have."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from datetime import datetime
from urllib.parse import urlsplit

ATOM = "{http://www.w3.org/2005/Atom}"
_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
_FEED: dict[str, type] = {
    "version": str,
    "title": str,
    "items": list,
    "description": str,
    "home_page_url": str,
    "feed_url": str,
    "icon": str,
    "language": str,
}
_ITEM: dict[str, type] = {
    "id": str,
    "url": str,
    "external_url": str,
    "title": str,
    "summary": str,
    "content_html": str,
    "content_text": str,
    "date_published": str,
    "date_modified": str,
    "authors": list,
    "tags": list,
    "language": str,
}
_AUTHOR = {"name": str, "url": str, "avatar": str}
_MANY = {"author", "category", "contributor", "link", "entry"}


def is_date(text: str) -> bool:
    if not _RFC_3339.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_address(text: str) -> bool:
    return bool(urlsplit(text).scheme and urlsplit(text).netloc)


def json_faults(feed: dict[str, object]) -> Iterator[str]:
    """Yield what is wrong with a JSON feed."""
    yield from _members(feed, _FEED, {"version", "title", "items"})
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        yield "version"
    items = feed.get("items")
    items = items if isinstance(items, list) else []
    for item in items:
        yield from _members(item, _ITEM, {"id"})
        if not {"content_html", "content_text"} & item.keys():
            yield "an item without content"
        for author in item.get("authors", []):
            yield from _members(author, _AUTHOR, set())
            if not author:
                yield "an empty author"
        yield from (f"tag {tag!r}" for tag in item.get("tags", []) if not isinstance(tag, str))
    if len({item.get("id") for item in items}) < len(items):
        yield "an id twice"


def _members(found: dict[str, object], known: Mapping[str, type], needed: set[str]) -> Iterator[str]:
    yield from (f"no {name}" for name in sorted(needed - found.keys()))
    for name, value in found.items():
        if name not in known or not isinstance(value, known[name]):
            yield f"{name}: {value!r}"
        elif name.startswith("date_") and not is_date(str(value)):
            yield f"{name} is no date: {value}"
        elif (name.endswith("url") or name in {"icon", "avatar"}) and not is_address(str(value)):
            yield f"{name} is no address: {value}"


def atom_faults(feed: ET.Element) -> Iterator[str]:
    """Yield what is wrong with an Atom feed."""
    if feed.tag != f"{ATOM}feed":
        yield f"root {feed.tag}"
    entries = feed.findall(f"{ATOM}entry")
    has_author = feed.find(f"{ATOM}author") is not None
    for part in (feed, *entries):
        yield from _of_part(part)
        if part is not feed and not has_author and part.find(f"{ATOM}author") is None:
            yield "an entry without author"
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    if len(set(ids)) < len(ids):
        yield "an id twice"


def _of_part(part: ET.Element) -> Iterator[str]:
    names = [child.tag.removeprefix(ATOM) for child in part]
    yield from (f"no {name}" for name in ("id", "title", "updated") if name not in names)
    yield from (f"{name} twice" for name in sorted({*names} - _MANY) if names.count(name) > 1)
    for name in ("updated", "published"):
        date = part.findtext(f"{ATOM}{name}")
        if date is not None and not is_date(date):
            yield f"{name} is no date: {date}"
    if not is_address(part.findtext(f"{ATOM}id", "")):
        yield "id is no address"
    links = part.findall(f"{ATOM}link")
    yield from (f"link {link.attrib}" for link in links if not is_address(link.get("href", "")))
    kinds = [(link.get("type"), link.get("hreflang")) for link in links if link.get("rel", "alternate") == "alternate"]
    if len(set(kinds)) < len(kinds):
        yield "two alternate links alike"
    if not kinds and part.find(f"{ATOM}content") is None:
        yield "neither content nor alternate link"
    yield from ("a category without term" for one in part.findall(f"{ATOM}category") if not one.get("term"))
    yield from ("an author without name" for one in part.findall(f"{ATOM}author") if not one.findtext(f"{ATOM}name"))
    for text in part.findall(f"{ATOM}content"):
        if text.get("type", "text") not in {"text", "html"} or len(text):
            yield f"content of type {text.get('type')}"
