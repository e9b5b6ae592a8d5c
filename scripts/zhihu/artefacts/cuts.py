"""Take tags out of a text so that nothing around them changes its meaning.

A line that held nothing else goes with them, and an empty line with it where there would be two; blanks go that would
stand at an end of a line; and where two signs would meet and mean something together, something stays between them.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from zhihu.markdown.document import Document

_WIDTHLESS = "\u200b\u2060\ufeff"
_BLANK = f" \t\u00a0{_WIDTHLESS}"
_SPACE = f"{_BLANK}\n"
# What a parser would take for the beginning of a block; a tag before it said that it is none.
_BLOCK_START = re.compile(
    r"[-+*](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$)|#{1,6}(?=[ \t]|$)|>|[=-]+[ \t]*$|`{3}|~{3}|\|", re.MULTILINE
)
# Two signs of which one changes what the other means.
_GLUE = re.compile(r"\][(:\[]|!\[|([`*_~$])\1|&[#\w]|<[\w/!?]")
_OPENS = re.compile(r"<[A-Za-z/!?][^>]*\Z")
# A longer one would be no tag of anybody's, and to look further back would take too long.
_LONGEST_OPENING = 10_000
_BETWEEN = "<!-- -->"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch that is to go."""

    start: int
    """Its first character."""

    end: int
    """Character after the last one."""

    parts: bool = False
    """Whether what stands before and after it stood on different lines."""

    unindents_to: int = 0
    """Up to where a line that it uncovers may not stay indented."""

    is_block: bool = False
    """Whether it stands in a block of HTML, where blanks at the end of a line break none."""


@dataclass(frozen=True, slots=True)
class Cut:
    """What to replace for a piece to go."""

    start: int
    """First character to replace."""

    end: int
    """Character after the last one."""

    new: str = ""
    """What stands there afterwards; mostly nothing."""


def cuts(document: Document, pieces: Sequence[Piece], kept: Mapping[int, int]) -> Mapping[int, Cut]:
    """Return for each of `pieces`, which are sorted and disjoint, the cut that takes it out, by its first character.

    `kept` has first character and end of each tag that stays.
    """
    found: dict[int, Cut] = {}
    text = document.text
    last = 0
    for group, fills in _groups(text, pieces):
        whole = _lines_out(document, group) if fills else _out_of_line(text, group, kept)
        if text[whole.start : whole.end] == whole.new:
            found |= {piece.start: Cut(piece.start, piece.start) for piece in group}
            continue
        edges = [max(whole.start, last), *(piece.start for piece in group[1:]), whole.end]
        for piece, (left, right) in zip(group, pairwise(edges), strict=True):
            found[piece.start] = Cut(left, right, whole.new if piece is group[0] else "")
        last = whole.end
    return found


def _groups(text: str, pieces: Sequence[Piece]) -> Iterator[tuple[list[Piece], bool]]:
    """Yield pieces that go together, and whether they fill their lines: then also over line ends and empty lines."""
    waiting: list[Piece] = []
    for run in _runs(text, pieces):
        fills = _starts_line(text, run[0].start) and _ends_line(text, run[-1].end)
        if waiting and not (fills and _forward(text, waiting[-1].end, _SPACE) == run[0].start):
            yield waiting, True
            waiting = []
        if fills:
            waiting += run
        else:
            yield run, False
    if waiting:
        yield waiting, True


def _runs(text: str, pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Yield the pieces that have only blanks between them."""
    run: list[Piece] = []
    for piece in pieces:
        if run and _forward(text, run[-1].end, _BLANK) != piece.start:
            yield run
            run = []
        run.append(piece)
    if run:
        yield run


def _back(text: str, at: int, signs: str) -> int:
    while at and text[at - 1] in signs:
        at -= 1
    return at


def _forward(text: str, at: int, signs: str) -> int:
    while at < len(text) and text[at] in signs:
        at += 1
    return at


def _starts_line(text: str, at: int, signs: str = _BLANK) -> bool:
    first = _back(text, at, signs)
    return first == 0 or text[first - 1] == "\n"


def _ends_line(text: str, at: int) -> bool:
    last = _forward(text, at, _BLANK)
    return last == len(text) or text[last] == "\n"


def _lines_out(document: Document, group: Sequence[Piece]) -> Cut:
    text = document.text
    start, end = _back(text, group[0].start, _BLANK), _forward(text, group[-1].end, _BLANK)
    before, after = _back(text, start, _SPACE), _forward(text, end, _SPACE)
    if after == len(text):
        return Cut(before, end)
    # What a block of HTML indents at will would be code without it.
    line = after if after < group[-1].unindents_to else text.rfind("\n", 0, after) + 1
    if before and text.count("\n", before, start) == 1:
        return Cut(start, line if text.count("\n", end, after) == 1 else end + 1)
    if before and _would_merge(document, before, start, end, after):
        return Cut(group[0].start, group[-1].end, _BETWEEN)
    return Cut(start, line)


def _would_merge(document: Document, before: int, start: int, end: int, after: int) -> bool:
    """Return whether a block that ends at `before` would take up the one that begins at `after`."""
    starts, ends = _merging(document)
    first, last = bisect_right(ends, start) - 1, bisect_left(starts, end)
    return first >= 0 and ends[first] >= before and last < len(starts) and starts[last] <= after


@lru_cache(maxsize=1)
def _merging(document: Document) -> tuple[Sequence[int], Sequence[int]]:
    """Return where the blocks begin and end that would be one with another one if nothing stood between them."""
    blocks = [span for kind in ("List", "BlockQuote", "Table") for span in document.of(kind)]
    blocks += [span for span in document.of("CodeBlock") if span.data == "Indented"]
    return sorted(span.start for span in blocks), sorted(span.end for span in blocks)


def _out_of_line(text: str, run: Sequence[Piece], kept: Mapping[int, int]) -> Cut:
    start, end = run[0].start, run[-1].end
    if _ends_line(text, end):
        first = _back(text, start, _BLANK)
        # A tag alone on its line would begin a block of HTML.
        other = text.rfind("<", 0, first)
        if kept.get(other) == first and _starts_line(text, other, f"{_BLANK}>") and not run[0].is_block:
            return Cut(start, end, _BETWEEN)
        return Cut(first, _forward(text, end, _BLANK) if run[-1].is_block else end)
    if _starts_line(text, start, f"{_BLANK}>"):
        after = _forward(text, end, _BLANK)
        begins = after in kept or bool(_BLOCK_START.match(text, after))
        if begins and not run[0].is_block:
            return Cut(start, end, "<span></span>")
        return Cut(lead(text, start), after)
    neighbours = text[_back(text, start, _BLANK) - 1] + text[_forward(text, end, _BLANK)]
    if any(piece.parts for piece in run) and not set(neighbours) & set("<>|"):
        return Cut(start, end, "<br>")
    return Cut(start, end, _BETWEEN if _would_meet(text, start, end) else "")


def lead(text: str, at: int) -> int:
    """Return where odd blanks begin at the start of a line, which only the bracket at `at` kept from other rules."""
    first = _back(text, at, _BLANK)
    is_odd = text[first:at].strip(" \t") and (first == 0 or text[first - 1] == "\n")
    return first if is_odd else at


def _would_meet(text: str, start: int, end: int) -> bool:
    """Return whether what ends at `start` and what begins at `end` would mean something together."""
    opening = text.rfind("<", max(0, start - _LONGEST_OPENING), start)
    is_open = opening >= 0 and bool(_OPENS.match(text[opening:start])) and "\n\n" not in text[opening:start]
    return is_open or bool(_GLUE.match(text[start - 1 : start] + text[end : end + 1]))
