"""Exports cut into sections: every character lands in one part, or in a gap that holds no word of the author's."""

import re
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhihu.exports.export import find_exports, read_export
from zhihu.exports.sections import Section
from zhihu.exports.splitting import front_matter_end, split
from zhihu.markdown.document import parse

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"
EXPORT = Path(__file__).parents[3] / "source" / "exports" / "llm-interview-qa.md"
# Between parts: markers, heading and quote signs, rulers under headings, front matter; nothing else.
MARKER = r"(?:提问|问题|问|Q|面试官|参考答案|答案|回答|答|A|[^\s*：:]{0,12}标准回答)"
GAP = re.compile(rf"(?:[#>*\s\u200b=-]|{MARKER}[ ]?\**[ ]?[：:]\**)*")


def sections(text: str, name: str = "folder/甲.md") -> list[Section]:
    return split(parse(text), name)


def texts(text: str, section: Section) -> dict[str, str]:
    return {part.name: text[part.start : part.end] for part in section.parts}


def outline(text: str) -> list[dict[str, str]]:
    """Return the parts of every section of `text`."""
    return [texts(text, section) for section in sections(text)]


def codes(text: str) -> list[str]:
    return [sighting.code for section in sections(text) for sighting in section.sightings]


def test_questions_and_answers() -> None:
    text = "\n**提问**：甲？\n\n**回答：** 乙。\n\n丙。\n\n\n\n**提问：**丁？\n\n**回答**：\n\n- 戊\n"
    assert outline(text) == [{"title": "甲？", "answer": "乙。\n\n丙。"}, {"title": "丁？", "answer": "- 戊"}]
    assert not codes(text)


def test_a_question_that_goes_on_after_its_first_line() -> None:
    text = "**提问**：哪个对？\n\n- A 甲\n- B 乙\n\n**回答**：B\n"
    assert outline(text) == [{"title": "哪个对？", "question": "- A 甲\n- B 乙", "answer": "B"}]


def test_the_question_below_its_marker() -> None:
    assert outline("**提问：**\n\n甲？\n\n**回答：**\n\n乙\n") == [{"title": "甲？", "answer": "乙"}]


def test_a_question_in_a_heading_loses_its_signs() -> None:
    assert outline("## **提问**：甲？ ##\n\n**回答**：乙\n") == [{"title": "甲？", "answer": "乙"}]


def test_a_heading_question_without_an_answer_marker() -> None:
    text = "## **提问**：甲？\n\n![](p)\n\n## **提问**：乙？\n\n**回答**：丙\n"
    assert outline(text) == [{"title": "甲？", "answer": "![](p)"}, {"title": "乙？", "answer": "丙"}]


def test_an_answer_whose_first_sentence_is_bold_with_its_marker_keeps_its_stars() -> None:
    text = "**提问**：甲？\n\n**回答：这样不对。**但是\n"
    section = sections(text)[0]
    assert texts(text, section)["answer"] == "**回答：这样不对。**但是"
    assert [text[cut.start : cut.end] for cut in section.cuts] == ["回答："]


def test_a_bold_question_loses_the_stars_around_it() -> None:
    assert outline("**Q：甲？**\n\nA：乙\n") == [{"title": "甲？", "answer": "乙"}]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("**提问**：甲？\n\n**提问**：乙？\n\n**回答**：丙\n", "no-answer"),
        ("**回答**：甲\n\n**提问**：乙？\n\n**回答**：丙\n", "no-question"),
        ("甲\n\n**提问**：乙？\n\n**回答**：丙\n", "loose-text"),
        ("**提问**：甲？\n\n**回答**：乙\n\n**回答**：丙\n", "second-answer"),
        ("**提问**：\n\n**回答**：甲\n", "no-title"),
    ],
)
def test_what_is_odd_is_said_and_nothing_is_dropped(text: str, code: str) -> None:
    assert codes(text) == [code]
    shown = "".join("".join(parts.values()) for parts in outline(text))
    assert all(character in shown for character in "甲乙丙" if character in text)


def test_text_before_the_first_question_has_a_section_of_its_own() -> None:
    text = "---\ntitle: 题\n---\n\n前言\n\n**提问**：甲？\n\n**回答**：乙\n"
    first, second = sections(text)
    assert (first.kind, texts(text, first), first.fallback_title) == (
        "loose",
        {"answer": "前言"},
        "甲：第一个问题之前的文字",
    )
    assert second.kind == "question"


def test_headings_above_the_first_question_belong_to_it() -> None:
    text = "# 面试题\n\n**提问**：甲？\n\n**回答**：乙\n"
    assert outline(text) == [{"preface": "# 面试题", "title": "甲？", "answer": "乙"}]


