"""Kind and size of a picture are told by its content."""

import pytest

from tests.pictures import GIF, JPEG, PICTURES, PNG, WEBP
from zhihu.figures.raster import Raster, raster_of


@pytest.mark.parametrize("name", PICTURES)
def test_kind_and_size(name: str) -> None:
    assert raster_of(PICTURES[name]) == Raster(name.partition(" ")[0], 640, 480)


@pytest.mark.parametrize("data", [b"", b"<svg/>", b"<html>", b"BM....", b"RIFF....WAVEfmt ", PNG[:8], bytes(99)])
def test_what_is_no_picture(data: bytes) -> None:
    assert raster_of(data) is None


@pytest.mark.parametrize("data", [PNG, JPEG, GIF, *WEBP.values()])
def test_no_beginning_of_a_picture_is_a_crash(data: bytes) -> None:
    for length in range(len(data)):
        raster_of(data[:length])
