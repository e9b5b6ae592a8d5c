"""Author, source and dates of a text come from the front matter and from what the rules took off, and harm nobody."""

from pathlib import Path

import pytest

from zhihu.artefacts.taken import metadata_of
from zhihu.clean import clean
from zhihu.exports.metadata import Metadata, clipped
from zhihu.exports.splitting import split
from zhihu.facts.tables import Author, Facts, Question, Reference, Site
from zhihu.markdown.document import parse
from zhihu.markdown.front_matter import read_front_matter
from zhihu.model import TextFacts
from zhihu.pages.page import QuestionPage, render

CLIPPED = """\
---
title: "(93 封私信 / 2 条消息) 缓存为什么快？ - 知乎"
source: "https://www.zhihu.com/question/600000001/answer/700000001?utm_id=0"
author:
  - "[[张三\u200b\u200b计算机话题下的优秀答主\u200b 关注]]"
  - "[[李四]]"
published:
created: 2026-05-03
description: "因为它小…"
tags:
  - "clippings"
rating: 5
---
因为它小。
"""


def section(text: str) -> Metadata:
    """Return the metadata of an export of one section without title."""
    return metadata_of(text, [clean(text.split("\n---\n", 1)[-1], TextFacts())])


def line_of(page: Metadata, facts: Facts | None = None, article: str = "") -> str:
    """Return what the page of a text with this metadata says under its title."""
    question = Question(title="缓存为什么快？", article=article)
    text = render(
        QuestionPage("cache", question, "缓存为什么快？", {}, (), metadata=page), facts or Facts(Path("source"))
    )
    return text.partition('markdown="1">\n\n')[2].partition("\n\n</div>")[0]


def test_a_clippers_front_matter_is_read() -> None:
    assert clipped(CLIPPED) == Metadata(
        title="缓存为什么快？",
        source="https://www.zhihu.com/question/600000001/answer/700000001",
        author="张三",
        created="2026-05-03",
        tags=("clippings",),
    )


@pytest.mark.parametrize(
    ("written", "author"),
    [
        ('"[[张三\u200b新知答主已关注]]"', "张三"),
        ("[[张三]]", "张三"),
        ("'[[zhang-san|张三]]'", "张三"),
        ("张三", "张三"),
        ("'@张三'", "张三"),
        ('["张三"]', "张三"),
        ('"[[张三 已关注]]"', "张三"),
        ('"[[张三写内存的人]]"', "张三写内存的人"),
        ('"[[知乎专栏]]"', ""),
        ('["[[知乎专栏]]", "[[张三]]"]', "张三"),
        ("{name: 张三}", ""),
        ("null", ""),
        ("[]", ""),
        ("0x1F", "31"),
    ],
)
def test_a_name_is_read_in_every_form_and_without_its_badge(written: str, author: str) -> None:
    text = f"---\nauthor: {written}\nsource: https://zhuanlan.zhihu.com/p/600000001\n---\n因为它小。\n"
    assert clipped(text).author == author


def test_a_title_that_names_the_author_parts_the_name_from_what_it_is_glued_to() -> None:
    text = '---\ntitle: "缓存为什么快？ - 张三 的回答"\nauthor: "[[张三写内存的人]]"\n---\n'
    assert clipped(text).author == "张三"


def test_several_authors_are_named_if_the_source_is_not_zhihu() -> None:
    assert clipped("---\nauthor: [张三, 李四]\nsource: https://example.org/a\n---\n").author == "张三、李四"


