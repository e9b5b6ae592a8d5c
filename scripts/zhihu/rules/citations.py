"""Numbers such as `[1]`, and the list of references they lead to: the author's, or one that people named (T16, T18)."""

import re
from collections.abc import Iterator
from functools import lru_cache

from zhihu.artefacts.citings import Citing, marked_citings
from zhihu.artefacts.references import References, references
from zhihu.markdown.document import Document
from zhihu.markdown.verbatim import Ranges
from zhihu.model import Edit, TextFacts

_NUMBER = re.compile(r"\[(\d{1,3})\\?\]")
_WORD = re.compile(r"\S")
# Before it, an index such as `a[1]` or a bracket; behind it, a link, a definition or more brackets.
_NO_WORDS_BEFORE = re.compile(r"[A-Za-z0-9_\]\\!\[]")
_NO_WORDS_BEHIND = re.compile(r"[(:\]]|\[(?!\^|\[)[^\[\]]*\](?!\()")


def citations(document: Document) -> Iterator[Citing]:
    """Yield the numbers in square brackets that stand in the author's prose without any markup, in order."""
    links = iter(document.links)
    link = next(links, None)
    for row in _rows(document.text):
        start = row[0].start
        while link and link.end <= start:
            link = next(links, None)
        in_link = link is not None and link.start <= start
        if not in_link and not document.is_opaque(start):
            yield from row


def _rows(text: str) -> Iterator[list[Citing]]:
    """Yield the numbers of `text` that can be citations, those that follow on each other as one: `[1][2]` are two."""
    row: list[Citing] = []
    for found in _NUMBER.finditer(text):
        start = found.start() - (text[found.start() - 1 : found.start()] == "\\")
        citing = Citing(start, found.end(), found.span(1), int(found[1]), "bare")
        if row and row[-1].end != start:
            yield from _cited(text, row)
            row = []
        row.append(citing)
    if row:
        yield from _cited(text, row)


def _cited(text: str, row: list[Citing]) -> Iterator[list[Citing]]:
    before = text[row[0].start - 1 : row[0].start]
    if not _NO_WORDS_BEFORE.match(before) and not _NO_WORDS_BEHIND.match(text, row[-1].end):
        yield row


def all_references(document: Document, facts: TextFacts) -> References:
    """Return what every citing place of `document` means."""
    return references(document, _citings(document), facts)


@lru_cache(maxsize=4)  # several rules ask, for each part of a page
def _citings(document: Document) -> tuple[Citing, ...]:
    marked = list(marked_citings(document))
    taken = Ranges((citing.start, citing.end) for citing in marked)
    bare = (citing for citing in citations(document) if not taken.hold(citing.start))
    return tuple(sorted([*marked, *bare], key=lambda c: c.start))


def citation(document: Document, facts: TextFacts) -> Iterator[Edit]:
    """Link each bare number to its reference; the author's number stays as it is."""
    if "[" not in document.text:
        return
    for place in all_references(document, facts).linked:
        if place.citing.form == "bare":
            start, end = place.citing.start, place.citing.end
            yield Edit(start, start, f'<sup id="{place.id}">[', "citation")
            yield _closing(document.text, end, f"]({place.href})</sup>")


def _ends_text(text: str, end: int) -> bool:
    return text[end : end + 1] in {"", "\n", " "} and not _WORD.search(text, end)


def _closing(text: str, end: int, new: str) -> Edit:
    """Return the edit after a number; before another number it takes in the bracket, as two insertions cannot meet."""
    start = text.rfind("[", 0, end)
    if text[start - 1 : start] == "\\" and text[end - 2] != "\\":
        return Edit(end - 1, end, f"\\]{new}", "citation")
    # At the end of the text another rule may put a list.
    meets = text.startswith(("[", "\\["), end) or _ends_text(text, end)
    return Edit(end - 1, end, f"]{new}", "citation") if meets else Edit(end, end, new, "citation")


KEEPS_WORDS = (citation,)
CHANGES_WORDS = ()
