"""What cannot be repaired is reported, with its place; what only looks like it is not."""

import pytest

from zhihu.artefacts.finders import FINDERS
from zhihu.markdown.document import parse
from zhihu.model import TextFacts

LOST = {
    "a formula in lines of one sign": ("因此\n\n𝐴\n𝑑\n𝑣\n(\n𝑇\n)\n=\n∑\n", "lost-formula", 4),
    "a formula that goes on in the next paragraph": (
        "$\\\\text{其中} y\\_{w}\n\n\\\\log(0.5)$\n",
        "open-formula",
        0,
    ),
    "a ruler that may be none": ("没有句号的标题\n---\n", "doubtful-heading", 0),
    "a bold word that may be a name": ("调用 __my_hook__()。", "doubtful-bold", 3),
    "an entity in code": ("写成 `&lt;div&gt;` 吧", "doubtful-entity", 4),
    "a double entity": ("A&amp;lt;=B", "doubtful-entity", 1),
    "a block with brackets and entities": ("```\n<p>&lt;\n```", "doubtful-entity", 7),
    "a login wall": ("甲\n\n登录后查看全文\n", "blocked-text", 3),
    "a page that is gone": ("你似乎来到了没有知识存在的荒原", "blocked-text", 0),
    "an animation": ("![动图封面](https://pic4.zhimg.com/v2-a_b.jpg)", "lost-film", 0),
    "a film": ('<video src="https://vdn3.vzuu.com/a.mp4"></video>', "lost-film", 0),
    "a number without a list": ("效果更好[1]。", "orphan-citation", 4),
    "a tag whose list is missing": ('甲<sup data-text="论文" data-numero="1">[1]</sup>', "orphan-citation", 1),
    "a mark without a footnote": ("甲[^1]乙", "orphan-citation", 1),
}
KEPT = {
    "numbers below each other": "1\n2\n3\n4\n5\n6\n7\n",
    "lines of verse": "床前\n明月\n光，\n疑是\n地上\n霜。\n举头\n",
    "formulas": "$\\alpha$ 和 $\\beta$ 是 \\$5。\n\n$$\n\\frac{a}{b}\n$$\n",
    "headings": "写在前面\n----\n\n浏览器是如何工作的\n=========\n",
    "names and bold text": "`__my_hook__`，**粗体**，__init__ 和 __粗体__",
    "escaped code": "```\n&lt;div&gt;\n```\n",
    "words like a wall's": "我们继续查看 arch/arm/kernel 的代码。",
    "pictures": "![图](https://pic4.zhimg.com/v2-a_b.jpg)，动图封面在下面",
    "a cited list": "见[1]。\n\n## 参考\n\n1. 甲\n",
    "a footnote": "甲[^1]\n\n[^1]: 乙\n",
}


def seen(text: str) -> list[tuple[str, int]]:
    document = parse(text)
    return [(sighting.code, sighting.place) for find in FINDERS for sighting in find(document, TextFacts())]


@pytest.mark.parametrize(("text", "code", "place"), LOST.values(), ids=LOST.keys())
def test_a_loss_is_reported_at_its_place(text: str, code: str, place: int) -> None:
    assert (code, place) in seen(text)


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT.keys())
def test_what_only_looks_like_a_loss_is_not_reported(text: str) -> None:
    assert seen(text) == []
