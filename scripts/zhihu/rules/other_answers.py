"""Other people's words below an answer: more answers to the question, comments on an article (T45)."""

import re
from collections.abc import Iterator

from zhihu.document import Document, Span
from zhihu.model import Edit, TextFacts
from zhihu.rules.units import BLANK, removal

_ANSWERS = re.compile(r"^#{1,6}[ \t]+更多回答[ \t]*(?:\[[^\]\n]*\]\([^()\n]*\))?[ \t]*$", re.MULTILINE)
_COMMENTS = re.compile(
    r"^[^\S\n]*(?:理性发言，友善互动\s+)?[\d,]+[ ]条评论[^\S\n]*\n\s*(?:默认|默认排序)[^\S\n]*\n\s*最新[^\S\n]*$",
    re.MULTILINE,
)


def other_answers(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Take out everything from the heading of other people's answers or comments on, but for the author's footnotes."""
    start = others_start(document)
    if start < len(document.text):
        for first, last in _between(start, len(document.text), author_notes(document, start)):
            yield removal(document.text, first, last, "other_answers")


def others_start(document: Document) -> int:
    """Return where other people's words begin; the end of the text if there are none."""
    text = document.text
    places = [len(text)]
    for hint, pattern in (("更多回答", _ANSWERS), ("条评论", _COMMENTS)):
        if hint in text:
            places += [m.start() for m in pattern.finditer(text) if _is_on_top(document, m.start())][:1]
    start = min(places)
    return start if text[:start].strip(BLANK) else len(text)


def _is_on_top(document: Document, place: int) -> bool:
    return not document.is_opaque(place) and not any(
        s.start <= place < s.end for kind in ("BlockQuote", "List") for s in document.of(kind)
    )


def author_notes(document: Document, start: int) -> list[Span]:
    """Return the footnotes that stand behind `start` and belong to the words before it."""
    notes = (s for s in document.of("FootnoteDefinition") if s.start >= start)
    return [note for note in notes if f"[^{note.data}]" in document.text[:start]]


def _between(start: int, end: int, kept: list[Span]) -> Iterator[tuple[int, int]]:
    for span in kept:
        if start < span.start:
            yield start, span.start
        start = span.end
    if start < end:
        yield start, end


KEEPS_WORDS = ()
CHANGES_WORDS = (other_answers,)