def test_a_tail_behind_headed_questions_has_a_section_of_its_own() -> None:
    text = "## **提问**：甲？\n\n**回答**：乙\n\n## 参考资料\n\nhttps://a.b\n"
    assert [section.kind for section in sections(text)] == ["question", "loose"]
    assert codes(text) == ["tail"]


@pytest.mark.parametrize(
    ("text", "title", "answer", "fallback"),
    [
        ("# 甲\n\n乙\n", "甲", "乙", ""),
        ("---\ntitle: 丙\n---\n\n# 甲\n\n乙\n", "甲", "乙", ""),
        ('---\ntitle: "丙"\n---\n\n乙\n', None, "乙", "丙"),
        ("## **甲**\n\n乙\n", None, "## **甲**\n\n乙", "甲"),
        ("甲\n===\n\n乙\n", "甲", "乙", ""),
        ("乙\n\n# 甲\n", None, "乙\n\n# 甲", "甲.md"),
        ("---\n\n乙\n", None, "---\n\n乙", "甲.md"),
    ],
)
def test_a_file_without_markers_is_one_section(text: str, title: str | None, answer: str, fallback: str) -> None:
    (section,) = sections(text, "folder/甲.md.md")
    assert section.kind == "whole"
    assert texts(text, section) == ({"title": title} if title else {}) | {"answer": answer}
    assert section.fallback_title == fallback


@pytest.mark.parametrize("text", ["", "\n", " \n\t\n", "---\ntitle: 甲\n---\n"])
def test_nothing_to_show_is_no_section(text: str) -> None:
    assert sections(text) == []


@pytest.mark.parametrize(
    ("text", "end"),
    [("---\na: b\n---\n甲", 13), ("---\na: b\n...\n甲", 13), ("---\na: b\n", 0), ("---\n\n甲\n---\n", 0), ("甲", 0)],
)
def test_where_front_matter_ends(text: str, end: int) -> None:
    assert front_matter_end(parse(text)) == end


def test_headings_that_all_ask_are_questions() -> None:
    text = "## 甲？\n\n一\n\n## 乙？\n\n二\n\n## 丙？\n\n三\n"
    assert [parts["title"] for parts in outline(text)] == ["甲？", "乙？", "丙？"]


def test_headings_of_which_most_ask_stay_and_are_named() -> None:
    text = "## 甲？\n\n一\n\n## 乙？\n\n二\n\n## 丙？\n\n三\n\n## 丁\n\n四\n"
    assert [section.kind for section in sections(text)] == ["whole"]
    assert codes(text) == ["maybe-questions"]


def test_headings_with_the_address_of_a_question_are_questions() -> None:
    text = "## [甲](https://www.zhihu.com/question/600000001)\n\n一\n\n## 乙（https://www.zhihu.com/question/600000002/answer/3）\n\n二\n"
    assert [parts["answer"] for parts in outline(text)] == ["一", "二"]


def assert_whole(text: str) -> None:
    """Check that the parts of `text` lie in order and apart, and that nothing of the author's is between them."""
    at = front_matter_end(parse(text))
    for section in sections(text):
        for part in section.parts:
            assert at <= part.start < part.end
            assert GAP.fullmatch(text, at, part.start), text[at : part.start]
            at = part.end
        assert all(any(p.start <= cut.start and cut.end <= p.end for p in section.parts) for cut in section.cuts)
    assert GAP.fullmatch(text, at), text[at:]


def test_our_export_is_cut_into_its_twelve_questions() -> None:
    text = EXPORT.read_text(encoding="utf-8")
    found = sections(text)
    assert [set(texts(text, section)) for section in found] == [{"title", "answer"}] * 12
    assert_whole(text)


LINES = [
    "甲",
    "甲？",
    "**提问**：甲？",
    "**回答**：乙",
    "**回答：乙。**丙",
    "提问：甲？",
    "回答：乙",
    "## **提问：**甲 ##",
    "> **问：**甲",
]
LINES += ["**答：**", "# 题", "## 题？", "- 甲", "---", "```", "", "", "**Q：甲？**", "A：乙", "## 参考资料", "题\n==="]


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(LINES), max_size=15).map("\n".join))
def test_no_word_is_lost_from_any_text(text: str) -> None:
    assert_whole(text)


@pytest.mark.skipif(not CORPUS.is_dir(), reason=f"the corpus of real exports is not at {CORPUS}")
def test_no_word_is_lost_from_real_exports() -> None:
    for path in find_exports(CORPUS):
        assert_whole(read_export(path, CORPUS).text)


@pytest.mark.parametrize("sign", ["?", "https://link.zhihu.com/?target=", "# ?", "？=", "**问", "[^1]", "[1]: "])
def test_a_long_line_is_not_read_again_for_each_sign_in_it(sign: str) -> None:
    began = process_time()
    split(parse(sign * (300_000 // len(sign))), "a.md")

    # A tenth of a second; a pattern that reads on from each sign to the end of the line takes more than ten.
    assert process_time() - began < 5
