"""Who wrote a text, where and when, as a clipping program says it in the front matter above the text."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from zhihu.markdown.addresses import host_of, is_zhihu, redirect_target, untracked, written
from zhihu.markdown.front_matter import read_front_matter

_KEYS = {
    "title": ("title", "标题"),
    "source": ("source", "url", "link", "source_url", "original", "原文链接", "链接", "来源"),
    "author": ("author", "authors", "作者", "by"),
    "published": ("published", "date_published", "pubdate", "发布时间", "发布日期"),
    "edited": ("edited", "编辑时间", "修改时间"),
    "licence": ("license", "licence", "rights", "版权", "许可"),
    "created": ("created", "clipped", "saved", "slurped", "date"),
    "tags": ("tags", "keywords", "标签"),
}
_ADDRESS = re.compile(r"https?://[^\s<>\"\[\]`]+", re.IGNORECASE)
_LINKED = re.compile(r"\[([^\[\]]*)\]\(([^\s()]+)\)")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})")
_NOISE = re.compile(r"\A\(\d+\+? 封私信[^()]*\)\s*|\s+- 知乎(?:专栏)?(?:\s*\(zhihu\.com\))?\Z")
_WIKI = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
# A badge is glued to a name by a character without width, the state of a button by nothing at all.
_BADGE = re.compile(r"\s*[\u200b\u2060\ufeff].*|\s*(?:已|取消)?关注[他她]?\Z", re.DOTALL)
_NAME_IN_TITLE = re.compile(r" - (\S.{0,38}?) 的(?:回答|文章|想法)\Z")
_NOBODY = frozenset({"知乎", "知乎专栏", "zhihu", "unknown"})
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about a text besides its words; each field is empty where nothing says it."""

    title: str = ""
    """Title of the article or question it was taken from."""

    source: str = ""
    """Its address on the web: http or https, and safe to write into Markdown."""

    author: str = ""
    """Name of who wrote it, as plain text."""

    author_url: str = ""
    """Address of that person's page, as safe as `source`."""

    column: str = ""
    """The column in which it appeared."""

    column_url: str = ""
    """Address of the column, as safe as `source`."""

    published: str = ""
    """Day on which it appeared: `2021-08-17`."""

    edited: str = ""
    """Day on which it was changed last."""

    place: str = ""
    """Where it was written, as Zhihu says it."""

    licence: str = ""
    """What is said about copying it."""

    created: str = ""
    """Day on which the export was made."""

    tags: tuple[str, ...] = ()
    """Words under which whoever took it filed it."""


@lru_cache(maxsize=1)  # an export may have thousands of sections
def clipped(export: str) -> Metadata:
    """Return what the front matter of an export's text says; what it does not say is empty."""
    fields = read_front_matter(export).fields
    title = _NOISE.sub("", next(_words(_value(fields, "title")), ""))
    source = web_address(next(_words(_value(fields, "source")), ""))
    names = [_person(words, title) for words in _words(_value(fields, "author"))]
    # What several people answered stands on one page; the first one wrote what it is about.
    people = [(name, url) for name, url in names if name][: 1 if is_zhihu(source) else None]
    return Metadata(
        title=title,
        source=source,
        author="、".join(name for name, _ in people),
        author_url=people[0][1] if len(people) == 1 else "",
        published=_day(_value(fields, "published")),
        edited=_day(_value(fields, "edited")),
        licence=next(_words(_value(fields, "licence")), ""),
        created=_day(_value(fields, "created")),
        tags=tuple(_words(_value(fields, "tags"))),
    )


def web_address(words: str) -> str:
    """Return the first address of the web in `words`, or where it leads; empty if there is none a page may link to."""
    linked = _LINKED.search(words)
    found = _ADDRESS.match(linked[2]) if linked else _ADDRESS.search(words)
    url = (redirect_target(found[0]) or found[0]) if found else ""
    if not _ADDRESS.fullmatch(url) or not host_of(url):
        return ""
    return written(untracked(url) if is_zhihu(url) else url)


def one_line(words: str) -> str:
    """Return `words` on one line, and not too many of them."""
    return " ".join(words.split())[:_LONGEST]


def _value(fields: Mapping[str, object], name: str) -> object:
    return next((fields[key] for key in _KEYS[name] if fields.get(key)), None)


def _words(value: object) -> Iterator[str]:
    """Yield the texts in a value: it may be a list, and `[[name]]` without quotes is a list in a list."""
    if isinstance(value, list):
        for item in value[:_LONGEST]:
            yield from _words(item)
    elif value is not None and not isinstance(value, dict) and one_line(str(value)):
        yield one_line(str(value))


def _person(words: str, title: str) -> tuple[str, str]:
    """Return the name in one entry of authors, without badge, and the address that goes with it."""
    linked = _LINKED.search(words)
    name = linked[1] if linked else _WIKI.sub(r"\1", words)
    name = _BADGE.sub("", name).strip("@ ")
    in_title = _NAME_IN_TITLE.search(title)
    name = in_title[1] if in_title and name.startswith(in_title[1]) else name
    return ("", "") if name.lower() in _NOBODY else (name, web_address(linked[2]) if linked else "")


def _day(value: object) -> str:
    found = _DATE.search(value if isinstance(value, str) else value.isoformat() if isinstance(value, date) else "")
    if not found:
        return ""
    try:
        return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError:
        return ""
