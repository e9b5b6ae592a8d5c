"""The marks by which an export sets its questions and answers apart, in the spellings seen in the wild (T36).

Words come first (`**提问**：`, `问：`, `Q：`), bold or plain, the colon inside or outside the stars, in a heading,
a quote or a list item; where there are none, headings that can only be questions.
"""

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from zhihu.markdown.document import Document

Role = Literal["question", "answer", "tail"]

_QUESTION = r"提问|问题|问|Q|面试官"
_ANSWER = r"回答|答案|答|A|参考答案|[^\s*：:]{0,12}标准回答"
_MARKER = re.compile(
    rf"""
    ^(?P<lead>\#{{1,6}}[ \t]+|>[ ]?|[-*+][ ]+|[ ]{{2,4}})?
    (?:
        \*\*(?:(?P<q>{_QUESTION})|(?P<a>{_ANSWER}))[ ]?(?P<colon>(?:[：:]\*\*|\*\*[ ]?[：:]))
      | \*\*(?:(?P<q_in>{_QUESTION})|(?P<a_in>{_ANSWER}))[：:](?=[^*\n]+\*\*)
      | (?:(?P<q_plain>{_QUESTION})|(?P<a_plain>{_ANSWER}))[：:]
    )
    [ \t\u00a0]*
    """,
    re.MULTILINE | re.VERBOSE,
)
_TOP_LEVEL = frozenset({"Paragraph", "Heading", "BlockQuote"})
_ASKS = re.compile(r"[？?][\s*”」）)]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Marker:
    """One marker in a text."""

    role: Role
    """What it opens; a tail belongs to no question."""

    start: int
    """Its first character, heading signs and quote mark included."""

    end: int
    """First character of the words it marks."""

    is_bold: bool = False
    """Whether it is set in bold; in a file that has bold markers, plain ones are the author's own words."""

    keeps_stars: bool = False
    """Whether the marked words are bold together with the marker: its stars belong to them."""

    body: int = 0
    """Where the text below begins, if the mark reaches below the marked words: the ruler under a heading."""


def find_markers(document: Document) -> list[Marker]:
    """Return the markers of `document` that are words at a line of its top level, all bold or all plain, in order.

    None if there is no question among them; nor if there is no answer, unless every question asks something:
    then the words are labels of some other kind.
    """
    matches = list(_MARKER.finditer(document.text))
    if not matches:
        return []
    found = list(_at_top_level(document, matches)) or list(_in_items(document, matches))
    bold = [m for m in found if m.is_bold]
    chosen = bold if any(m.role == "question" for m in bold) else [m for m in found if not m.is_bold]
    # `**Q：…**` with a plain `A：` below it.
    if bold and {m.role for m in chosen} == {"question"}:
        chosen = found
    return chosen if _are_questions(document.text, chosen) else []


def _are_questions(text: str, markers: list[Marker]) -> bool:
    questions = [m for m in markers if m.role == "question"]
    if not questions or len(questions) < len(markers):
        return bool(questions)
    return all(m.is_bold and _ASKS.search(text, m.end, _line_end(text, m.end)) for m in questions)


def _line_end(text: str, place: int) -> int:
    end = text.find("\n", place)
    return len(text) if end < 0 else end


def _at_top_level(document: Document, matches: list[re.Match[str]]) -> Iterator[Marker]:
    top = [(s.start, s.end) for s in document.spans if s.parent < 0 and s.kind in _TOP_LEVEL]
    for found in matches:
        if _contains(top, found.start()) and not (found["lead"] or "").startswith(("-", "*", "+", "  ")):
            yield _marker(found)


def _in_items(document: Document, matches: list[re.Match[str]]) -> Iterator[Marker]:
    """Yield the markers of a list in which each item is a bold question with the answer in its next lines."""
    items = [(s.start, s.end) for s in document.of("Item") if document.spans[s.parent].parent < 0]
    inside = [_marker(m) for m in matches if _contains(items, m.end())]
    if [m.role for m in inside[:2]] == ["question", "answer"] and all(
        m.is_bold for m in inside if m.role == "question"
    ):
        yield from inside


def _marker(found: re.Match[str]) -> Marker:
    role: Role = "question" if found["q"] or found["q_in"] or found["q_plain"] else "answer"
    inside = bool(found["q_in"] or found["a_in"])
    return Marker(role, found.start(), found.end(), not (found["q_plain"] or found["a_plain"]), inside)


def _contains(ranges: list[tuple[int, int]], place: int) -> bool:
    index = bisect_right(ranges, (place, sys.maxsize)) - 1
    return index >= 0 and place < ranges[index][1]
