"""Whatever bytes an export has, pages and ledger give them back."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.project import EXPORT
from zhihu.disk.run import changes_of
from zhihu.pages.gather import gather
from zhihu.proof.rebuild import Rebuilt, rebuild

QUESTION = (
    "**提问**：第一个问题？\n\n**回答**：第一个回答。\n\n第二段\u00a0文字。\n\n\n"
    "**提问**：第二个问题？\n\n**回答：** 好。\n"
)

EXPORTS = {
    "as we write it": QUESTION,
    "CRLF": QUESTION.replace("\n", "\r\n"),
    "byte order mark": "\ufeff" + QUESTION,
    "byte order mark and CRLF": "\ufeff" + QUESTION.replace("\n", "\r\n"),
    "no final newline": QUESTION.rstrip(),
    "many final newlines": QUESTION + "\n" * 5,
    "final blanks": QUESTION.rstrip() + "  \t\n \n",
    "mixed line ends": QUESTION.replace("\n", "\r\n", 3),
    "mixed line ends inside an answer": "**提问**：问？\n\n**回答**：一\r\n二\n三\r\n\r\n四\n",
    "old line ends": QUESTION.replace("\n", "\r"),
    "one lone carriage return": QUESTION.replace("第二段", "第二\r段"),
    "words among many empty lines": "\n \n\t\n\u00a0\n文字\n\n\n \n",
    "tabs": "\t\n**提问**：\t问\t？\n\n**回答**：\n\n-\t一\n\t- 二\n\n\t代码\t。\n",
    "no-break spaces": "\u00a0\n**提问**：\u00a0问\u00a0？\u00a0\n\n**回答：**\u00a0答\u00a0\u00a0。\u00a0\n",
    "wide and zero-width blanks": "\u3000\u3000**提问**：问\u200b？\n\n**回答**：\u3000答\u200b\u2028。\ufeff\n",
    "empty lines between a marker and its words": "**提问**：\n\n问？\n\n**回答**：\n\n\n答。\n",
    "a question without answer": "**提问**：问？\n\n**回答**：\n\n**提问**：又问？\n\n**回答**：答。\n",
    "an answer without question": "**回答**：答。\n\n**提问**：问？\n\n**回答**：答。\n",
    "text before the first question": "前言。\n\n**提问**：问？\n\n**回答**：答。\n",
    "the same question twice": QUESTION + "\n" + QUESTION,
    "no markers": "# 题目 #\n\n正文。\n\n## 小节\n\n更多。\n",
    "front matter": "---\ntitle: 题目\ntags: [a]\n---\n\n正文。\n",
    "front matter alone": "---\ntitle: 题目\n---\n",
    "a question of several lines": "**提问**：问的第一行\n第二行？\n\n**回答**：答。\n",
    "a picture and words in a title": (
        "**提问**：甲![](https://pic1.zhimg.com/v2-a_b.jpg)"
        "![](data:image/svg+xml;utf8,<svg xmlns='http://www.w3.org/2000/svg'></svg>)乙？\n\n**回答**：丙。\n"
    ),
    "links defined at the end": (
        "**提问**：见[甲][a]？\n\n**回答**：看[规范][1]、[官网]和注[^1]，[^1]再来。\n\n**提问**：又？\n\n**回答**：有[b]。\n\n"
        '[1]: https://link.zhihu.com/?target=https%3A//example.org/a "题"\n[官网]: <https://example.org/>\n[a]: /x\n'
        "[b]: https://example.org/b\n\n[^1]: 注 [词](https://zhida.zhihu.com/search?q=a)。\n    接着\n"
    ),
    "bold first sentence": "**问：问题？**\n\n**答：第一句。**第二句。\n",
    "our own marks": (
        "**提问**：问？\n\n**回答**：\n\n<!-- answer -->\n\n一\n\n<!-- /answer -->\n\n# 二\n\n<!-- question -->\n\n三\n"
        "\n<!-- /question -->\n\n四\n"
    ),
    "our own marks in a question": (
        "**提问**：问？\n\n<!-- answer -->\n\n一\n\n<!-- /answer -->\n\n<!-- /question -->\n\n二\n\n"
        "**回答**：三\n\n<!-- /question -->\n\n<!-- answer -->\n\n四\n\n<!-- /answer -->\n\n五\n"
    ),
    "what looks like a title": "**提问**：# 问？\n# 不是题目\n\n**回答**：# 答\n\n# 也不是\n",
    "signs of YAML and HTML": '**提问**："a": [1, #2]？ & <b>\n\n**回答**：--- : {x} &amp; <script>\n',
    "astral characters": "**提问**：𠮷😀？\n\n**回答**：[𠮷](https://zhida.zhihu.com/search?q=a)😀\u00a0𠮷。\n",
}


def rebuilt_from(files: dict[str, bytes], folder: Path) -> dict[str, Rebuilt]:
    source, docs = folder / "source", folder / "docs"
    _write({source / "exports" / name: data for name, data in files.items()})
    # Not through the store, which waits for the disk.
    _write(changes_of(gather(source, docs), source, docs).write)
    return {rebuilt.name: rebuilt for rebuilt in rebuild(docs)}


def _write(files: Mapping[Path, bytes]) -> None:
    for path, data in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


@pytest.mark.parametrize("text", EXPORTS.values(), ids=list(EXPORTS))
def test_an_odd_export_comes_back(tmp_path: Path, text: str) -> None:
    rebuilt = rebuilt_from({"a.md": text.encode()}, tmp_path)["a.md"]
    assert rebuilt.data == text.encode()
    assert (rebuilt.is_whole, rebuilt.findings) == (True, ())


def test_several_exports_come_back_each_by_its_own_name(tmp_path: Path) -> None:
    files = {
        name: data.replace("问题", name).encode()
        for name, data in (("a.md", QUESTION), ("b/a.md", QUESTION), ("b/ä ö.md", QUESTION))
    }
    files["b/c/llm-interview-qa.md"] = EXPORT.read_bytes()
    assert {name: r.data for name, r in rebuilt_from(files, tmp_path).items()} == files


FRAGMENTS = [
    *("**提问**：", "**回答**：", "**提问：**", "**回答：** ", "问：", "答：", "## 问题：", "> **提问**："),
    *(
        "[词](https://zhida.zhihu.com/search?q=a)",
        "[Site Unreachable](https://zhuanlan.zhihu.com/p/1)",
        "![](https://pic1.zhimg.com/v2-a_b.jpg)",
    ),
    *(
        "- ",
        "1. ",
        "1) ",
        "    ",
        "\t",
        "> ",
        "# ",
        "```\n",
        "| a | b |\n| - | - |\n",
        "---\n",
        "$x$",
        "[1]",
        "**",
        "`",
        "<!-- answer -->",
        "<!-- /answer -->",
    ),
    *("\n", "\n\n", "\n\n\n", "\r\n", "\r", " ", "  \n", "\u00a0", "\u200b", "\u3000", "\u2028", "\ufeff"),
    *("文字。", "words ", "DPO", "？", "\\", "&amp;", "<b>", "𠮷"),
]


@given(st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=40).map("".join))
@settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
def test_any_mixture_comes_back(text: str) -> None:
    text = f"{text}文"  # An export without any words is refused.
    with TemporaryDirectory() as folder:
        rebuilt = rebuilt_from({"a.md": text.encode()}, Path(folder))["a.md"]
    assert rebuilt.data == text.encode()
    assert (rebuilt.is_whole, rebuilt.findings) == (True, ())
