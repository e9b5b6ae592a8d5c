"""Our drawings are computed, current, and look alike as files and on pages."""

import re
from math import dist, isclose, log
from pathlib import Path

import pytest

from tests.project import ROOT
from zhihu.facts.figures import Figure, drawing_name
from zhihu.facts.toml import read_toml
from zhihu.figures.gallery import DRAWINGS, drawn
from zhihu.figures.k_center import points, selected
from zhihu.figures.marks import number
from zhihu.figures.packing import LENGTHS, ROOM, packed
from zhihu.figures.plots import loss, margin_at
from zhihu.figures.svg import read_svg

FOLDER = ROOT / "source/figures"
CSS = (ROOT / "docs/assets/stylesheets/figures.css").read_text("utf-8")
FILES = sorted(FOLDER.glob("*.svg"))


def figures() -> dict[str, Figure]:
    return read_toml(FOLDER / "figures.toml", dict[str, Figure], []) or {}


def test_the_files_are_what_the_script_draws() -> None:
    made = dict(drawn(figures()))

    assert sorted(made) == [path.name for path in FILES]
    assert [path.name for path in FILES if path.read_text("utf-8") != made[path.name]] == []


def test_every_drawing_is_named_and_every_name_is_drawn() -> None:
    assert sorted(figures()) == sorted(DRAWINGS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_drawing_is_small_narrow_and_in_classes_that_both_style_sheets_know(path: Path) -> None:
    text = path.read_text("utf-8")
    svg = read_svg(text.encode())
    used = set(re.findall(r"f-[\w-]+", svg.marks))

    assert svg.width == 360
    assert len(text) < 8_000
    assert {name for name in used if not re.search(rf"\.{name}\b", CSS)} == set()
    assert {name for name in used if not re.search(rf"\.{name}\b", text.partition("</style>")[0])} == set()


@pytest.mark.parametrize("name", sorted(DRAWINGS))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_words_are_words_and_stay_inside(name: str, language: str) -> None:
    text = (FOLDER / drawing_name(name, language)).read_text("utf-8")
    lines = re.findall(r'<text x="([\d.]+)" y="([\d.]+)" class="([^"]*)"(?: text-anchor="(\w+)")?>([^<]*)', text)

    assert lines
    for x, _, look, anchor, words in lines:
        size = 11.5 if "f-small" in look else 13
        # A Han character is as wide as it is high, a Latin one about half of that, and bold ones a little more.
        width = sum(1 if ord(sign) > 0x2E00 else 0.58 for sign in words) * size
        left = float(x) - {"": 0, "middle": width / 2, "end": width}[anchor]
        assert left >= 0, words
        assert left + width <= 362, words


def test_the_numbers_are_those_of_the_notes() -> None:
    assert isclose(loss(0), log(2))
    assert f"{loss(margin_at(0)):.3f} {margin_at(1):.3f} {loss(margin_at(1)):.3f}" == "0.693 1.583 0.187"


def test_each_new_point_is_the_farthest_from_all_chosen() -> None:
    training, pool = points()
    chosen = list(training)
    for new, nearest in selected(training, pool, 6):
        far = min(dist(new, other) for other in chosen)
        assert dist(new, nearest) == far
        assert all(min(dist(point, other) for other in chosen) <= far for point in pool)
        chosen.append(new)


def test_packing_loses_no_example_and_overfills_no_row() -> None:
    rows = packed(LENGTHS, ROOM)

    assert sorted(length for row in rows for length in row) == sorted(LENGTHS)
    assert max(map(sum, rows)) <= ROOM


def test_numbers_are_the_same_everywhere() -> None:
    assert [number(value) for value in (1.0, -0.04, 2.25, 10.06)] == ["1", "0", "2.2", "10.1"]
