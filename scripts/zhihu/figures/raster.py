"""What kind of picture some bytes are, and how large: told by their content, never by a name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

HEAD = 256 * 1024
"""Bytes from the start in which kind and size are found; cameras put long notes before them in a JPEG."""

# Markers of a JPEG that carry its size: every "start of frame" but DHT, JPG and DAC, which lie between them.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True, slots=True)
class Raster:
    """A picture made of pixels."""

    kind: str
    """`png`, `jpg`, `gif` or `webp`: the ending of a file with it."""

    width: int
    """In pixels."""

    height: int
    """In pixels."""


def raster_of(data: bytes) -> Raster | None:
    """Return kind and size of the picture that begins with `data`; None if it is none that browsers show."""
    for magic, read in _READERS.items():
        if data.startswith(magic):
            return read(data)
    return None


def _png(data: bytes) -> Raster | None:
    if data[12:16] != b"IHDR":
        return None
    return _sized("png", _big(data[16:20]), _big(data[20:24]))


def _gif(data: bytes) -> Raster | None:
    return _sized("gif", _little(data[6:8]), _little(data[8:10]))


def _webp(data: bytes) -> Raster | None:
    if data[8:12] != b"WEBP":
        return None
    if data[12:16] == b"VP8X":
        return _sized("webp", _little(data[24:27]) + 1, _little(data[27:30]) + 1)
    if data[12:16] == b"VP8L":
        packed = _little(data[21:25])
        return _sized("webp", (packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1)
    if data[12:16] == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        return _sized("webp", _little(data[26:28]) & 0x3FFF, _little(data[28:30]) & 0x3FFF)
    return None


def _jpeg(data: bytes) -> Raster | None:
    at = 2
    while data[at : at + 1] == b"\xff" and at + 9 <= len(data):
        marker = data[at + 1]
        if marker in _FRAMES:
            return _sized("jpg", _big(data[at + 7 : at + 9]), _big(data[at + 5 : at + 7]))
        at += 1 if marker == 0xFF else 2 + _big(data[at + 2 : at + 4])  # noqa: PLR2004  # filling between segments
    return None


def _sized(kind: str, width: int, height: int) -> Raster | None:
    return Raster(kind, width, height) if width and height else None


def _big(data: bytes) -> int:
    return int.from_bytes(data, "big")


def _little(data: bytes) -> int:
    return int.from_bytes(data, "little")


_READERS: Final[Mapping[bytes, Callable[[bytes], Raster | None]]] = {
    b"\x89PNG\r\n\x1a\n": _png,
    b"\xff\xd8\xff": _jpeg,
    b"GIF87a": _gif,
    b"GIF89a": _gif,
    b"RIFF": _webp,
}