@pytest.mark.parametrize(
    ("written", "source"),
    [
        ("https://zhuanlan.zhihu.com/p/600000001?utm_psn=1", "https://zhuanlan.zhihu.com/p/600000001"),
        ("'[原文](https://zhuanlan.zhihu.com/p/600000001)'", "https://zhuanlan.zhihu.com/p/600000001"),
        ("https://link.zhihu.com/?target=https%3A//example.org/a", "https://example.org/a"),
        ("https://link.zhihu.com/?target=javascript%3Aalert(1)", ""),
        ("'javascript:alert(1)'", ""),
        ("'[x](javascript:alert(1))'", ""),
        ("'data:text/html,<script>alert(1)</script>'", ""),
        ("'https://'", ""),
        ("'https://[::1'", ""),
        ("'https://example.org/a)b<c>\"d'", "https://example.org/a%29b"),
        ("example.org", ""),
    ],
)
def test_only_an_address_of_the_web_becomes_a_source(written: str, source: str) -> None:
    assert clipped(f"---\nsource: {written}\n---\n").source == source


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2021-08-17", "2021-08-17"),
        ("2021-08-17T08:33:00Z", "2021-08-17"),
        ("2021/8/7 08:33", "2021-08-07"),
        ("2021年8月17日", "2021-08-17"),
        ("'2021-02-30'", ""),
        ("昨天", ""),
    ],
)
def test_a_day_is_read_in_every_form(written: str, day: str) -> None:
    assert clipped(f"---\npublished: {written}\n---\n").published == day


@pytest.mark.parametrize(
    ("text", "keys", "lines"),
    [
        ('---\ntitle: "缓存"\ndescription: "docs\\devicetree"\ntags: [a]\n---\n', ["title", "tags"], [3]),
        ("---\ntitle: a: b\nauthor: 张三\n---\n", ["author"], [2]),
        ("---\ncreated: 2023-02-30\nauthor: 张三\n---\n", ["author"], [2]),
        ("---\n- 张三\n- 李四\n---\n", [], [2]),
        ("---\ntitle: [a\nauthor: *b\n---\n", [], [2, 3]),
        ("---\n" + "[" * 50_000 + "\n---\n", [], [2]),
        ("---\ntitle: !!python/object/apply:os.system [ls]\nauthor: 张三\n---\n", ["author"], [2]),
    ],
)
def test_what_is_no_yaml_is_a_problem_and_the_rest_is_read(text: str, keys: list[str], lines: list[int]) -> None:
    read = read_front_matter(text)
    assert list(read.fields) == keys
    assert [text.count("\n", 0, problem.place) + 1 for problem in read.problems] == lines


@pytest.mark.parametrize(
    "text", ["", "---\n", "---\n---\n", "因为它小。", "---\n\n因为\n\n---\n", "---\na: b\n", "--- #"]
)
def test_a_text_without_front_matter_says_nothing(text: str) -> None:
    assert clipped(text) == Metadata()
    assert not read_front_matter(text).problems


def test_what_the_page_shows_around_the_text_is_known() -> None:
    text = """\
[收录于 · 内存漫谈](https://www.zhihu.com/column/c_1000000001)

[![张三](https://pic1.zhimg.com/v2-0d277f6cffdf1141d9aaa7763b92b9d7_l.jpg)](//www.zhihu.com/people/zhang-san)

[张三](//www.zhihu.com/people/zhang-san)

9 人赞同了该文章

因为它小。

编辑于 2026-03-26 10:53・上海[实测](https://zhuanlan.zhihu.com/p/600000001)
"""
    assert section(text) == Metadata(
        author="张三",
        author_url="https://www.zhihu.com/people/zhang-san",
        column="内存漫谈",
        column_url="https://www.zhihu.com/column/c_1000000001",
        edited="2026-03-26",
        place="上海",
    )


@pytest.mark.parametrize(
    ("line", "known"),
    [
        ("发布于 2019-01-08", Metadata(published="2019-01-08")),
        ("编辑于 2019-01-08・IP 属地未知", Metadata(edited="2019-01-08")),
        ("编辑于 昨天 21:11・北京", Metadata()),
        (
            "[发布于 2019-01-08 10:00](https://www.zhihu.com/question/6/answer/7) ・IP 属地美国",
            Metadata(published="2019-01-08", place="美国"),
        ),
        ("编辑于 2019-01-08・著作权归作者所有", Metadata(edited="2019-01-08", licence="著作权归作者所有")),
    ],
)
def test_the_date_line_is_read(line: str, known: Metadata) -> None:
    assert section(f"因为它小。\n\n{line}\n") == known


