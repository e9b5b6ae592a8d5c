"""Other people's words below an answer: more answers to the question, comments on an article (T45)."""

import re
from collections.abc import Iterator

from zhihu.markdown.document import Document, Span
from zhihu.model import Edit, TextFacts
from zhihu.rules.units import BLANK, removal

# The page's heading is of the fourth level; an author has only two.
_ANSWERS = re.compile(r"^####[ \t]+更多回答[ \t]*(?:\[[^\]\n]*\]\([^()\n]*\))?[ \t]*$", re.MULTILINE)
_COMMENTS = re.compile(
    r"^[^\S\n]*(?:理性发言，友善互动\s+)?[\d,]+[ ]条评论[^\S\n]*\n\s*(?:默认|默认排序)[^\S\n]*\n\s*最新[^\S\n]*$",
    re.MULTILINE,
)
_CITED = re.compile(r"\[\^([^\]\s]+)\]")


def other_answers(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Take out everything from the heading of other people's answers or comments on, but for the author's footnotes."""
    start = others_start(document)
    if start < len(document.text):
        for first, last in _between(start, len(document.text), _author_notes(document, start)):
            yield removal(document.text, first, last, "other_answers")


def others_start(document: Document) -> int:
    """Return where other people's words begin; the end of the text if there are none."""
    text = document.text
    places = [len(text)]
    for hint, pattern in (("更多回答", _ANSWERS), ("条评论", _COMMENTS)):
        found = pattern.finditer(text) if hint in text else iter(())
        places += [next((m.start() for m in found if not document.is_opaque(m.start())), len(text))]
    start = min(places)
    return start if text[:start].strip(BLANK) else len(text)


def _author_notes(document: Document, start: int) -> list[Span]:
    """Return the footnotes that stand behind `start` and belong to the words before it."""
    cited = set(_CITED.findall(document.text, 0, start))
    return [s for s in document.of("FootnoteDefinition") if s.start >= start and s.data in cited]


def _between(start: int, end: int, kept: list[Span]) -> Iterator[tuple[int, int]]:
    for span in kept:
        if start < span.start:
            yield start, span.start
        start = span.end
    if start < end:
        yield start, end


KEEPS_WORDS = ()
CHANGES_WORDS = (other_answers,)
