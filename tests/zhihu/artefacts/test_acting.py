"""What could act is reported, once for each place, and nothing else is."""

import pytest

from zhihu.artefacts.acting import ACTING
from zhihu.markdown.document import parse
from zhihu.model import TextFacts


def codes(text: str) -> list[str]:
    return [found.code for finder in ACTING for found in finder(parse(text), TextFacts())]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("[甲](javascript:x)", ["unsafe-address"]),
        ('甲<a href="java&Tab;script:x">乙</a>', ["unsafe-address"]),
        ("[甲][1]\n\n[1]: data:text/html,x", ["unsafe-address"]),
        ("<script>x()</script>", ["acting-tag"]),
        ("甲<img src=x onerror=y>", ["acting-tag"]),
        ('<iframe src="https://example.org/"></iframe>', ["acting-tag"]),
        ("<b onclick=x>甲</b><i>乙</i>", ["acting-tag"]),
    ],
)
def test_what_could_act_is_reported(text: str, seen: list[str]) -> None:
    assert seen == codes(text)


@pytest.mark.parametrize(
    "text",
    ["[甲](https://example.org)", "`<script>`", "用 <script> 标签", "<std::string>", "<sup>1</sup>", "C:\\x", "a<b"],
)
def test_the_rest_is_not(text: str) -> None:
    assert codes(text) == []
