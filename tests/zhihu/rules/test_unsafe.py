"""Links that go, where parsers do not agree on what they show: our reader, markdown-it, knows no such links."""

import pytest

from zhihu.clean import clean
from zhihu.model import TextFacts
from zhihu.rules.unsafe import is_unsafe


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("[甲][1]\n\n[1]: javascript:alert(1)", "甲\n\n[1]: javascript:alert(1)"),
        ("[乙][]\n\n[乙]: data:text/html,x", "乙\n\n[乙]: data:text/html,x"),
        ("[丙]\n\n[丙]: <vbscript:x> '题'", "丙\n\n[丙]: <vbscript:x> '题'"),
        ("[[甲](javascript:1)](javascript:2)", "[甲\\](javascript:2)"),
        ("[乙 [丙](data:x) 丁](https://example.org)", "[乙 丙 丁\\](https://example.org)"),
        ("[![损失](javascript:1)](javascript:2)", "图片「损失」"),
    ],
)
def test_the_words_stay_and_no_other_link_comes_of_them(text: str, cleaned: str) -> None:
    assert cleaned == clean(text, TextFacts()).text
    assert cleaned == clean(cleaned, TextFacts()).text


@pytest.mark.parametrize(
    "url",
    ["javascript:x", "JAVASCRIPT:x", " java\tscript:x", "\x01javascript:x", "java\u00adscript:x", "data:,x", "C:\\x"],
)
def test_schemes_are_known_in_every_spelling(url: str) -> None:
    assert is_unsafe(url)


@pytest.mark.parametrize("url", ["", "#a:b", "a/b:c", "?a:b", "//a:80/", "https://a", "HTTPS://a", "mailto:a@b"])
def test_other_addresses_are_left_alone(url: str) -> None:
    assert not is_unsafe(url)
