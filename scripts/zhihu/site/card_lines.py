"""Breaking a title into lines: between Chinese characters, between Latin words, in the largest size that fits."""

import re
from collections.abc import Callable, Iterator, Sequence

from PIL import ImageFont

_PIECE = re.compile(
    r"[\u2e80-\uffef][，。、；：？！）》」』”’…—]*|[^\s\u2e80-\uffef]+[，。、；：？！）》」』”’…—]*|\s+"
)
_MORE = "…"

Fonts = Callable[[int], ImageFont.FreeTypeFont]
"""Gives the font of a size."""


def fitted(  # noqa: PLR0913, PLR0917  # each is one measure of the same box
    text: str, sizes: Sequence[int], width: int, height: int, leading: float, fonts: Fonts
) -> tuple[int, list[str]]:
    """Return the first of `sizes`, largest first, in which `text` fits, and its lines; cut off if it fits in none."""
    for size in sizes:
        most = max(1, int((height + size * (leading - 1)) // (size * leading)))
        lines = list(_lines(text, width, fonts(size)))
        if len(lines) <= most:
            return size, lines
    last = lines[most - 1]
    while last and fonts(size).getlength(last + _MORE) > width:
        last = last[:-1]
    return size, [*lines[: most - 1], last.rstrip() + _MORE]


def _lines(text: str, width: int, font: ImageFont.FreeTypeFont) -> Iterator[str]:
    line = ""
    for piece in _pieces(text, width, font):
        if line and font.getlength((line + piece).rstrip()) > width:
            yield line.rstrip()
            line = ""
        line = (line + piece).lstrip()
    if line.strip():
        yield line.rstrip()


def _pieces(text: str, width: int, font: ImageFont.FreeTypeFont) -> Iterator[str]:
    """Yield what must not be broken; what is wider than a line is broken all the same."""
    for piece in _PIECE.findall(text):
        if font.getlength(piece) <= width:
            yield piece
        else:
            yield from piece
