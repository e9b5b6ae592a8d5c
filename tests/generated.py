"""Exports made up from artefacts, nesting, Chinese and Latin: what a real one may hold, in any combination."""

from hypothesis import strategies as st

_KEYWORD = "https://zhida.zhihu.com/search?content_id=24&content_type=Article&match_order=1&q=DPO&zhida_source=entity"
_OLD = "https://www.zhihu.com/search?q=x&search_source=Entity&hybrid_search_source=Entity"
_REDIRECT = "https://link.zhihu.com/?target="
_PICTURE = "https://pic1.zhimg.com/v2-00112233445566778899aabbccddeeff"

WORDS = (
    *(
        "大模型",
        "的",
        "训练",
        "词",
        "DPO",
        "loss",
        "v2.0",
        "reward model",
        "人类反馈",
        "A/B",
        "x_1",
        "3~5天",
        " 400 亿 ",
    ),
    *("，", "。", "：", "？", "（", "）", "“", "”", ", ", ". ", " ", "…", "、", "！", "\u00a0", "\u200b", "—"),
)
LINKS = (
    f"[策略模型]({_KEYWORD})",
    f"[KL 散度](<{_KEYWORD}>)",
    '[动态语言](https://zhida.zhihu.com/search?q=动态语言\\&zhida_source=entity "动态语言")',
    f" [NPU]({_KEYWORD}) ",
    f"[phys\\_to\\_virt]({_KEYWORD})",
    f"[mmap()]({_KEYWORD})",
    f"[**奖励模型**]({_KEYWORD})",
    f"[计数器]({_OLD})",
    f"[官网]({_REDIRECT}https%3A//example.org/a)",
    f'[论文]({_REDIRECT}https://example.org/%E5%87%A0 "论文")',
    f"[例]({_REDIRECT}https%253A//example.org/b_%28c%29.pdf)",
    f"<{_REDIRECT}https%3A//example.org>",
    f"[A titleexample.org/a/b]({_REDIRECT}https%3A//example.org/a/b)",
    "[Scapy**](//link.zhihu.com/?target=http%3A//secdev.org)",
    f'见<a href="{_REDIRECT}http%3A//example.org" class=" external"><span class="invisible">http://</span>example.org</a>',
    "[Site Unreachable](https://zhuanlan.zhihu.com/p/1?utm_psn=1)",
    "[安全验证 - 知乎](https://zhuanlan.zhihu.com/p/2)",
    "[@灵剑](https://www.zhihu.com/people/lingjian)",
    "[文](https://zhuanlan.zhihu.com/p/3?utm_id=0)",
    "https://example.org/a_b",
    "[别处](other.md)",
    "[规范][spec]",
    f"![]({_PICTURE}_1440w.jpg)",
    f"![图]({_PICTURE}_b.jpg)![](data:image/svg+xml;utf8,<svg xmlns='http://www.w3.org/2000/svg'></svg>)",
    f"![[惊喜]]({_PICTURE}.png)",
    "![[公式]](https://www.zhihu.com/equation?tex=2%5E4+%3D+16)",
    "https://www.zhihu.com/video/970013969726025728",
)
MARKS = (
    *("[1]", "[2]", "[^1]", '<sup data-text="T" data-url="https://e.org" data-numero="1">[1]</sup>', "[[1]](#ref_1)"),
    *("`x = [1]`", " $\\pi_\\theta(y|x)$ ", "<br>", "<kbd>Ctrl</kbd>", "H<sub>2</sub>", "std::vector<int>"),
    *("&lt;div&gt;", " `__init__` "),
)
BLOCKS = (
    f"[\n\n引言：一个卡片\n\n]({_REDIRECT}https%3A//example.org/card)",
    "```python\n# **不是**标题 [1]\nx = 1\n```",
    "    四个空格的代码",
    "| a | b |\n| --- | --- |\n| 1 | 2 |",
    "---",
    "$$\n\\frac{a}{b}\n$$",
    "添加图片注释，不超过 140 字（可选）",
    "编辑于 2026-03-26 10:53・上海",
    "作者：某人\n链接：https://www.zhihu.com/question/1/answer/2\n来源：知乎\n著作权归作者所有。商业转载请联系作者获得授权，非商业转载请注明出处。",
    "[TOC]",
    "<div>\n\n一段\n\n</div>",
    "<details><summary>更多</summary>\n\n- a\n\n</details>",
    "## 参考\n\n1. [^](https://zhuanlan.zhihu.com/p/1#ref_1_0)第一篇 https://example.org/1",
    "[spec]: https://example.org/spec",
    "[^1]: 注的文字，两句。",
)

_inline = st.lists(st.sampled_from((*WORDS, *WORDS, *LINKS, *MARKS)), min_size=1, max_size=9).map("".join)
_letters = st.sampled_from(("大模型", "训练", "loss", "的", "人类反馈"))
# As authors set words in bold: something stands in it, and beside it.
_bold = st.tuples(
    _letters, st.sampled_from((*LINKS[:7], *WORDS[:9], "：", "（词）")), st.sampled_from(("", "。", "：")), _letters
).map(lambda made: f"**{made[0]}{made[1]}{made[2]}**{made[3]}")
_line = st.lists(st.one_of(_inline, _inline, _bold), min_size=1, max_size=3).map("".join)
_sign = st.sampled_from(("- ", "* ", "1. "))
_item = st.tuples(_line, st.lists(_line, max_size=2))


def _list(made: tuple[str, str, list[tuple[str, list[str]]]]) -> str:
    """Return a list of items with lists in them; nested as deep as signs are wide."""
    outer, inner, items = made
    lines = []
    for number, (line, below) in enumerate(items, 1):
        sign = f"{number}. " if outer == "1. " else outer
        lines.append(sign + line)
        lines += [
            " " * len(sign) + (f"{at}. " if inner == "1. " else inner) + words for at, words in enumerate(below, 1)
        ]
    return "\n".join(lines)


_items = st.tuples(_sign, _sign, st.lists(_item, min_size=1, max_size=4)).map(_list)
_block = st.one_of(
    _line,
    _line,
    _line.map("## {}".format),
    _line.map("> {}".format),
    _items,
    _items.map(lambda text: "\n".join(f"> {line}" for line in text.split("\n"))),
    st.tuples(_line, _line).map("\n".join),
    st.tuples(_line, _line).map("  \n\t".join),
    _line.map("| {} | x |\n| --- | --- |\n| y | z |".format),
    st.sampled_from(BLOCKS),
)
_gap = st.sampled_from(("\n\n", "\n\n", "\n\n\n\n", "  \n\n"))
texts = st.lists(st.tuples(_block, _gap), min_size=1, max_size=8).map(
    lambda pairs: "".join(block + gap for block, gap in pairs).strip()
)
"""The words of one answer, without the empty lines around them: those are on no page."""

_marks = st.sampled_from(
    (("**提问**：", "**回答**："), ("**提问：**", "**回答：** "), ("## **提问**：", "**回答：**"), ("提问：", "回答："))
)
exports = st.tuples(_marks, st.lists(st.tuples(_line, texts), min_size=1, max_size=3)).map(
    lambda made: "\n".join(f"{made[0][0]}{title}？\n\n{made[0][1]}{text}\n" for title, text in made[1])
)
"""A whole file of questions and answers."""
