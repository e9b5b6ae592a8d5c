"""Headings that are questions (Q10 to Q12 of the corpus study), and headings that end the last answer (Q8).

A question mark alone is no proof: most headings that end in one are sections of an article.
"""

import re

from zhihu.exports.markers import Marker
from zhihu.markdown.document import Document, Span
from zhihu.model import Sighting

_TO_QUESTION = re.compile(r"[(（]\s*(?:https?:)?//www\.zhihu\.com/question/\d+")
_ASKS = re.compile(r"[？?][\s*”」）)]*\Z")
_TAIL = re.compile(
    r"(?:\d+[.、]\s*)?(?:参考(?:资料|文献|链接)?|引用|致谢|附录|相关(?:阅读|链接)|references?|see also)\s*[:：]?",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"#{1,6}[ \t]+")
# Asked before the text is parsed: a heading with a question mark, or the address of a question.
# The mark is looked for from the start of the line: from each mark to the end of the line takes for ever in a long one.
_MAYBE = re.compile(
    r"^#{1,6}[ \t][^\n]*[?？]|^(?=[^\n]*[?？])[^\n]*\n(?:=+|-+)[ \t]*$|//www\.zhihu\.com/question/", re.MULTILINE
)
_FEWEST = 3
_MANY = 0.6


def question_headings(document: Document) -> list[Marker]:
    """Return headings that can only be questions, with the tails between and behind them; none if it is not certain.

    Either they carry the address of a question on Zhihu, or all headings of their level, three at least, ask something.
    """
    if not _MAYBE.search(document.text):
        return []
    tops = [s for s in document.of("Heading") if s.parent < 0]
    linked = [s for s in tops if _TO_QUESTION.search(document.text, s.start, s.end)]
    chosen = linked or _all_asking(document, tops)
    if not chosen:
        return []
    level = chosen[0].data
    tails = [s for s in tops if s.data <= level and s.start > chosen[0].start and _TAIL.fullmatch(_words(document, s))]
    marked = [_marker(document, s, "question") for s in chosen] + [_marker(document, s, "tail") for s in tails]
    return sorted(marked, key=lambda marker: marker.start)


def tail_headings(document: Document, markers: list[Marker]) -> list[Marker]:
    """Return the headings that end the last answer of a file whose questions are marked headings (Q3)."""
    headed = [m for m in markers if m.role == "question" and document.text[m.start] == "#"]
    if not headed:
        return []
    tops = [s for s in document.of("Heading") if s.parent < 0 and s.start > headed[0].start]
    return [_marker(document, s, "tail") for s in tops if _TAIL.fullmatch(_words(document, s))]


def unsure_headings(document: Document) -> list[Sighting]:
    """Return a sighting if many headings of one level ask something, but not all: they may be questions or sections."""
    if not _MAYBE.search(document.text):
        return []
    tops = [s for s in document.of("Heading") if s.parent < 0]
    for level in sorted({s.data for s in tops}):
        here = [s for s in tops if s.data == level]
        asking = [s for s in here if _asks(document, s)]
        if len(asking) >= _FEWEST and len(asking) >= _MANY * len(here):
            message = f"{len(asking)} of {len(here)} headings ask something; they may be questions or sections"
            expected = "put 提问： before each if they are questions; until then the file is one page"
            return [Sighting(asking[0].start, "note", "maybe-questions", message, expected)]
    return []


def _all_asking(document: Document, tops: list[Span]) -> list[Span]:
    for level in ("H1", "H2", "H3"):
        here = [s for s in tops if s.data == level and not _TAIL.fullmatch(_words(document, s))]
        if len(here) >= _FEWEST and all(_asks(document, s) for s in here):
            return here
        if len(here) > 1:
            return []
    return []


def _asks(document: Document, heading: Span) -> bool:
    return bool(_ASKS.search(_words(document, heading)))


def _words(document: Document, heading: Span) -> str:
    lines = document.text[heading.start : heading.end].strip().split("\n")
    if lines[0].startswith("#"):
        return lines[0].strip("# \t")
    return "\n".join(lines[:-1]).strip()


def _marker(document: Document, heading: Span, role: str) -> Marker:
    signs = _SIGNS.match(document.text, heading.start)
    start = signs.end() if signs else heading.start
    return Marker("question" if role == "question" else "tail", heading.start, start, body=heading.end)
