"""Figures that are missing or unfit: each is named with file and line, and nothing is written."""

from pathlib import Path

import pytest

from tests.pictures import PNG
from tests.sandbox import Sandbox

HASH = "v2-0123456789abcdef0123456789abcdef"
EXPORT = f"**提问**：好？\n\n**回答**：图\n\n![](https://pic1.zhimg.com/80/{HASH}_720w.jpg)\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 20">\n<text x="1" y="9">w</text>\n</svg>\n'
TABLE = f'[a]\npicture = "{HASH}"\nalt = {{ zh = "甲", en = "A" }}\nlikely = {{ zh = "很可能是乙。" }}\n'


@pytest.fixture
def project(sandbox: Sandbox) -> Sandbox:
    sandbox.export("a.md", EXPORT)
    sandbox.write("figures/figures.toml", TABLE)
    for language in ("zh", "en"):
        sandbox.write(f"figures/a.{language}.svg", SVG)
    return sandbox


def figures(project: Sandbox) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (project.docs / "assets/figures").glob("*")}


def test_a_drawing_stands_in_the_place_of_its_picture_in_both_languages(project: Sandbox) -> None:
    project.clean()
    (slug,) = project.slugs()

    assert "![甲](../../assets/figures/a.zh.svg)<small>本站自绘" in project.page(slug)
    assert f"很可能是乙。[原图在知乎](https://pic1.zhimg.com/80/{HASH}_720w.jpg)</small>" in project.page(slug)
    assert set(figures(project)) == {"a.zh.svg", "a.en.svg"}


def test_a_copy_goes_before_it_and_both_are_taken_away_when_they_are_gone(project: Sandbox) -> None:
    project.write(f"figures/{HASH}.png", PNG)
    project.clean()
    (slug,) = project.slugs()
    assert f"![很可能是乙。](../../assets/figures/{HASH}.png)" in project.page(slug)
    assert figures(project)[f"{HASH}.png"] == PNG

    for path in (project.source / "figures").iterdir():
        path.unlink()
    project.clean()
    assert "图片未随导出保存" in project.page(slug)
    assert figures(project) == {}


UNFIT: dict[str, tuple[dict[str, str | bytes | None], str]] = {
    "a drawing that is missing": ({"a.zh.svg": None}, "figures.toml:1: the drawing a.zh.svg is missing"),
    "no SVG": ({"a.zh.svg": "words"}, "a.zh.svg:1: not valid XML"),
    "a picture in its place": ({"a.zh.svg": PNG}, "a.zh.svg:1: not valid XML"),
    "a script": ({"a.en.svg": SVG.replace("</svg>", "<script/></svg>")}, "a.en.svg:3: the element 'script'"),
    "a handler": ({"a.en.svg": SVG.replace("<text", "<text onclick='a()'")}, "a.en.svg:2: the attribute onclick='a()'"),
    "a copy that is none": ({f"{HASH}.png": "<svg/>"}, f"{HASH}.png:0: not a picture"),
    "a copy that is missing": (
        {"copies.toml": f'[{HASH}]\nfile = "{HASH}.png"\nsource = "https://pic1.zhimg.com/x"\nsha256 = "0"\n'},
        "copies.toml:1: ",
    ),
    "a name that is no address": ({"figures.toml": TABLE.replace("[a]", '["a b"]')}, "figures.toml:1: "),
    "a hash that is none": ({"figures.toml": TABLE.replace(HASH, "v2-1")}, "figures.toml:2: picture is 'v2-1'"),
    "an unknown reference": (
        {"figures.toml": f'{TABLE}reference = "gone"\n'},
        "figures.toml:5: reference names 'gone', which is not there",
    ),
    "a key that is none": ({"figures.toml": f"{TABLE}size = 1\n"}, "figures.toml:5: "),
    "no words for it": ({"figures.toml": "[a]\n"}, "figures.toml:1: "),
    "a note with a drawing that is not there": (
        {"../questions/hao/note.zh.md": "注\n\n![](gone)\n", "../questions/hao/question.toml": 'title = "好？"\n'},
        "note.zh.md:3: the note shows 'gone', which is not there",
    ),
}


@pytest.mark.parametrize("name", UNFIT)
def test_what_is_unfit_is_named_and_nothing_is_written(project: Sandbox, name: str) -> None:
    files, message = UNFIT[name]
    for file, content in files.items():
        path = project.source / "figures" / file
        if content is None:
            path.unlink()
        else:
            project.write(str(Path("figures") / file), content)
    said = project.refused()

    assert [line for line in said if message in line], said
    assert not project.docs.exists() or not list(project.docs.iterdir())


def test_a_drawing_in_a_note_is_marked_as_ours(project: Sandbox) -> None:
    project.question("hao", 'title = "好？"\n')
    project.write("questions/hao/note.zh.md", "注\n\n![](a)\n")
    project.write("figures/figures.toml", TABLE.replace(f'picture = "{HASH}"\n', "") + 'caption = { zh = "丙。" }\n')
    project.clean()

    assert "![甲](../../assets/figures/a.zh.svg)<small>本站绘图。丙。</small>" in project.page("hao")
