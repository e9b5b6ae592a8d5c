"""Bold and italic text that breaks beside Chinese punctuation or where a keyword link goes (T06, T34, T35).

CommonMark does not close emphasis between punctuation and a letter, so `**回答：**虽然` shows its stars.
The cure that reads well in every parser is to move the punctuation out: `**回答**：虽然`;
where it cannot move (a bracket that closes one inside, code, a link), `<strong>` takes the place of the stars.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from zhihu.artefacts.escaped_stars import escaped_stars
from zhihu.artefacts.fates import dropped_tags
from zhihu.markdown.document import Document, Span
from zhihu.markdown.verbatim import Ranges, merged
from zhihu.model import Edit, TextFacts
from zhihu.rules.accidents import empty_paragraph
from zhihu.rules.blanks import ZERO_WIDTH, joiners
from zhihu.rules.far_links import far_markup
from zhihu.rules.formulas import formula_again, formula_blanks
from zhihu.rules.icons import icon_stars
from zhihu.rules.links import removed_markup
from zhihu.rules.pictures import lazy_placeholder, picture_again

_STARS = re.compile(r"\*+")
_STAR = re.compile(r"\*")
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

    places: Sequence[int]
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


class _Run(NamedTuple):
    """Stars that stand together."""

    start: int
    """Place of the first one in the view."""

    end: int
    """Place after the last one."""


def emphasis(document: Document, facts: TextFacts) -> Iterator[Edit]:
    """Join bold runs that meet and mend those that a parser would not close, or that an editor escaped."""
    if "*" not in document.text:
        return
    escapes = [(place, place + 1) for place in escaped_stars(document)]
    yield from (Edit(start, end, "", "emphasis") for start, end in escapes)
    gaps = merged([*escapes, *_gaps(document, facts)])
    ends = [end for _, end in gaps]
    addresses = [(link.start, link.end) for link in document.links if link.form == "Autolink"]
    pictures = Ranges([*addresses, *((span.start, span.end) for span in document.of("Image"))])
    for inline in document.of("Inline"):
        if document.text.find("*", inline.start, inline.end) >= 0:
            first = bisect_left(ends, inline.start)
            inside = gaps[first : bisect_left(gaps, (inline.end, 0), first)]
            yield from _mended(_view(document, inline, inside, pictures))


def _gaps(document: Document, facts: TextFacts) -> Iterator[tuple[int, int]]:
    """Yield what other rules take away inside a line, as far as it can stand beside stars."""
    yield from removed_markup(document)
    yield from far_markup(document, facts)
    yield from dropped_tags(document)
    yield from joiners(document)
    for rule in (formula_blanks, formula_again, icon_stars, empty_paragraph, picture_again, lazy_placeholder):
        yield from ((edit.start, edit.end) for edit in rule(document, facts) if not edit.new)


def _view(document: Document, inline: Span, gaps: list[tuple[int, int]], pictures: Ranges) -> _View:
    text = document.text[inline.start : inline.end]
    cut = {at for first, last in gaps for at in range(first, last)}
    if any(char in text for char in ZERO_WIDTH):
        cut |= {at for at in range(inline.start, inline.end) if _is_zero_width(document, at)}
    # The place after the last one is not in the text, but an edit may begin there.
    places: Sequence[int] = range(inline.start, inline.end + 1)
    if cut:
        places = [at for at in places if at not in cut or at == inline.end]
        text = "".join(document.text[at] for at in places[:-1])
    around = document.text[max(0, inline.start - 1) : inline.end]
    if "\\" not in around and not document.has_opaque(inline.start, inline.end):
        return _View(text, places, frozenset())
    stars = (m.start() for m in _STAR.finditer(text))
    hidden = frozenset(star for star in stars if _is_hidden(document, places[star], cut, pictures))
    return _View(text, places, hidden)


def _is_hidden(document: Document, at: int, cut: set[int], pictures: Ranges) -> bool:
    return document.is_opaque(at) or pictures.hold(at) or _is_escaped(document.text, at, cut)


def _is_escaped(text: str, at: int, cut: set[int]) -> bool:
    """Return whether a backslash stays before a star; it may stand before the first character of the inline text."""
    return text[at - 1 : at] == "\\" and at - 1 not in cut


def _is_zero_width(document: Document, at: int) -> bool:
    return document.text[at] in ZERO_WIDTH and not document.is_opaque(at)


def _mended(view: _View) -> Iterator[Edit]:
    runs = _runs(view)
    widths = {run.end - run.start for run in runs}
    joints = [*_joints(runs), *_empty(view.text, runs)] if len("****") in widths else []
    for joint in joints:
        yield from view.replaced(joint.start, joint.end)
    if joints:
        view = _without(view, joints)
        runs = _runs(view)
    yield from _escaped(view, runs)
    for width in widths & _TAGS.keys():
        yield from _mended_pairs(view, [r for r in runs if r.end - r.start == width], width)


def _runs(view: _View) -> list[_Run]:
    return [_Run(*m.span()) for m in _STARS.finditer(view.text) if m.start() not in view.hidden]


def _without(view: _View, joints: Sequence[_Run]) -> _View:
    """Return a view without stars that go, as the next run will have it."""
    gone = {at for joint in joints for at in range(joint.start, joint.end)}
    kept = [at for at in range(len(view.text)) if at not in gone]
    hidden = frozenset(new for new, old in enumerate(kept) if old in view.hidden)
    return _View("".join(view.text[at] for at in kept), [*(view.places[at] for at in kept), view.places[-1]], hidden)


def _joints(runs: list[_Run]) -> Iterator[_Run]:
    """Yield the runs of four stars at which one bold text ends and the next begins."""
    is_open = False
    last = max((run.start for run in runs if run.end - run.start == len("**")), default=0)
    for run in runs:
        if run.end - run.start == len("**"):
            is_open = not is_open
        elif run.end - run.start == len("****") and is_open and run.start < last:
            yield run


def _empty(text: str, runs: list[_Run]) -> Iterator[_Run]:
    """Yield a run of four stars, the only one beside closed bold texts: a bold text with nothing in it."""
    if sum(run.end - run.start == len("**") for run in runs) % 2:
        return
    is_open = False
    alone = [run for run in runs if run.end - run.start == len("****")]
    for run in runs:
        if run.end - run.start == len("**"):
            is_open = not is_open
        elif alone == [run] and not is_open and text.strip("*\n ") and text[run.start : run.end] != text.strip():
            yield run


def _escaped(view: _View, runs: list[_Run]) -> Iterator[Edit]:
    """Escape a single star if it stands in a bold text: Python-Markdown closes the bold text with it."""
    widths = [run.end - run.start for run in runs]
    is_alone = widths.count(1) == 1 and widths.count(2) == len(widths) - 1
    if is_alone and widths.index(1) % 2 and len(widths) % 2:
        place = view.places[runs[widths.index(1)].start]
        yield Edit(place, place, "\\", "emphasis")


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
    text = view.text
    inner = text[opening.end : closing.start]
    words = inner.strip()
    lead, trail = inner.index(words), len(inner) - len(inner.rstrip())
    before = " " if lead else text[opening.start - 1 : opening.start]
    after = " " if trail else text[closing.end : closing.end + 1]
    is_sound = _is_open(before, words[0]) and _is_closed(words[-1], after)
    first, last = ("**", "**") if is_sound or "*" in inner else _TAGS[2]
    if lead:
        yield from view.replaced(opening.end, opening.end + lead)
        first = first if text.endswith((" ", "\n"), 0, opening.start) or not opening.start else f" {first}"
    if trail:
        yield from view.replaced(closing.start - trail, closing.start)
        last = last if text.startswith((" ", "\n"), closing.end) or closing.end == len(text) else f"{last} "
    for run, sign in ((opening, first), (closing, last)):
        if sign != "**":
            yield from view.replaced(run.start, run.end, sign)


def _moved_out(view: _View, closing: _Run, tail: int) -> Iterator[Edit]:
    start = closing.start - tail
    yield from view.replaced(start, closing.start)
    yield from view.replaced(
        closing.start, closing.end, "*" * (closing.end - closing.start) + view.text[start : closing.start]
    )


def _movable_tail(inner: str) -> int:
    """Return how many characters of punctuation at the end of `inner` can stand outside; 0 if that does not help."""
    kept = inner.rstrip("".join(_MOVABLE))
    if not kept or kept == inner or _ENTITY.search(inner, 0, len(kept) + 1):
        return 0
    # A clipping program puts blanks around links: `**的 [NPU](…) 。**`.
    kept = kept.rstrip()
    return 0 if not kept or _is_punctuation(kept[-1]) else len(inner) - len(kept)


def _in_tag(inner: str) -> bool:
    """Return whether emphasis would span a line break or more emphasis, where a tag could pair wrongly."""
    return "\n" in inner or "*" in inner


def _opens(text: str, run: _Run) -> bool:
    return _is_open(text[run.start - 1 : run.start], text[run.end : run.end + 1])


def _closes(text: str, run: _Run) -> bool:
    return _is_closed(text[run.start - 1 : run.start], text[run.end : run.end + 1])


def _is_open(before: str, after: str) -> bool:
    """Return whether CommonMark lets stars between two characters open emphasis (left-flanking, spec 6.2)."""
    if not after or after.isspace():
        return False
    return not _is_punctuation(after) or not before or before.isspace() or _is_punctuation(before)


def _is_closed(before: str, after: str) -> bool:
    """Return whether CommonMark lets stars between two characters close emphasis (right-flanking, spec 6.2)."""
    return _is_open(after, before)


def _is_punctuation(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


KEEPS_WORDS = (emphasis,)
CHANGES_WORDS = ()
