"""Cards show the title, in Chinese letters and not in squares, and are drawn once."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.project import ROOT
from tests.zhihu.site.test_data import TITLES, site_of
from zhihu.pages.catalogue import read_catalogue
from zhihu.site.card_lines import fitted
from zhihu.site.cards import CARD_SIZE, card, card_path, drawable, font, has_glyph, write_cards


def test_every_character_of_our_titles_has_a_glyph_of_its_own() -> None:
    catalogue = read_catalogue(ROOT / "docs/questions.json")
    titles = [text.title for entry in catalogue.questions for text in (entry.zh, entry.en) if text]

    assert [sign for title in titles for sign in title if not sign.isspace() and not has_glyph(sign)] == []
    assert {len({bytes(font(40).getmask(sign)) for sign in title}) for title in ("回答问题", "训练模型")} == {4}


@pytest.mark.parametrize("sign", ["🤯", "\U0010fffe", "𓀀"])
def test_a_character_without_a_glyph_is_left_out(sign: str) -> None:
    assert not has_glyph(sign)
    assert drawable(f"好{sign} 的") == "好 的"


@pytest.mark.parametrize("title", [*TITLES, "", " ", "x" * 300, "word " * 80, "🤯"])
def test_any_title_gives_a_card_within_its_margins(title: str) -> None:
    image = Image.open(BytesIO(card("网站", title, "作者")))

    assert image.size == CARD_SIZE
    grey = image.convert("L").crop((0, 140, CARD_SIZE[0], 600))
    box = grey.point([255 if value < 200 else 0 for value in range(256)]).getbbox()
    assert box is None or (box[0] >= 70 and box[2] <= CARD_SIZE[0] - 70)


def test_a_long_title_is_cut_and_says_so() -> None:
    size, lines = fitted("长" * 300, (76, 46), 1040, 322, 1.32, font)

    assert size == 46
    assert lines[-1].endswith("…")


def test_no_line_begins_with_a_closing_sign() -> None:
    _, lines = fitted("为什么会这样呢？" * 12, (60,), 1040, 2000, 1.3, font)

    assert not any(line[0] in "？，。" for line in lines)


def test_a_card_is_drawn_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = site_of("题目", tmp_path / "docs")
    write_cards(site)
    first = (tmp_path / "docs" / card_path("x", "zh")).read_bytes()

    monkeypatch.setattr("zhihu.site.cards.card", lambda *_: b"drawn again")
    write_cards(site)

    assert (tmp_path / "docs" / card_path("x", "zh")).read_bytes() == first
    assert len(list((tmp_path / ".cache/cards").iterdir())) == 2
