"""What Zhihu's page shows above a text: column, votes, the author's card, buttons, table of contents (T45)."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from zhihu.markdown.document import Document
from zhihu.model import Edit, TextFacts
from zhihu.rules import page_words as page
from zhihu.rules.contents import listed
from zhihu.rules.other_answers import others_start
from zhihu.rules.units import Unit, removal, units

_WINDOW = 8000
_SHORT_WINDOW = 1500
_CONTENTS = 3000
_NEAR = 200
_MOST_LINES_OF_QUESTION = 6
_LONGEST_SIGN = 8
_HINTS = ("人赞同", "收录", "首发于", "登录", "简悦", "/people/", "/topic/", "](https://www.zhihu.com/)", "查看全部")
_ENDS = ("人赞同", "登录后你可以", " 个回答](")
_SURE, _PROBABLE, _TEXT = "sure", "probable", "text"

_AVATAR = re.compile(page.AVATAR)
_PERSON = re.compile(page.PERSON)
_HEADLINE = re.compile(r"[^\[\]#>|。！？!?；]{2,40}")
_NO_WORDS = re.compile(r"#{1,6}\s.*|!\[[^\]]*\]\([^()]*\)|=+|-+|\* \* \*")
# Words of the page on the same line as words of the text.
_GLUED = re.compile(
    rf"(?:{page.COLUMN}|{page.ROUNDTABLE}|{page.ALL_ANSWERS}|^{page.LOGO}|^(?=\d))"
    rf"(?:[ ]?{page.VOTES}(?=[ ][^，。；：！？、]))?[ ]*",
    re.MULTILINE,
)
_BLOCK_SIGN = re.compile(r"(?:[-*+]|#{1,6})[ \t]|>|\|")
_NUMBER_SIGN = re.compile(r"\d+[.)][ \t]")


def chrome_top(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Take out what Zhihu's page shows above the text."""
    window = document.text[:_WINDOW]
    if not any(hint in window for hint in _HINTS):
        return
    head = list(_head(document, window))
    kinds = _kinds(document, head)
    body = _body(head, kinds)
    for first, last in _runs(kinds[:body]):
        yield removal(document.text, head[first].start, head[last].end, "chrome_top")
    for unit, kind in zip(head[: body + 1], kinds, strict=False):
        if kind == _TEXT:
            yield from _glued(document.text, unit)


def _head(document: Document, window: str) -> Iterator[Unit]:
    """Yield the first lines of the text, down to a few below those that end the page's head."""
    last = max(window.find(words) for words in _ENDS)
    size = _SHORT_WINDOW if last < 0 else last + (_CONTENTS if "目录" in window[last : last + _NEAR] else _NEAR)
    end = min(document.text.find("\n", size) % (len(document.text) + 1), others_start(document))
    for unit in units(document.text, 0, end):
        if not document.is_opaque(unit.start):
            yield unit


def _kinds(document: Document, head: Sequence[Unit]) -> list[str]:
    kinds = [_kind(unit) for unit in head]
    for at, unit in enumerate(head):
        before = kinds[at - 1] if at else _TEXT
        if kinds[at] == _TEXT and (_is_of_author(head, at) or _is_count(head, at)):
            kinds[at] = _PROBABLE
        elif at and before == _TEXT and unit.words in page.ANYBODYS_WORDS:
            kinds[at] = _TEXT
        elif before != _TEXT and page.FOLLOW_BUTTON.fullmatch(unit.words):
            kinds[at] = _SURE
        elif unit.words == "目录":
            _mark_contents(document, head, kinds, at)
    return kinds


def _kind(unit: Unit) -> str:
    if page.SURE_TOP.fullmatch(unit.words):
        return _SURE
    return _PROBABLE if page.PROBABLE_TOP.fullmatch(unit.words) else _TEXT


def _is_of_author(head: Sequence[Unit], at: int) -> bool:
    """Return whether a line is the name or the headline on the card of the author."""
    words = [unit.words for unit in head[:at]][-3:]
    if words and _PERSON.fullmatch(head[at].words):
        return bool(_AVATAR.fullmatch(words[-1]))
    has_card = any(_AVATAR.match(line) for line in words)
    follows = head[at + 1].words if at + 1 < len(head) else ""
    ends_card = page.LAST_ABOVE.fullmatch(follows) or page.FOLLOW_BUTTON.fullmatch(follows)
    return has_card and bool(ends_card) and bool(_HEADLINE.fullmatch(head[at].words))


def _is_count(head: Sequence[Unit], at: int) -> bool:
    return at > 0 and head[at - 1].words in page.COUNTED and bool(page.COUNT.fullmatch(head[at].words))


def _mark_contents(document: Document, head: Sequence[Unit], kinds: list[str], at: int) -> None:
    """Mark a table of contents, if only the word for it is left, or if its lines repeat the headings."""
    is_open = at + 1 < len(head) and head[at + 1].words == "收起"
    lines = head[at + 1 + is_open :]
    count = listed(document, lines)
    if is_open and count:
        kinds[at : at + 1 + is_open + count] = [_SURE] * (1 + is_open + count)
    elif not is_open and not count and at and kinds[at - 1] != _TEXT and not (lines and _starts_list(lines[0])):
        kinds[at] = _SURE


def _starts_list(unit: Unit) -> bool:
    return bool(re.match(r"[-*+]\s|\d+\\?[.)、]|[一二三四五六七八九十]、|第.{1,3}[章节]|\[", unit.words))


def _body(head: Sequence[Unit], kinds: Sequence[str]) -> int:
    """Return the index of the first line of the text: below the votes, or without them the first one with words.

    Between title and votes a question may stand.
    """
    words = [at for at, unit in enumerate(head) if kinds[at] == _TEXT and not _NO_WORDS.fullmatch(unit.words)]
    words.append(len(head))
    last = next((at for at, unit in enumerate(head) if page.LAST_ABOVE.fullmatch(unit.words)), len(head))
    if last == len(head) or last > words[min(_MOST_LINES_OF_QUESTION, len(words) - 1)]:
        return words[0]
    return next((at for at in range(last, len(head)) if kinds[at] == _TEXT), len(head))


def _runs(kinds: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield first and last index of the page's lines that stand together, up to the last sure one."""
    for is_page, group in groupby(enumerate(kinds), key=lambda pair: pair[1] != _TEXT):
        places = list(group)
        sure = [at for at, kind in places if kind == _SURE]
        if is_page and sure:
            yield places[0][0], sure[-1]


def _glued(text: str, unit: Unit) -> Iterator[Edit]:
    for found in _GLUED.finditer(text, unit.start, min(unit.end, _WINDOW)):
        start, end = found.span()
        is_first, rest = start == unit.start, text[end : min(unit.end, end + _LONGEST_SIGN)]
        if start == end or "\n" in found[0] or (is_first and _NUMBER_SIGN.match(rest)):
            continue
        start = len(text[:start].rstrip(" \t")) if not rest else start
        yield Edit(start, end, "\\" if is_first and _BLOCK_SIGN.match(rest) else "", "chrome_top")


KEEPS_WORDS = ()
CHANGES_WORDS = (chrome_top,)
