"""The pictures that chats show beside a link: the question in large letters, drawn once for all builds."""

import shutil
from functools import cache
from hashlib import sha256
from importlib.resources import files
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from zhihu.pages.words import LANGUAGES, Language
from zhihu.site.built import BuiltSite
from zhihu.site.card_lines import fitted

CARD_SIZE = (1200, 630)
"""Width and height in pixels."""

_VERSION = b"1"
"""Counted up when cards are drawn otherwise: what was drawn before is drawn again."""

_FONT = files("pylopdf_fonts_zh_cn") / "NotoSansSC-Regular.otf"
_MARGIN = 80
_TOP, _BOTTOM = 178, 500
_SIZES = (76, 64, 54, 46)
_LEADING = 1.32
_INK, _MUTED, _PAPER, _ACCENT = 16, 112, 255, 0
# Drawn in shades of grey, in which letters are smooth; the palette makes the darkest one green, others ink on paper.
_COLOURS = {_ACCENT: (0x17, 0x69, 0x5A), _INK: (0x23, 0x28, 0x2A), _PAPER: (0xFB, 0xFA, 0xF6)}


def card_path(slug: str, language: Language) -> str:
    """Return the file below the site with the card of a question; without a slug, with the site's own."""
    return f"assets/cards/{language}/{slug or 'site'}.png"


def write_cards(site: BuiltSite) -> None:
    """Write the card of each question and of the site in each language."""
    drawn = site.docs.absolute().parent / ".cache/cards"
    catalogue = site.catalogue
    for language in LANGUAGES:
        name = catalogue.name.in_(language)
        _write(site, drawn, card_path("", language), (name, catalogue.description.in_(language), ""))
        for entry in catalogue.questions:
            text = entry.en if language == "en" and entry.en else entry.zh
            below = " · ".join(
                filter(None, (entry.author.name, entry.topic.en if language == "en" else entry.topic.zh))
            )
            _write(site, drawn, card_path(entry.slug, language), (name, text.title, below))


def _write(site: BuiltSite, drawn: Path, path: str, words: tuple[str, str, str]) -> None:
    key = sha256(b"\0".join((_VERSION, *(word.encode(errors="replace") for word in words)))).hexdigest()[:24]
    kept, target = drawn / f"{key}.png", site.folder / path
    if not kept.is_file():
        drawn.mkdir(parents=True, exist_ok=True)
        beside = kept.with_suffix(".new")
        beside.write_bytes(card(*words))
        beside.replace(kept)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(kept, target)


def card(above: str, title: str, below: str) -> bytes:
    """Return a PNG with a line above, the title, and a line below."""
    image = Image.new("L", CARD_SIZE, _PAPER)
    draw = ImageDraw.Draw(image)
    _logo(draw)
    width = CARD_SIZE[0] - 2 * _MARGIN
    draw.text((_MARGIN + 84, 92), _one_line(above, 34, width - 84), font=font(34), fill=_MUTED, anchor="lm")
    size, lines = fitted(drawable(title), _SIZES, width, _BOTTOM - _TOP, _LEADING, font)
    for at, line in enumerate(lines):
        place = (_MARGIN, _TOP + at * size * _LEADING)
        draw.text(place, line, font=font(size), fill=_INK, stroke_width=1, stroke_fill=_INK)
    draw.text((_MARGIN, 552), _one_line(below, 30, width), font=font(30), fill=_MUTED, anchor="lm")
    return _png(image)


def _one_line(text: str, size: int, width: int) -> str:
    _, lines = fitted(drawable(text), (size,), width, size, 1.0, font)
    return lines[0] if lines else ""


def _logo(draw: ImageDraw.ImageDraw) -> None:
    for box in ((80, 64, 112, 72), (80, 64, 88, 100), (104, 112, 136, 120), (128, 84, 136, 120)):
        draw.rectangle(box, fill=_ACCENT)
    draw.ellipse((101, 85, 115, 99), fill=_ACCENT)
    draw.rectangle((0, CARD_SIZE[1] - 12, *CARD_SIZE), fill=_ACCENT)


def _png(image: Image.Image) -> bytes:
    # Sixteen shades are smooth enough and pack into half the bytes.
    shades = image.point([value if value in _COLOURS else value & 0xF0 or 0x10 for value in range(256)])
    shades.putpalette([part for value in range(256) for part in _colour(value)])
    file = BytesIO()
    shades.save(file, "PNG", compress_level=4)
    return file.getvalue()


def _colour(value: int) -> tuple[int, ...]:
    if value in _COLOURS:
        return _COLOURS[value]
    share = (value - _INK) / (_PAPER - _INK)
    return tuple(
        round(dark + (light - dark) * max(0.0, share))
        for dark, light in zip(_COLOURS[_INK], _COLOURS[_PAPER], strict=True)
    )


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """Return the font in `size` pixels."""
    return ImageFont.truetype(BytesIO(_FONT.read_bytes()), size)


def drawable(text: str) -> str:
    """Return `text` without the characters for which the font has only a square, such as emoji."""
    return " ".join("".join(sign for sign in text if sign.isspace() or has_glyph(sign)).split())


@cache
def has_glyph(sign: str) -> bool:
    """Return whether the font can draw a character."""
    return _shape(sign) != _shape("\U0010ffff")


@cache
def _shape(sign: str) -> bytes:
    mask = font(24).getmask(sign)
    return bytes((*divmod(mask.size[0], 256), mask.size[1])) + bytes(mask)
