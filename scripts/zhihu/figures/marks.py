"""The few marks that drawings are made of: plain functions that return SVG.

No mark has an id, so a drawing may stand on a page twice; colours are classes (`style.py`).
"""

import html
from collections.abc import Iterable, Iterator
from math import atan2, cos, hypot, sin

Point = tuple[float, float]

_LINE = 1.45
"""Distance between two lines of words, in their size."""

_SIZES = {"small": 11.5}
_SIZE = 13.0
_HEAD = 6.0
"""Length of an arrow's head."""


def number(value: float) -> str:
    """Return `value` with at most one decimal: enough for a screen, and the same on every machine."""
    # Adding zero makes one of the negative zero.
    return f"{round(value, 1) + 0:.1f}".removesuffix(".0")


def words(at: Point, text: str, style: str = "", anchor: str = "start") -> str:
    """Return `text` with its first baseline at `at`; a line feed begins a new line."""
    size = next((_SIZES[name] for name in style.split() if name in _SIZES), _SIZE)
    where = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return "".join(
        f'<text x="{number(at[0])}" y="{number(at[1] + row * size * _LINE)}" class="{_classes("t", style)}"{where}>'
        f"{html.escape(line, quote=False)}</text>"
        for row, line in enumerate(text.split("\n"))
    )


def box(at: Point, size: Point, style: str = "box") -> str:
    """Return a rectangle with its upper left corner at `at`."""
    (x, y), (width, height) = at, size
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}" rx="4"'
        f' class="{_classes(style)}"/>'
    )


def dot(at: Point, radius: float, style: str) -> str:
    """Return a circle around `at`."""
    return f'<circle cx="{number(at[0])}" cy="{number(at[1])}" r="{number(radius)}" class="{_classes(style)}"/>'


def path(points: Iterable[Point], style: str = "line", end: str = "") -> str:
    """Return a line through `points`; `end` may be `Z`."""
    through = "L".join(f"{number(x)} {number(y)}" for x, y in points)
    return f'<path d="M{through}{end}" class="{_classes(style)}"/>'


def diamond(at: Point, radius: float, style: str) -> str:
    """Return a square that stands on its corner."""
    x, y = at
    return path([(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)], style, "Z")


def arrow(*points: Point, style: str = "line") -> str:
    """Return a line through `points` with a head at its end."""
    (x0, y0), (x, y) = points[-2:]
    angle, length = atan2(y - y0, x - x0), hypot(x - x0, y - y0)
    back = max(length - _HEAD + 1, 0)
    neck = (x0 + back * cos(angle), y0 + back * sin(angle))
    wings = [(x - _HEAD * cos(angle + turn), y - _HEAD * sin(angle + turn)) for turn in (0.45, -0.45)]
    return path([*points[:-1], neck], style) + path([(x, y), *wings], "head", "Z")


def titled(at: Point, size: Point, title: str, more: str, style: str = "box") -> str:
    """Return a box with a bold title and small words below it, centred."""
    middle = at[0] + size[0] / 2
    rows = more.count("\n") + 1 if more else 0
    top = at[1] + (size[1] - _SIZE - rows * _SIZES["small"] * _LINE) / 2 + _SIZE - 2.5
    return "".join(_in_box(at, size, style, [(top, title, "bold"), (top + 18, more, "small muted")], middle))


def _in_box(
    at: Point, size: Point, style: str, lines: Iterable[tuple[float, str, str]], middle: float
) -> Iterator[str]:
    yield box(at, size, style)
    yield from (words((middle, y), text, look, "middle") for y, text, look in lines if text)


def _classes(*names: str) -> str:
    return " ".join(f"f-{name}" for several in names for name in several.split())
