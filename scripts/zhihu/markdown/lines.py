"""Lines of a text by number, with their quote marks and indentation."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from zhihu.model import Edit

_QUOTE_MARK = re.compile(r"[ ]{0,3}>[ ]?")
_INDENT = re.compile(r"[ \t]*")
_TAB = 4


class Lines:
    """A text cut into lines; lines count from 0, and quote marks do not count as indentation."""

    def __init__(self, text: str) -> None:
        """Note where each line of `text` begins."""
        self.text = text
        # Not `splitlines`, which also cuts at separators that are no line ends in Markdown.
        self.rows = text.split("\n")
        lengths = [len(line) + 1 for line in self.rows]
        lengths[-1] -= 1
        self._starts = [0, *accumulate(lengths)]
        self._prefix: dict[int, int] = {}

    def __len__(self) -> int:
        """Return the number of lines."""
        return len(self._starts) - 1

    def at(self, position: int) -> int:
        """Return the line of a character."""
        return bisect_right(self._starts, position) - 1

    def start(self, at: int) -> int:
        """Return the first character of a line."""
        return self._starts[at]

    def end(self, at: int) -> int:
        """Return the place of the line's end, its line feed excluded."""
        return self._starts[at] + len(self.rows[at])

    def between(self, start: int, end: int) -> Iterator[int]:
        """Yield the lines from the one of character `start` to the one before `end`."""
        yield from range(self.at(start), self.at(max(start, end - 1)) + 1)

    def first_character(self, at: int, quotes: int) -> int:
        """Return the first character of a line behind `quotes` quote marks and blanks; its end if there is none."""
        place = self._prefix[at] = self._behind_quotes(at, quotes)
        indent = _INDENT.match(self.text, place, self.end(at))
        return indent.end() if indent else place

    def _behind_quotes(self, at: int, quotes: int) -> int:
        place = self._starts[at]
        for _ in range(quotes):
            mark = _QUOTE_MARK.match(self.text, place, self.end(at))
            place = mark.end() if mark else place
        return place

    def quote_prefix(self, at: int, quotes: int) -> str:
        """Return the first `quotes` quote marks of a line with their blanks."""
        return self.text[self.start(at) : self._behind_quotes(at, quotes)]

    def _inner_start(self, at: int) -> int:
        if at not in self._prefix:
            place = self.start(at)
            while mark := _QUOTE_MARK.match(self.text, place, self.end(at)):
                place = mark.end()
            self._prefix[at] = place
        return self._prefix[at]

    def is_empty(self, at: int) -> bool:
        """Return whether a line holds nothing but quote marks and blanks."""
        words = self.rows[at].lstrip()
        return not words or (words[0] == ">" and not self.text[self._inner_start(at) : self.end(at)].strip())

    def _indent(self, at: int) -> re.Match[str] | None:
        return _INDENT.match(self.text, self._inner_start(at), self.end(at))

    def column(self, at: int) -> int:
        """Return how many columns a line is indented, a tab reaching to the next multiple of four."""
        indent = self._indent(at)
        return len(indent[0].expandtabs(_TAB)) if indent else 0

    def indent(self, at: int, columns: int, rule: str) -> Iterator[Edit]:
        """Yield the edit that indents a line by `columns` blanks, unless it is so already or empty."""
        indent = self._indent(at)
        if indent and not self.is_empty(at) and indent[0] != " " * columns:
            yield Edit(indent.start(), indent.end(), " " * columns, rule)
