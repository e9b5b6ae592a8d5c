"""Lines of a text as Zhihu's page shows them: what stands at its top and at its end comes a line at a time.

A link that an exporter spread over several paragraphs (`[`, words, `](address)`) is one unit.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from zhihu.model import Edit

_INLINE_BLANK = " \t\u00a0\u2002\u3000\u200b\u2060\ufeff"
BLANK = f"{_INLINE_BLANK}\n"
# Zhihu's page parts its buttons with the first three; the others join letters.
_WIDTHLESS = str.maketrans("\u200b\u2060\ufeff", "   ", "\u200c\u200d")
_WIDTHLESS_SIGNS = "\u200b\u2060\ufeff\u200c\u200d"
_LONGEST = 2500
_MOST_LINES_OF_CARD = 14


@dataclass(frozen=True, slots=True)
class Unit:
    """A line that is not empty, or all lines of a link that is spread over several."""

    start: int
    """First character that is not blank."""

    end: int
    """Character after the last one that is not blank."""

    words: str
    """Its text on one line, what has no width as a blank; empty if it is too long to be the page's."""


def units(text: str, start: int, end: int) -> Iterator[Unit]:
    """Yield the units of `text` from `start`, where a line begins, to `end`."""
    lines = _lines(text, start, end)
    for first, line_end in lines:
        last = _end_of_card(text, line_end, end) if _is_open(text[first:line_end]) else line_end
        passed = line_end
        while passed < last:
            _, passed = next(lines)
        words = text[first:last] if last - first < _LONGEST else ""
        words = words.translate(_WIDTHLESS) if any(sign in words for sign in _WIDTHLESS_SIGNS) else words
        yield Unit(first, last, " ".join(words.split()))


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        words = text[at:stop].strip(BLANK)
        if words:
            first = text.index(words, at, stop)
            yield first, first + len(words)
        at = stop + 1


def _is_open(line: str) -> bool:
    return line.count("[") > line.count("]")


def _end_of_card(text: str, at: int, end: int) -> int:
    """Return the end of the link that a line before `at` leaves open; `at` if it is none."""
    for count, (first, last) in enumerate(_lines(text, at, end)):
        is_closing = text.startswith("](", first)
        is_open = _is_open(text[first + is_closing : last])
        if is_closing and not is_open:
            return last
        if count == _MOST_LINES_OF_CARD or (is_open and not is_closing):
            break
    return at


def removal(text: str, start: int, end: int, rule: str) -> Edit:
    """Return the edit that takes out the lines from `start` to `end` with the empty lines on one side of them."""
    before, after = _blank_start(text, start), _blank_end(text, end, BLANK)
    if after == len(text):
        return Edit(before, after, "", rule)
    end = _blank_end(text, end, _INLINE_BLANK)
    after = max(end, text.rfind("\n", end, after) + 1)
    if before == 0:
        return Edit(0, after, "", rule)
    if text.count("\n", before, start) > 1 >= text.count("\n", end, after):
        return Edit(text.rfind("\n", 0, start) + 1, after, "", rule)
    return Edit(before, end, "", rule)


def _blank_start(text: str, at: int) -> int:
    while at and text[at - 1] in BLANK:
        at -= 1
    return at


def _blank_end(text: str, at: int, blank: str) -> int:
    while at < len(text) and text[at] in blank:
        at += 1
    return at
