"""What looks like Zhihu's page is reported where it stays, and only there."""

import pytest

from zhihu.artefacts.remains import page_remains, taken_off
from zhihu.markdown.document import parse
from zhihu.model import TextFacts


@pytest.mark.parametrize(
    "text",
    [
        "编辑于 2021-08-17 08:33\n\n因为它小。",
        "因为它小。\n\n" * 8 + "9 人赞同了该文章\n\n因为它近。",
        "因为它小。![](https://example.org/a.png) 发布于 2022-04-05 21:11[广告](https://zhuanlan.zhihu.com/p/6",
        "#### 更多回答\n\n因为它近。",
        "目录\n\n收起\n\n因为它小。",
        "9 人赞同了该文章\n\n目录\n\n收起\n\n因为它小。",
        "作者：张三\n\n著作权归作者所有。\n\n因为它小。",
    ],
)
def test_what_stays_though_it_looks_like_the_page_is_reported(text: str) -> None:
    seen = list(page_remains(parse(text), TextFacts()))
    assert [(s.code, s.severity) for s in seen] == [("page-remains", "note")]
    assert text[seen[0].place :].startswith(seen[0].message.partition(": ")[2])


@pytest.mark.parametrize(
    "text",
    [
        "9 人赞同了该文章\n\n因为它小。\n\n编辑于 2021-08-17 08:33\n\n#### 更多回答\n\n编辑于 2021-08-17 08:33",
        "欢迎关注我，也欢迎把编辑于去年的那篇收起来。",
        "```\n编辑于 2021-08-17 08:33\n```",
    ],
)
def test_nothing_is_reported_that_was_taken_off_or_is_no_part_of_the_page(text: str) -> None:
    assert not list(page_remains(parse(text), TextFacts()))


def test_the_report_says_how_much_other_people_wrote() -> None:
    text = "因为它小。\n\n#### 更多回答\n\n" + "近" * 1500
    (seen,) = taken_off(parse(text), TextFacts())
    assert (seen.code, seen.severity) == ("other-answers", "note")
    assert seen.message.startswith("1,513 characters")
    assert not list(taken_off(parse("因为它小。"), TextFacts()))