def test_a_credit_is_known_before_the_front_matter_but_the_source_is_that_of_the_front_matter() -> None:
    credit = (
        "作者：李四\n链接：https://www.zhihu.com/question/600000001/answer/700000001\n来源：知乎\n"
        "著作权归作者所有。商业转载请联系作者获得授权，非商业转载请注明出处。\n\n因为它小。\n"
    )
    known = section(credit)
    assert (known.author, known.source) == ("李四", "https://www.zhihu.com/question/600000001/answer/700000001")
    assert known.licence == "著作权归作者所有。商业转载请联系作者获得授权，非商业转载请注明出处。"
    known = section(f"---\nauthor: 张三\nsource: https://example.org/a\n---\n{credit}")
    assert (known.author, known.source) == ("李四", "https://example.org/a")


def test_the_credit_of_a_quoted_text_does_not_name_the_author_of_the_page() -> None:
    known = section(
        "他说：\n\n作者：李四\n链接：https://www.zhihu.com/question/6\n来源：知乎\n著作权归作者所有。\n\n好。"
    )
    assert known == Metadata(licence="著作权归作者所有。")


def test_the_page_says_what_is_known() -> None:
    known = Metadata(
        title="缓存二三事",
        source="https://zhuanlan.zhihu.com/p/600000001",
        author="张三",
        author_url="https://www.zhihu.com/people/zhang-san",
        column="内存漫谈",
        column_url="https://www.zhihu.com/column/cache",
        published="2021-08-17",
        edited="2026-03-26",
        place="上海",
        licence="著作权归作者所有。",
    )
    assert line_of(known) == (
        "主题：[未分类](../topics/unsorted.md) · 作者：[张三](https://www.zhihu.com/people/zhang-san)"
        " · 出处：[缓存二三事](https://zhuanlan.zhihu.com/p/600000001)"
        " · 专栏：[内存漫谈](https://www.zhihu.com/column/cache)"
        " · 发布于 2021-08-17 · 编辑于 2026-03-26（上海） · 约\u00a01\u00a0分钟\n\n声明：著作权归作者所有。"
    )


def test_a_source_with_the_title_of_the_page_is_named_by_its_kind() -> None:
    known = Metadata(title="缓存为什么快？", source="https://www.zhihu.com/question/6/answer/7")
    assert "出处：[知乎回答 7](https://www.zhihu.com/question/6/answer/7)" in line_of(known)


def test_what_a_person_wrote_down_goes_before_what_the_export_says() -> None:
    known = Metadata(source="https://example.org/a", author="张三", column="内存漫谈")
    facts = Facts(
        Path("source"),
        site=Site(author=Author(name="李四", series="缓存百问")),
        references={"cache": Reference(title="缓存二三事", url="https://example.org/b")},
    )
    line = line_of(known, facts, article="cache")
    assert "作者：李四 · 出处：[缓存二三事](https://example.org/b) · 约" in line
    assert "张三" not in line
    assert "内存漫谈" not in line


def test_nothing_that_an_export_says_of_itself_can_become_markup() -> None:
    known = Metadata(
        title="<img src=x onerror=alert(1)>",
        source="https://example.org/a",
        author="](javascript:alert(1)) <script>",
        column="`x` [y](z)",
        place="**上海**",
        licence="<b>x</b>",
    )
    line = line_of(known)
    assert "<" not in line
    assert r"\](javascript:" in line
    assert r"\`x\` \[y\](z)" in line
    assert r"\*\*" not in line  # no date, so no place
    assert "&lt;b&gt;x&lt;/b&gt;" in line


def test_the_title_in_the_front_matter_is_the_page_s_where_the_text_has_none() -> None:
    text = '---\ntitle: "(93 封私信 / 2 条消息) \\"缓存\\"为什么快？ - 知乎"\n---\n因为它小。\n'
    assert split(parse(text), "a.md")[0].fallback_title == '"缓存"为什么快？'
