"""A translated block has the shape of the Chinese one, and a difference names both sides."""

import pytest

from zhihu.facts.parity import differences
from zhihu.markdown.blocks import blocks_of

ALIKE = [
    ("损失是0.693。", "The loss is 0.693."),
    ("见[甲](https://a.example/)。", "See [A](https://a.example/)."),
    ('Llama2 <sup id="cite-1">[[1]](#ref-x)</sup>', "Llama2 [1]"),
    ("[术语](../glossary.md#g001)一个", "a term"),
    ("用 `x = 1` 和 $y^2$", "with `x = 1` and $y^2$"),
    ("- 一\n- 二", "- one\n- two"),
    (
        "[图片未随导出保存，原图在知乎](https://pic1.zhimg.com/v2-0123456789abcdef0123456789abcdef_1440w.jpg)",
        "![](https://pic1.zhimg.com/v2-0123456789abcdef0123456789abcdef_1440w.jpg)",
    ),
]
UNLIKE = [
    ("段落", "- item", "kind of block: Paragraph, List"),
    ("- 一\n- 二", "- one", "list items: 2, 1"),
    ("见[甲](https://a.example/)。", "See [A](https://b.example/).", "links: https://a.example/, https://b.example/"),
    ("Llama2 [1]", "Llama2 [2]", "citations: 1, 2"),
    ("用 `x`", "with x", "code: `x`, none"),
    ("用 $x$", "with $y$", "formulas: $x$, $y$"),
    ("损失是0.693。", "The loss is 0.639.", "numbers: 0.693, 0.639"),
    (
        "![](https://pic1.zhimg.com/v2-0123456789abcdef0123456789abcdef_1440w.jpg)",
        "![](https://pic1.zhimg.com/v2-ffffffffffffffffffffffffffffffff_1440w.jpg)",
        "pictures: v2-0123456789abcdef0123456789abcdef, v2-ffffffffffffffffffffffffffffffff",
    ),
]


def found(chinese: str, english: str) -> list[str]:
    (first,), (second,) = blocks_of(chinese), blocks_of(english)
    return list(differences(first, second))


@pytest.mark.parametrize(("chinese", "english"), ALIKE)
def test_blocks_of_one_shape_have_no_difference(chinese: str, english: str) -> None:
    assert found(chinese, english) == []


@pytest.mark.parametrize(("chinese", "english", "difference"), UNLIKE)
def test_a_planted_difference_is_found_with_both_sides(chinese: str, english: str, difference: str) -> None:
    assert difference in found(chinese, english)
