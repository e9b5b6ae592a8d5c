"""The words by which an export marks its questions and answers, in the spellings seen in the wild (T36).

`reference` names: Q1 to Q6, Q9 and Q16 to Q20 of the corpus study: bold or plain, the colon inside or outside the
stars, in a heading or a quote, with the first sentence of the answer inside the stars.
"""

import re
import sys
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

from zhihu.document import Document

Role = Literal["question", "answer"]

_QUESTION = r"提问|问题|问|Q|面试官"
_ANSWER = r"回答|答案|答|A|参考答案|[^\s*：:]{0,12}标准回答"
_MARKER = re.compile(
    rf"""
    ^(?P<lead>\#{{1,6}}[ \t]+|>[ ]?)?
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


@dataclass(frozen=True, slots=True)
class Marker:
    """One marker in a text."""

    role: Role
    """What it opens."""

    start: int
    """Its first character, heading signs and quote mark included."""

    end: int
    """First character of the words it marks."""

    is_bold: bool
    """Whether it is set in bold; in a file that has bold markers, plain ones are the author's own words."""

    keeps_stars: bool
    """Whether the marked words are bold together with the marker: its stars belong to them."""


def find_markers(document: Document) -> list[Marker]:
    """Return the markers of `document` that stand at a line of its top level, all bold or all plain, in order.

    None if there is no question among them or no answer: then the words are labels of some other kind.
    """
    matches = list(_MARKER.finditer(document.text))
    if not matches:
        return []
    top = [(s.start, s.end) for s in document.spans if s.parent < 0 and s.kind in _TOP_LEVEL]
    found = [_marker(m) for m in matches if _contains(top, m.start())]
    bold = [m for m in found if m.is_bold]
    chosen = bold if any(m.role == "question" for m in bold) else [m for m in found if not m.is_bold]
    return chosen if {m.role for m in chosen} == {"question", "answer"} else []


def _marker(found: re.Match[str]) -> Marker:
    role: Role = "question" if found["q"] or found["q_in"] or found["q_plain"] else "answer"
    inside = bool(found["q_in"] or found["a_in"])
    return Marker(role, found.start(), found.end(), not (found["q_plain"] or found["a_plain"]), inside)


def _contains(ranges: list[tuple[int, int]], place: int) -> bool:
    index = bisect_right(ranges, (place, sys.maxsize)) - 1
    return index >= 0 and place < ranges[index][1]
