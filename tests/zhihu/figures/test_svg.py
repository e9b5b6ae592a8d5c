"""A drawing that could act, load something or clash is refused with its line; of others, marks and words are left."""

import pytest

from zhihu.figures.svg import SvgError, read_svg

FRAME = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 20">\n{}\n</svg>'

REFUSED = {
    "a script": "<script>alert(1)</script>",
    "a handler": '<rect onload="alert(1)"/>',
    "a link": '<a href="https://example.org/"><text>a</text></a>',
    "HTML inside": "<foreignObject/>",
    "a picture": '<image href="https://example.org/a.png"/>',
    "another drawing": '<use href="#a"/>',
    "an animation": '<set attributeName="href" to="javascript:alert(1)"/>',
    "an address as a colour": '<rect fill="url(#a)"/>',
    "an id": '<rect id="__config"/>',
    "a style of its own": '<rect style="background:url(https://example.org/)"/>',
    "a style sheet that loads": "<style>@import 'https://example.org/';</style>",
    "the same, escaped": "<style>rect{fill:u\\72l(https://example.org/)}</style>",
    "another language of marks": '<p xmlns="http://www.w3.org/1999/xhtml">a</p>',
    "a foreign attribute": '<rect xmlns:x="http://www.w3.org/1999/xlink" x:href="#a"/>',
    "an instruction": "<?xml-stylesheet href='https://example.org/'?>",
    "a tag left open": "<g>",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_could_act_is_refused_with_its_line(name: str) -> None:
    with pytest.raises(SvgError) as caught:
        read_svg(FRAME.format(REFUSED[name]).encode())

    assert caught.value.line in {2, 3}
    assert caught.value.expected


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x89PNG\r\n\x1a\n",
        b"<html></html>",
        b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="20"/>',
        b'<!DOCTYPE svg [<!ENTITY a "b">]>\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">&a;</svg>',
    ],
)
def test_what_is_no_drawing_is_refused(data: bytes) -> None:
    with pytest.raises(SvgError):
        read_svg(data)


def test_marks_and_words_are_left() -> None:
    inside = (
        '<title>x</title><style>.a{fill:red}</style><g class="f-a"><path d="M0 0L1 1"/></g><text x="1">a&lt;b</text>'
    )
    svg = read_svg(FRAME.format(inside).encode())

    assert (svg.width, svg.height) == (10, 20)
    assert svg.marks == '<g class="f-a"><path d="M0 0L1 1"></path></g><text x="1">a&lt;b</text>'
