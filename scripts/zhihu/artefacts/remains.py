"""What looks like a part of Zhihu's page and stays, and how much was taken off that other people wrote."""

import re
from collections.abc import Iterator

from zhihu.markdown.document import Document
from zhihu.model import Edit, Sighting, TextFacts
from zhihu.rules.chrome_bottom import chrome_bottom
from zhihu.rules.chrome_top import chrome_top
from zhihu.rules.copy_tail import copy_tail
from zhihu.rules.other_answers import other_answers

_RULES = (chrome_bottom, chrome_top, copy_tail, other_answers)
_LOOKS_LIKE_PAGE = re.compile(
    r"[\d,]+ ?人赞同了该(?:文章|回答)|收录于 · |(?:编辑|发布)于 \d{4}-\d\d-\d\d \d\d:\d\d"
    r"|还没有人送礼物，鼓励一下作者吧|人已送礼物|^#{1,6} 更多回答|^登录/注册$|^大家都在搜$|search_source=Trending"
    r"|^收起$|^(?:已|取消)?关注[他她]?$|取消关注$|^[\d,]+ 条评论$|著作权归作者所有|jobs@zhihu\.com",
    re.MULTILINE,
)
# Searched one by one, as this takes a tenth of the time of the pattern.
_HINTS = (
    *(
        "人赞同了该",
        "收录于 · ",
        "编辑于 20",
        "发布于 20",
        "送礼物",
        "更多回答",
        "登录/注册",
        "大家都在搜",
        "=Trending",
    ),
    *("\n收起\n", "关注\n", "关注他\n", "关注她\n", " 条评论\n", "著作权归作者所有", "jobs@zhihu.com"),
)
_NEAR = 60
_MOST = 50


def page_remains(document: Document, facts: TextFacts) -> Iterator[Sighting]:
    """Report what looks like Zhihu's page but may be the author's, or stands where the page has it not."""
    seen = sorted(_places(document.text))
    taken = list(_edits(document, facts)) if seen else []
    for place, words in seen:
        if not document.is_opaque(place) and not any(edit.start <= place < edit.end for edit in taken):
            message = f"this looks like a part of Zhihu's page: {words}"
            yield Sighting(place, "note", "page-remains", message, "a look; it stays, as it may be the author's")


def taken_off(document: Document, facts: TextFacts) -> Iterator[Sighting]:
    """Report how much was taken off that other people wrote."""
    edits = list(other_answers(document, facts))
    if edits:
        count = sum(edit.end - edit.start for edit in edits)
        message = f"{count:,} characters of other people's answers or remarks are not on the page"
        yield Sighting(
            edits[0].start, "note", "other-answers", message, "a look, if they belong there; they are in the ledger"
        )


def _places(text: str) -> set[tuple[int, str]]:
    """Return place and words of what looks like Zhihu's page; not all of it where there is a lot."""
    found = set()
    for hint in _HINTS:
        at = -1
        for _ in range(_MOST):
            at = text.find(hint, at + 1)
            if at < 0:
                break
            seen = _LOOKS_LIKE_PAGE.finditer(text, max(0, at - _NEAR), at + _NEAR)
            found |= {(m.start(), m[0]) for m in seen if m.start() < at + len(hint) and at < m.end()}
    return found


def _edits(document: Document, facts: TextFacts) -> Iterator[Edit]:
    for rule in _RULES:
        yield from rule(document, facts)
