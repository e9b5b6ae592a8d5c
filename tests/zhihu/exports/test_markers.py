"""Which words set questions and answers apart, and which are the author's own (T36)."""

import pytest

from zhihu.exports.markers import find_markers
from zhihu.markdown.document import parse


def roles(text: str) -> str:
    """Return the roles of the markers in `text`, in order, as `q`, `a` and `t`."""
    return "".join(marker.role[0] for marker in find_markers(parse(text)))


def marked(text: str) -> list[str]:
    """Return the words from each marker to the end of its line."""
    return [text[marker.end :].split("\n", maxsplit=1)[0] for marker in find_markers(parse(text))]


@pytest.mark.parametrize(
    "question",
    ["**提问**：", "**提问：**", "**提问：** ", "**提问** ：", "**提问**:", "**问：**", "**Q：**", "**面试官：** "],
)
@pytest.mark.parametrize(
    "answer",
    ["**回答**：", "**回答：**", "**回答：** ", "**回答：**\u00a0", "**答：**", "**A**：", "**某人版标准回答：** "],
)
def test_bold_markers_in_every_spelling(question: str, answer: str) -> None:
    assert marked(f"{question}甲？\n\n{answer}乙。\n") == ["甲？", "乙。"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("## **提问**：甲？\n\n**回答**：乙\n", ["甲？", "乙"]),
        ("## **提问：** 甲？\n\n## **回答：**乙\n", ["甲？", "乙"]),
        ("> **问：** 甲？\n\n**答：**乙\n", ["甲？", "乙"]),
        ("**提问：**\n\n甲？\n\n**回答：**\n\n乙\n", ["", ""]),
        ("**Q：甲？**\nA：乙\n", ["甲？**", "乙"]),
        ("**Q：甲？**\n**A**：乙\n", ["甲？**", "乙"]),
        ("- **Q：甲？**\n  A：乙\n- **Q：丙？**\n  A：丁\n", ["甲？**", "乙", "丙？**", "丁"]),
        ("提问：甲？\n\n回答：乙\n", ["甲？", "乙"]),
        ("**提问**：甲？\n\n**回答：这样不对。**但是\n", ["甲？", "这样不对。**但是"]),
        (
            "**提问**：甲[词](https://zhida.zhihu.com/search?q=x)？\n\n**回答**：乙\n",
            ["甲[词](https://zhida.zhihu.com/search?q=x)？", "乙"],
        ),
    ],
)
def test_where_the_marked_words_begin(text: str, words: list[str]) -> None:
    assert marked(text) == words


def test_all_spellings_in_one_file() -> None:
    text = "**提问**：一\n\n**回答**：二\n\n**提问：**三\n\n**回答：**四\n\n**提问**：五\n\n**回答：** 六\n"
    assert roles(text) == "qaqaqa"


def test_questions_alone_count_if_all_of_them_ask() -> None:
    assert roles("**问：**甲？\n\n是的。\n\n**问：**乙？\n\n不是。\n") == "qq"
    assert not roles("**问：**甲。\n\n是的。\n\n**问：**乙？\n")


def test_plain_words_are_the_authors_where_bold_ones_mark() -> None:
    assert roles("**提问**：甲？\n\n**回答**：乙\n\n问：丙？\n\n答：丁\n") == "qa"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "甲",
        "- **提问**：欢迎在讨论区提问。\n",
        "1. **提问**：第一步\n2. **回答**：第二步\n",
        "| **提问**：甲 | **回答**：乙 |\n| --- | --- |\n| 丙 | 丁 |\n",
        "- A：关键段落\n- B：四个芯片\n",
        "甲说**提问**：乙\n\n丙说**回答**：丁\n",
        "```\n**提问**：甲？\n**回答**：乙\n```\n",
        "    **提问**：甲？\n\n    **回答**：乙\n",
        "**问题 1：**甲\n\n**使用场景：**乙\n",
        "**回答**：只有回答。\n",
        "### 为什么这样？\n\n因为。\n",
        "\\*\\*提问\\*\\*：甲\n\n\\*\\*回答\\*\\*：乙\n",
    ],
)
def test_labels_are_no_markers(text: str) -> None:
    assert not roles(text)
