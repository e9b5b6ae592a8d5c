"""Fences with code on their own line, which CommonMark hides and Python-Markdown shows as a sentence."""

import pytest

from tests.zhihu.rules.readers import READERS
from zhihu.clean import clean
from zhihu.model import TextFacts

FLAT = '甲\n\n``` .section ".text.boot" <img src=x>\nb reset\n```\n\n乙'


@pytest.mark.parametrize("reader", READERS)
def test_code_on_the_line_of_a_fence_is_shown_as_code(reader: str) -> None:
    cleaned = clean(FLAT, TextFacts()).text

    assert ("section" in READERS[reader](cleaned).code[0], len(READERS[reader](cleaned).code)) == (True, 1)
    assert cleaned == clean(cleaned, TextFacts()).text


def test_a_fence_of_another_sign_closes_none() -> None:
    assert clean("甲\n\n~~~~python\nx\n~~~\n", TextFacts()).text == "甲\n\n~~~~python\nx\n~~~\n~~~~\n"


def test_a_title_stays_one_line() -> None:
    assert clean("~~~ <img src=x> ~~~", TextFacts()).text == "~~~ <img src=x> ~~~"
    assert clean('<h2 class="x">甲</h2>', TextFacts()).text == "甲"
