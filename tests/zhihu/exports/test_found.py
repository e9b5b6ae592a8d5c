"""A title is cleaned as the heading that it was, wherever it comes from."""

from pathlib import Path

import pytest

from zhihu.exports.export import Export, read_export
from zhihu.exports.found import Found, clean_parts, find_sections
from zhihu.facts.tables import Facts
from zhihu.model import TextFacts


def found_in(folder: Path, name: str, text: str) -> Found:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    export: Export = read_export(path, folder)
    return next(find_sections(export, Facts(source=folder)))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", "# (93 封私信 / 2 条消息) 内存如何工作？ - 知乎\n\n正文\n"),
        ("a.md", "---\ntitle: (93 封私信 / 2 条消息) 内存如何工作？ - 知乎\n---\n\n正文\n"),
        ("内存如何工作？ - 知乎.md", "正文\n"),
    ],
)
def test_a_title_says_nothing_of_the_reader_and_the_site(tmp_path: Path, name: str, text: str) -> None:
    assert found_in(tmp_path, name, text).title == "内存如何工作？"


def test_what_is_cut_from_a_title_is_in_its_edits(tmp_path: Path) -> None:
    found = found_in(tmp_path, "a.md", "# 内存如何工作？ - 知乎\n\n正文 - 知乎\n")
    parts = clean_parts(found, TextFacts())
    assert [edit.rule for edit in parts["title"].edits.applied] == ["label_noise"]
    assert parts["answer"].text == "正文 - 知乎"
