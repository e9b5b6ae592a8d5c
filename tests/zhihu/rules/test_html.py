"""HTML and what looks like it, where parsers do not agree on what they show."""

import random
from html.parser import HTMLParser

import pyromark
import pytest

from tests.zhihu.rules.readers import READERS
from zhihu.clean import clean, clean_part
from zhihu.markdown.document import OPTIONS
from zhihu.markdown.html_names import ACTIVE
from zhihu.model import TextFacts
from zhihu.rules.unsafe import is_unsafe

PIECES = (
    *(
        "<b>",
        "</b>",
        "<span style=x>",
        "</span>",
        "<div>",
        "</div>",
        "<p onclick=x>",
        "</p>",
        "<table>",
        "<td class=x>",
    ),
    *(
        "</table>",
        "<details>",
        "</details>",
        "<script>",
        "</script>",
        "<style>",
        "</style>",
        "<svg onload=x>",
        "</svg>",
    ),
    *(
        "<img src=x onerror=y>",
        "<iframe src=https://a.b>",
        "</iframe>",
        "<a href=javascript:x>",
        "</a>",
        "<sup>",
        "<br>",
    ),
    *(
        "<board>",
        "<!--",
        "-->",
        "<?x?>",
        "<",
        "</",
        ">",
        "<im",
        "g src=x onerror=y>",
        "[x]",
        "(javascript:x)",
        "\u200b",
    ),
    *(
        "[甲](javascript:x)",
        "[乙](https://a.b)",
        "<javascript:x>",
        "**",
        "*",
        "`",
        "\n\n",
        "\n",
        "\n- ",
        "\n> ",
        "\n## ",
    ),
    *(
        "字",
        "文字",
        "：",
        " ",
        "  \n",
        "\u00a0",
        "    ",
        "\\",
        "&lt;",
        "[词](https://zhida.zhihu.com/search?q=x)",
        "<pre>",
    ),
)


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


def test_rulers_at_the_start_of_an_answer_hide_nothing() -> None:
    text = "---\n甲<script>x</script>[词](https://zhida.zhihu.com/search?q=x)\n---\n\n乙"

    assert clean_part(text, TextFacts()).text == "---\n甲词\n---\n\n乙"


class _Acting(HTMLParser):
    """Notes what could act."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        handlers = [name for name, _ in attrs if name.startswith("on") or name in {"style", "srcdoc"}]
        addresses = [value for name, value in attrs if name in {"href", "src"} and value and is_unsafe(value)]
        self.found += [*([tag] if tag in ACTIVE else []), *handlers, *addresses]


@pytest.mark.parametrize("seed", range(8))
def test_no_pile_of_tags_leaves_anything_that_acts(seed: int) -> None:
    pick = random.Random(seed)  # noqa: S311, no secret: a seed repeats a text
    for _ in range(150):
        text = "".join(pick.choices(PIECES, k=pick.randint(1, 12)))
        cleaned = clean(text, TextFacts()).text

        assert _Acting(pyromark.html(cleaned, options=OPTIONS)).found == [], text
