"""What the rules took off a text and its page says above it: who wrote it, where and when."""

import re
from collections.abc import Iterable
from dataclasses import fields, replace

from zhihu.clean import Cleaned
from zhihu.exports.metadata import Metadata, clipped, one_line, web_address
from zhihu.rules import page_words as page
from zhihu.rules.copy_tail import CREDIT, LICENCE, address_of

_SAYS_MORE = frozenset({"chrome_top", "chrome_bottom", "copy_tail"})
_WIDTHLESS = re.compile("[\u200b\u2060\ufeff]")
_AUTHOR = re.compile(rf"{page.AVATAR}\s?{page.PERSON}")
_COLUMN = re.compile(rf"{page.COLUMN}|{page.FIRST_IN}")
_COLUMN_CARD = re.compile(r"\[所属专栏 · [^\]]*\]\(([^()\s]+)\) \S+ \[([^\[\]]+)\]\(\1\)")
_DATED = re.compile(page.DATED)
_FULL_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_CONVERTED = re.compile(page.CONVERTED)
_LICENCE = re.compile(LICENCE)
_NOWHERE = "未知"


def metadata_of(export: str, parts: Iterable[Cleaned]) -> Metadata:
    """Return what is known about a section of `export`: what was taken off its parts, else the front matter."""
    front = known = clipped(export)
    for part in parts:
        for edit in part.edits.applied:
            if edit.rule in _SAYS_MORE:
                known = _with(known, taken(part.document.text[edit.start : edit.end]))
    return replace(known, source=front.source or known.source)


def taken(text: str) -> Metadata:
    """Return what one stretch that a rule took off says."""
    words = " ".join(_WIDTHLESS.sub(" ", text).split())
    credit, author, converted = CREDIT.search(text), _AUTHOR.search(words), _CONVERTED.search(words)
    column, column_url = _column(words)
    return _with(
        _dated(words),
        Metadata(
            source=web_address(address_of(credit) if credit else converted["source"] if converted else ""),
            author=one_line(credit["author"] if credit else author["author"] if author else ""),
            author_url=_absolute(author["author_url"]) if author and not credit else "",
            column=column,
            column_url=column_url,
            licence=licence[0] if (licence := _LICENCE.search(text)) else "",
        ),
    )


def _with(known: Metadata, more: Metadata) -> Metadata:
    """Return `known` with every field that `more` fills."""
    return replace(known, **{f.name: value for f in fields(more) if (value := getattr(more, f.name))})


def _dated(words: str) -> Metadata:
    found = _DATED.search(words)
    if not found or not _FULL_DATE.fullmatch(found["date"]):
        return Metadata()
    place = found["place"] if found["place"] != _NOWHERE else ""
    known = Metadata(place=place or "", licence=found["licence"] or "")
    return replace(known, published=found["date"]) if found["kind"] == "发布" else replace(known, edited=found["date"])


def _column(words: str) -> tuple[str, str]:
    found, card = _COLUMN.search(words), _COLUMN_CARD.search(words)
    if found:
        return one_line(found["column"] or found["first_in"]), _absolute(found["column_url"] or found["first_in_url"])
    return (one_line(card[2]), _absolute(card[1])) if card else ("", "")


def _absolute(url: str) -> str:
    return web_address(f"https:{url}" if url.startswith("//") else url)
