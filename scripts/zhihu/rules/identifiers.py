"""Blanks that Web Clipper put around a keyword link in the middle of an identifier or a path (Z11)."""

import re
from collections.abc import Iterator

from zhihu.markdown.document import Document
from zhihu.markdown.links import Link
from zhihu.model import Edit, TextFacts
from zhihu.rules.links import keyword_links

_CHAR = r"(?:[A-Za-z0-9.+-]|\\?_)"
_WORD = re.compile(rf"{_CHAR}+")
_NAME = re.compile(r"(?:[A-Za-z]|\\?_)(?:[A-Za-z0-9]|\\?_)*")
# Two folders at least: one slash stands between words too.
_FOLDERS = re.compile(rf"(?<![A-Za-z0-9_:/.+-])/?(?:{_CHAR}+/){{2,12}}\Z")
_FILE = re.compile(rf"/(?=[^/\s]*[a-z])(?:(?:{_CHAR}+/)+{_CHAR}|{_CHAR}*\.[A-Za-z]{{1,4}}(?![A-Za-z0-9]))")
_UNDERSCORE_BEFORE = re.compile(r"(?:\\?_)+\Z")
_UNDERSCORE_AFTER = re.compile(r"(?:\\?_)+[A-Za-z0-9]")
_LONGEST_PATH = 120


def split_identifier(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Close up an identifier or a path in which a keyword was linked; what may be words keeps its blanks."""
    emphasis = {place for kind in ("Emphasis", "Strong") for s in document.of(kind) for place in (s.start, s.end)}
    for link in keyword_links(document):
        if not link.is_inline or not _WORD.fullmatch(document.text, link.label_start, link.label_end):
            continue
        joins_before = _joins_before(document.text, link, emphasis)
        if joins_before:
            yield Edit(link.start - 1, link.start, "", "split_identifier")
        if _joins_after(document.text, link, emphasis, is_path=joins_before):
            yield Edit(link.end, link.end + 1, "", "split_identifier")


def _joins_before(text: str, link: Link, emphasis: set[int]) -> bool:
    at = link.start - 1
    if at < 1 or text[at] != " " or at in emphasis:
        return False
    before = text[max(0, at - _LONGEST_PATH) : at]
    return bool(_UNDERSCORE_BEFORE.search(before)) or (bool(_FOLDERS.search(before)) and before != before.upper())


def _joins_after(text: str, link: Link, emphasis: set[int], *, is_path: bool) -> bool:
    at = link.end + 1
    if text[link.end : at] != " " or at in emphasis:
        return False
    if _UNDERSCORE_AFTER.match(text, at):
        return True
    if text.startswith("()", at):
        return bool(_NAME.fullmatch(text, link.label_start, link.label_end))
    return bool(_FILE.match(text, at)) or (is_path and text[at : at + 1] == "/" and bool(_WORD.match(text, at + 1)))


KEEPS_WORDS = ()
CHANGES_WORDS = (split_identifier,)
