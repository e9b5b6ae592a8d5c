"""A translation knows, block by block, whether the Chinese has changed since (design 7)."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhihu.errors import FactsError
from zhihu.facts.translation import Translation, align, read_translation, surplus
from zhihu.markdown.blocks import Block, blocks_of

CHINESE = ("第一段。", "- 一\n- 二", "> 引文", "第四段。")
ENGLISH = ("The first.", "- one\n- two", "> A quote", "The fourth.")


def paragraphs(texts: tuple[str, ...]) -> list[Block]:
    return blocks_of("\n\n".join(texts))


def translation(english: tuple[str, ...] = ENGLISH) -> Translation:
    hashes = ("", *(block.hash for block in paragraphs(CHINESE)))
    return Translation(Path("en.md"), "T", tuple(paragraphs(english)), hashes, "person", reviewed=False)


def states(chinese: tuple[str, ...], english: tuple[str, ...] = ENGLISH) -> list[tuple[str, str]]:
    found = align(paragraphs(chinese), translation(english))
    return [(aligned.english.text if aligned.english else "", aligned.state) for aligned in found]


@given(st.sets(st.integers(0, 3)))
def test_blocks_that_changed_are_stale_and_no_others(changed: set[int]) -> None:
    chinese = tuple(f"改过的第 {at} 段" if at in changed else text for at, text in enumerate(CHINESE))

    assert states(chinese) == [(text, "stale" if at in changed else "current") for at, text in enumerate(ENGLISH)]


def test_a_new_block_is_missing_and_the_others_keep_their_translation() -> None:
    assert states((*CHINESE[:1], "新的一段。", *CHINESE[1:])) == [
        (ENGLISH[0], "current"),
        ("", "missing"),
        *((text, "current") for text in ENGLISH[1:]),
    ]


def test_a_block_whose_chinese_is_gone_is_surplus() -> None:
    chinese = CHINESE[:2] + CHINESE[3:]

    assert [state for _, state in states(chinese)] == ["current"] * 3
    assert [block.text for block in surplus(paragraphs(chinese), translation())] == [ENGLISH[2]]


def test_what_is_still_to_be_done_is_missing() -> None:
    english = (ENGLISH[0], "TODO", *ENGLISH[2:])

    assert [state for _, state in states(CHINESE, english)] == ["current", "missing", "current", "current"]
    assert surplus(paragraphs(CHINESE), translation(english)) == []


@pytest.mark.parametrize("again", ["第一 段。", "[第一段](https://zhida.zhihu.com/search?q=x)。", "**第一段。**"])
def test_markup_addresses_and_blanks_make_nothing_stale(again: str) -> None:
    assert states((again, *CHINESE[1:])) == [(text, "current") for text in ENGLISH]


def read(tmp_path: Path, text: str) -> tuple[Translation | None, list[str]]:
    errors = list[FactsError]()
    path = tmp_path / "en.md"
    path.write_text(text, "utf-8")
    found = read_translation(path, errors)
    return found, [str(error).removeprefix(f"{path}:") for error in errors]


def test_a_hash_of_digits_is_a_hash(tmp_path: Path) -> None:
    text = "---\nby: machine\nreviewed: true\ntranslates:\n- 123456789012\n- 0123e4567890\n---\n\n# T\n\nA\n"
    found, errors = read(tmp_path, text)

    assert errors == []
    assert found is not None
    assert (found.hashes, found.reviewed) == (("123456789012", "0123e4567890"), True)
    assert [(block.text, block.line) for block in found.blocks] == [("A", 11)]


def test_a_translation_without_a_title_has_not_begun(tmp_path: Path) -> None:
    assert read(tmp_path, "---\nby: person\ntranslates: [a, b]\n---\n\n# TODO 题\n\nTODO\n") == (None, [])


CLOSED = "1: the front matter is not closed; expected two lines of --- around it"
KEYS = "expected by: person or machine, reviewed: true or false, translates: hashes"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", CLOSED),
        ("# T\n", CLOSED),
        ("---\nby: person\n", CLOSED),
        ("---\n---\n# T\n", f"1: the front matter cannot be read: Expected `object`, got `null`; {KEYS}"),
        ("---\nby: x\n---\n# T\n", f"1: the front matter cannot be read: Invalid enum value 'x' - at `$.by`; {KEYS}"),
        (
            "---\nby: person\nb: 1\n---\n",
            f"1: the front matter cannot be read: Object contains unknown field `b`; {KEYS}",
        ),
        (
            "---\nby: person\ntranslates: [a]\n---\nA\n",
            "5: the translation has no title; expected a first line `# title`",
        ),
        (
            "---\nby: person\ntranslates: [a]\n---\n# T\n\nA\n",
            "5: 2 blocks and 1 hashes; expected one hash for each block; see translations.py accept",
        ),
    ],
)
def test_a_translation_that_cannot_be_read_names_line_and_remedy(tmp_path: Path, text: str, error: str) -> None:
    assert read(tmp_path, text) == (None, [error])


def test_broken_yaml_names_the_file_in_one_line(tmp_path: Path) -> None:
    found, (error,) = read(tmp_path, "---\nby: [\n---\n# T\n")

    assert found is None
    assert error.startswith("1: the front matter cannot be read: ")
    assert error.endswith(KEYS)
    assert "\n" not in error
