"""HTML and what looks like it, where parsers do not agree on what they show."""

import pytest

from tests.zhihu.rules.readers import READERS
from zhihu.clean import clean
from zhihu.model import TextFacts


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("如果 a<b，而 c>d", "如果 a<b，而 c>d"),
        ("<script/x>甲</script>\n\n乙", "<script/x>甲 乙"),
        ("<img src=`x` onerror=`y`> 甲", "<img src=x onerror=y> 甲"),
        ("用 <script> 标签", "用 <script> 标签"),
        ("甲\\<b>乙", "甲<b>乙"),
        ("甲 < 乙 > 丙", "甲 < 乙 > 丙"),
        ("`a<b` 和 <https://example.org/>", "a<b 和 https://example.org/"),
        ("<div><p>甲\n\n乙 **丙**", "甲 乙 丙"),
        ("<details>\n<summary>甲</summary>\n\n- 乙\n\n</details>\n\n丙", "甲 - 乙 丙"),
        ("甲\n\n<!--\n乙\n-->\n\n丙", "甲 丙"),
        ("甲 <!-- 乙\n\n丙", "甲 <!-- 乙 丙"),
        ("<table>\n<tr><td>甲\n\n乙", "甲 乙"),
        ("</article></main><form>甲", "甲"),
    ],
)
def test_every_reader_sees_the_words(text: str, shown: str, reader: str) -> None:
    cleaned = clean(text, TextFacts())

    assert shown == READERS[reader](cleaned.text).words
    assert cleaned.edits.conflicts == ()
    assert clean(cleaned.text, TextFacts()).text == cleaned.text
