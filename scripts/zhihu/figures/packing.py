"""What packing does to a batch: the rows before and after, computed from the lengths of the examples."""

from collections.abc import Iterator, Sequence

from zhihu.figures.marks import box, path, words
from zhihu.figures.plots import Drawn, Labels

LENGTHS = (5, 13, 3, 9, 7, 11, 4, 6)
ROOM = 16
"""Tokens in a row."""

_TOKEN = 21.5
_ROW = 20.0
_STEP = 24.0
_LEFT = 8.0


def packed(lengths: Sequence[int], room: int) -> list[list[int]]:
    """Return the rows: examples from long to short, each in the first row with room for it."""
    rows: list[list[int]] = []
    for length in sorted(lengths, reverse=True):
        row = next((row for row in rows if sum(row) + length <= room), None)
        if row is None:
            rows.append([length])
        else:
            row.append(length)
    return rows


def packing(labels: Labels) -> Drawn:
    """Draw a padded batch, and the same examples packed."""
    batches = (("padded", [[length] for length in LENGTHS]), ("packed", packed(LENGTHS, ROOM)))
    marks, top = [], 0.0
    for name, rows in batches:
        padding = sum(ROOM - sum(row) for row in rows)
        marks.append(words((_LEFT, top + 18), labels[name].format(rows=len(rows), padding=padding), "bold"))
        for at, row in enumerate(rows):
            marks += _row(row, top + 28 + at * _STEP, labels["padding"])
        top += 28 + len(rows) * _STEP + 14
    return "".join(marks), (360, top - 8)


def _row(row: Sequence[int], top: float, padding: str) -> Iterator[str]:
    x = _LEFT
    for at, length in enumerate(row):
        yield box((x, top), (length * _TOKEN, _ROW), "tint" if at % 2 else "shade")
        yield words((x + length * _TOKEN / 2, top + 14), str(length), "small", "middle")
        x += length * _TOKEN
        if at + 1 < len(row):
            yield path([(x, top - 1), (x, top + _ROW + 1)], "bar")
    if empty := ROOM - sum(row):
        yield box((x, top), (empty * _TOKEN, _ROW), "frozen")
        if empty > 3:  # noqa: PLR2004  # where there is room for the word
            yield words((x + empty * _TOKEN / 2, top + 14), padding, "small muted", "middle")
