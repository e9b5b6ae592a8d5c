"""The list of all questions: by pinyin and letters, in pages, with an anchor for each letter."""

import re

from zhihu.pages.alphabet import alphabet
from zhihu.pages.lists import Listed

HEADING = re.compile(r'<h2 id="([^"]+)">(.+)</h2>')
LINK = re.compile(r"^- \[.*\]\(\.\./q/(.*)\.md\)$", re.MULTILINE)


def listed(*titles: str) -> list[Listed]:
    return [Listed(f"q{at}", title, "topic") for at, title in enumerate(titles)]


def test_chinese_is_sorted_by_pinyin_among_latin() -> None:
    titles = ["如何做", "RLHF 的问题", "SFT 与数据", "「爱」", "奖励", "apple", "0.693", "🎉", "ＤＰＯ"]
    [(name, page)] = alphabet(listed(*titles), "zh")

    assert name == "index.md"
    assert [titles[int(slug[1:])] for slug in LINK.findall(page)] == [
        "🎉", "0.693", "「爱」", "apple", "ＤＰＯ", "奖励", "RLHF 的问题", "如何做", "SFT 与数据",
    ]  # fmt: skip
    assert HEADING.findall(page) == [
        ("others", "#"), ("digits", "0–9"), ("a", "A"), ("d", "D"), ("j", "J"), ("r", "R"), ("s", "S"),
    ]  # fmt: skip


def test_a_long_list_is_paged_and_each_letter_leads_to_where_it_begins() -> None:
    pages = dict(alphabet(listed(*(f"{letter}{at:03}" for letter in "abc" for at in range(150))), "en"))

    assert list(pages) == ["index.md", "2.md", "3.md"]
    assert [len(LINK.findall(page)) for page in pages.values()] == [200, 200, 50]
    for page in pages.values():
        assert "[A](index.md#a) [B](index.md#b) [C](2.md#c)" in page
    for name, anchor in (("index.md", "a"), ("index.md", "b"), ("2.md", "c")):
        assert f'<h2 id="{anchor}">' in pages[name]
    assert "](2.md)" in pages["index.md"]
    assert "](index.md)" in pages["2.md"]


def test_no_question_makes_an_empty_page() -> None:
    [(name, page)] = alphabet([], "en")

    assert (name, LINK.findall(page)) == ("index.md", [])
