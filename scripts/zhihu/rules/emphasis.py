"""Bold and italic text that breaks beside Chinese punctuation or where a keyword link goes (T06, T34, T35).

CommonMark does not close emphasis between punctuation and a letter, so `**回答：**虽然` shows its stars.
The cure that reads well in every parser is to move the punctuation out: `**回答**：虽然`;
where it cannot move (a bracket that closes one inside, code, a link), `<strong>` takes the place of the stars.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from zhihu.document import Document
from zhihu.fates import dropped_tags
from zhihu.model import Edit, TextFacts
from zhihu.rules.blanks import ZERO_WIDTH
from zhihu.rules.links import removed_markup

_STARS = re.compile(r"\*+")
_MOVABLE = frozenset("：:，,。.；;！!？?、…—-")
_ENTITY = re.compile(r"&#?\w+;\Z")
_TAGS = {
    1: ("<em>", "</em>"),
    2: ("<strong>", "</strong>"),
    3: ("<strong><em>", "</em></strong>"),
}


@dataclass(frozen=True, slots=True)
class _View:
    """The inline text of one block as a parser will have it: without what other rules take away inside a line."""

    text: str
    """The characters that stay."""

    places: tuple[int, ...]
    """Their places in the document, and the place after the last one."""

    hidden: frozenset[int]
    """Places in the view where a star is not markup: code, formulas, addresses, after a backslash."""

    def replaced(self, start: int, end: int, new: str = "") -> Iterator[Edit]:
        """Yield the edits that put `new` in the place of the view's characters, one for each unbroken stretch."""
        first = self.places[start]
        for at in range(start, end):
            if at + 1 == end:
                yield Edit(first, self.places[at] + 1, new, "emphasis")
            elif self.places[at + 1] != self.places[at] + 1:
                yield Edit(first, self.places[at] + 1, "", "emphasis")
                first = self.places[at + 1]


@dataclass(frozen=True, slots=True)
class _Run:
    """Stars that stand together."""

    start: int
    """Place of the first one in the view."""

    end: int
    """Place after the last one."""


def emphasis(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Join bold runs that meet and mend those that a parser would not close."""
    if "*" not in document.text:
        return
    gaps = removed_markup(document)
    gaps += dropped_tags(document)
    for inline in document.of("Inline"):
        if "*" in document.text[inline.start : inline.end]:
            yield from _mended(_view(document, inline.start, inline.end, gaps))


def _view(document: Document, start: int, end: int, gaps: list[tuple[int, int]]) -> _View:
    cut = {at for first, last in gaps if first < end and start < last for at in range(first, last)}
    places = [at for at in range(start, end) if at not in cut and not _is_zero_width(document, at)]
    text = "".join(document.text[at] for at in places)
    hidden = frozenset(
        index
        for index, at in enumerate(places)
        if text[index] == "*" and (document.is_opaque(at) or document.text[at - 1 : at] == "\\")
    )
    return _View(text, (*places, end), hidden)


def _is_zero_width(document: Document, at: int) -> bool:
    return document.text[at] in ZERO_WIDTH and not document.is_opaque(at)


def _mended(view: _View) -> Iterator[Edit]:
    runs = [_Run(*m.span()) for m in _STARS.finditer(view.text) if m.start() not in view.hidden]
    joints = list(_joints(runs))
    for joint in joints:
        yield from view.replaced(joint.start, joint.end)
    for width in _TAGS:
        yield from _mended_pairs(view, [r for r in runs if r.end - r.start == width], width)


def _joints(runs: list[_Run]) -> Iterator[_Run]:
    """Yield the runs of four stars at which one bold text ends and the next begins."""
    is_open = False
    widths = [run.end - run.start for run in runs]
    for index, width in enumerate(widths):
        if width == len("**"):
            is_open = not is_open
        elif width == len("****") and is_open and len("**") in widths[index:]:
            yield runs[index]


def _mended_pairs(view: _View, runs: list[_Run], width: int) -> Iterator[Edit]:
    """Mend every second pair of neighbours; where their number is odd, nobody can tell which belong together."""
    if len(runs) % 2:
        return
    for index, (opening, closing) in enumerate(pairwise(runs)):
        if index % 2 == 0 and opening.end < closing.start:
            yield from _mended_pair(view, opening, closing, width)


def _mended_pair(view: _View, opening: _Run, closing: _Run, width: int) -> Iterator[Edit]:
    inner = view.text[opening.end : closing.start]
    if inner != inner.strip():
        if width == len("**") and inner.strip() and "\n" not in inner:
            yield from _closed_up(view, opening, closing)
        return
    if _opens(view.text, opening) and _closes(view.text, closing):
        return
    tail = _movable_tail(inner) if _opens(view.text, opening) else 0
    if tail:
        yield from _moved_out(view, closing, tail)
    elif not _in_tag(inner):
        yield from view.replaced(opening.start, opening.end, _TAGS[width][0])
        yield from view.replaced(closing.start, closing.end, _TAGS[width][1])


def _closed_up(view: _View, opening: _Run, closing: _Run) -> Iterator[Edit]:
    """Move blanks out that html2text put inside the stars."""
    inner = view.text[opening.end : closing.start]
    lead, trail = len(inner) - len(inner.lstrip()), len(inner) - len(inner.rstrip())
    if lead:
        yield from view.replaced(opening.end, opening.end + lead)
        if not view.text[: opening.start].endswith((" ", "\n")) and opening.start:
            yield from view.replaced(opening.start, opening.end, " **")
    if trail:
        yield from view.replaced(closing.start - trail, closing.start)
        if not view.text[closing.end :].startswith((" ", "\n")) and closing.end < len(view.text):
            yield from view.replaced(closing.start, closing.end, "** ")


def _moved_out(view: _View, closing: _Run, tail: int) -> Iterator[Edit]:
    start = closing.start - tail
    yield from view.replaced(start, closing.start)
    yield from view.replaced(
        closing.start, closing.end, "*" * (closing.end - closing.start) + view.text[start : closing.start]
    )


def _movable_tail(inner: str) -> int:
    """Return how many characters of punctuation at the end of `inner` can stand outside; 0 if that does not help."""
    kept = inner.rstrip("".join(_MOVABLE))
    if not kept or kept == inner or _is_punctuation(kept[-1]) or _ENTITY.search(inner, 0, len(kept) + 1):
        return 0
    return len(inner) - len(kept)


def _in_tag(inner: str) -> bool:
    """Return whether emphasis would span a line break or more emphasis, where a tag could pair wrongly."""
    return "\n" in inner or "*" in inner


def _opens(text: str, run: _Run) -> bool:
    """Return whether CommonMark lets `run` open emphasis (left-flanking, spec 6.2)."""
    before, after = text[run.start - 1 : run.start], text[run.end : run.end + 1]
    if not after or after.isspace():
        return False
    return not _is_punctuation(after) or not before or before.isspace() or _is_punctuation(before)


def _closes(text: str, run: _Run) -> bool:
    """Return whether CommonMark lets `run` close emphasis (right-flanking, spec 6.2)."""
    before, after = text[run.start - 1 : run.start], text[run.end : run.end + 1]
    if not before or before.isspace():
        return False
    return not _is_punctuation(before) or not after or after.isspace() or _is_punctuation(after)


def _is_punctuation(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


KEEPS_WORDS = (emphasis,)
CHANGES_WORDS = ()
