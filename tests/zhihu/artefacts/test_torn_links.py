"""Links that no parser sees, where the two parsers of the case files disagree on what a reader sees."""

import time

import pytest

from zhihu.artefacts.torn_links import torn_links
from zhihu.clean import clean
from zhihu.markdown.document import parse
from zhihu.model import TextFacts

REDIRECT = "https://link.zhihu.com/?target="


def cleaned(text: str) -> str:
    return clean(text, TextFacts()).text


def test_a_line_feed_in_a_redirect_is_taken_out() -> None:
    assert (
        cleaned(f"[手册]({REDIRECT}https%3A//example.org/user-\nmanual.pdf)里有")
        == "[手册](https://example.org/user-manual.pdf)里有"
    )


def test_a_link_around_another_link_leads_where_it_should() -> None:
    text = f"[见[手册](https://example.org/m)第二章]({REDIRECT}https%3A//example.org/a)"
    assert cleaned(text) == "[见[手册](https://example.org/m)第二章](https://example.org/a)"


def test_brackets_of_a_keyword_need_not_match() -> None:
    assert cleaned("用 [f(x](https://zhida.zhihu.com/search?q=f(x&zhida_source=entity) 表示") == "用 f(x 表示"


@pytest.mark.parametrize(
    "text",
    [
        "[搜索](https://www.zhihu.com/search?type=content&q=a b)",
        "[手册](https://example.org/a b)",
        "[直答](https://zhida.zhihu.com/)",
        "[知乎](https://link.zhihu.com/)",
        f"`[手册]({REDIRECT}https%3A//example.org/a b)`",
        f"\\[手册\\]({REDIRECT}",
        f"![图]({REDIRECT}https%3A//example.org/a",
    ],
)
def test_anything_else_is_no_torn_link(text: str) -> None:
    assert torn_links(parse(text)) == ()


def test_a_cut_address_takes_nothing_of_the_authors_with_it() -> None:
    text = "[甲](https://zhida.zhihu.com/search?q=甲乙丙，后面的话（还有括号）。"
    assert cleaned(text) == "甲甲乙丙，后面的话（还有括号）。"


@pytest.mark.parametrize(
    "piece",
    [
        "[",
        "](",
        "(",
        f"]({REDIRECT}",
        f"[a]({REDIRECT}",
        "](//zhida",
        f"[\n\n]({REDIRECT}",
        "[\n\na\n\n](//a.org)",
        f"{REDIRECT} ",
    ],
)
def test_a_megabyte_of_brackets_takes_little_time(piece: str) -> None:
    document = parse(piece * (1_000_000 // len(piece)))
    assert document.opaque is not None
    start = time.process_time()
    torn_links(document)
    assert time.process_time() - start < 1
