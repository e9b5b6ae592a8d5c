"""Figures of a page: drawings inside the page, pictures with their size, each an enlargement away."""

from pathlib import Path

import pytest

from tests.pictures import PNG
from zhihu.errors import InputError
from zhihu.site.figures import as_pictures, with_figures

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 20"><title>t</title><text x="1">w</text></svg>'
IMG = '<img alt="{}" src="../../../assets/figures/{}" />'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.zh.svg").write_bytes(SVG)
    (tmp_path / "v2-1.png").write_bytes(PNG)
    return tmp_path


def test_a_drawing_stands_in_the_page_with_its_caption(folder: Path) -> None:
    page = f"<p>{IMG.format('甲 &quot;乙&quot;', 'a.zh.svg')}<small>丙<a href='x'>丁</a></small></p>"

    assert with_figures(page, folder, "zh") == (
        '<figure class="qa-figure" id="figure-a"><svg class="qa-drawing" width="10" height="20" viewBox="0 0 10 20"'
        ' role="img" aria-label="甲 &quot;乙&quot;"><text x="1">w</text></svg>'
        '<a class="qa-enlarge" href="../../../assets/figures/a.zh.svg" aria-label="放大图片"></a>'
        "<figcaption>丙<a href='x'>丁</a></figcaption></figure>"
    )


def test_for_readers_elsewhere_a_drawing_is_a_picture_again(folder: Path) -> None:
    page = f"<p>{IMG.format('甲', 'a.zh.svg')}<small>丙</small></p>"
    src = "../../../assets/figures/a.zh.svg"

    assert f'<img src="{src}" alt="甲"><figcaption>丙</figcaption>' in as_pictures(with_figures(page, folder, "zh"))


def test_a_picture_has_its_size_and_is_loaded_when_needed(folder: Path) -> None:
    shown = with_figures(f"<p>{IMG.format('', 'v2-1.png')}</p>", folder, "en")

    assert (
        '<img class="qa-picture" src="../../../assets/figures/v2-1.png" alt="" width="640" height="480" loading="lazy"'
        in shown
    )
    assert shown.startswith("<figure")
    assert shown.endswith("</figure>")


def test_beside_words_a_figure_stays_in_its_line(folder: Path) -> None:
    shown = with_figures(f"<p>a {IMG.format('', 'a.zh.svg')} b</p>", folder, "zh")

    assert shown.startswith("<p>a<svg")
    assert shown.endswith("</svg>b</p>")


@pytest.mark.parametrize("page", ["<p>a</p>", '<p><img alt="" src="../../assets/images/favicon.svg"></p>'])
def test_other_pictures_are_left_alone(folder: Path, page: str) -> None:
    assert with_figures(page, folder, "zh") == page


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("b.zh.svg", b"<svg/>", ":1: the element 'svg' is not SVG"),
        ("b.zh.svg", SVG.replace(b"<text", b"\n<script/><text"), ":2: the element 'script'"),
        ("v2-2.png", b"<svg/>", "not a picture"),
        ("v2-2.png", None, "the figure is missing"),
    ],
)
def test_an_unfit_figure_is_an_error(folder: Path, name: str, content: bytes | None, problem: str) -> None:
    if content is not None:
        (folder / name).write_bytes(content)
    with pytest.raises(InputError) as caught:
        with_figures(f"<p>{IMG.format('', name)}</p>", folder, "zh")

    assert problem in str(caught.value)
