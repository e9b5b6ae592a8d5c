"""A question page holds the author's parts, and beside them what the facts and the ledger say (design 6)."""

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sandbox import Sandbox
from zhihu.facts.tables import Facts, Question
from zhihu.pages.page import QuestionPage, part_of, render

SITE = """\
[author]
name = "某人"
url = "https://www.zhihu.com/people/x"
series = "专栏名"
series_url = "https://www.zhihu.com/column/c_1"

[[topics]]
id = "t"
zh = "话题"
en = "Topic"

[tags]
x = { zh = "标签", en = "tag" }
y = { zh = "又一个", en = "another" }
"""
REFERENCES = """\
[work]
title = "A <Work>"
authors = "A. Author, B. Author"
year = 2023
venue = "arXiv"
url = "https://arxiv.org/abs/1"

[article]
title = "源文章"
url = "https://zhuanlan.zhihu.com/p/1"
"""
EXPORT = """\
**提问**：第一个问题？

还有第二行。

**回答**：正文[1]，见[词](https://zhida.zhihu.com/search?q=x)。

**提问**：第二个问题？

**回答**：答。

**提问**：第三个问题？
"""
FACTS = {
    "first": 'title = "第一个问题？"\ntopic = "t"\ntags = ["x", "y"]\norder = 1\narticle = "article"\n'
    'related = ["third"]\n[short]\nzh = "一[短]"\n[cites]\n1 = "work"\n',
    "second": 'title = "第二个问题？"\norder = 2\narticle = "article"\narticle_certain = false\n',
    "third": 'title = "第三个问题？"\norder = 3\n[short]\nzh = "三"\n',
}
FACTLESS = Facts(Path("source"))
MARKS = ["一段", "<!-- answer -->", "<!-- /answer -->", "<!-- question -->", "<!-- /question -->", "# 二", "---"]
OF_QUESTION = st.lists(st.sampled_from(MARKS), min_size=1, max_size=5).map("\n\n".join)
OF_ANSWER = st.lists(st.sampled_from([*MARKS, '<h2 id="answer" class="qa-answer">']), min_size=1, max_size=5).map(
    "\n\n".join
)


@pytest.fixture
def pages(sandbox: Sandbox) -> Sandbox:
    sandbox.write("site.toml", SITE)
    sandbox.write("references.toml", REFERENCES)
    for slug, facts in FACTS.items():
        sandbox.question(slug, facts)
    sandbox.export("a.md", EXPORT)
    outcome = sandbox.clean()
    assert outcome.code == 0, outcome
    return sandbox


def front_matter(page: str) -> dict[str, object]:
    found: dict[str, object] = yaml.safe_load(page.split("---\n")[1])
    return found


def meta_line(page: str) -> str:
    return page.partition('<div class="qa-meta" markdown="1">\n\n')[2].partition("\n")[0]


def test_the_front_matter_of_a_page(pages: Sandbox) -> None:
    assert front_matter(pages.page("second")) == {
        "title": "第二个问题？",
        "description": "答。",
        "slug": "second",
        "topic": "unsorted",
        "template": "question.html",
        "search": {"exclude": True},
        "author": {"name": "某人", "url": "https://www.zhihu.com/people/x"},
        "source": {"name": "专栏名", "url": "https://www.zhihu.com/column/c_1"},
        "hide": ["toc"],
        "previous": {"title": "一[短]", "url": "../first/"},
        "following": {"title": "三", "url": "../third/"},
    }


def test_pages_at_the_ends_have_one_neighbour(pages: Sandbox) -> None:
    first, third = (front_matter(pages.page(slug)) for slug in ("first", "third"))

    assert ("previous" in first, "following" in first) == (False, True)
    assert ("previous" in third, "following" in third) == (True, False)


def test_the_parts_in_order(pages: Sandbox) -> None:
    page = pages.page("first")

    assert part_of(page, "title") == "第一个问题？"
    assert part_of(page, "question") == "还有第二行。"
    assert part_of(page, "answer") == '正文<sup id="cite-1">[[1]](#ref-work)</sup>，见词。'
    order = ["# 第一个问题？", "qa-meta", "<!-- question -->", 'id="answer"', "<!-- answer -->", 'id="references"']
    order += ["qa-changes", 'id="related"']
    assert sorted(order, key=page.index) == order


def test_what_a_page_says_about_itself(pages: Sandbox) -> None:
    assert meta_line(pages.page("first")) == (
        "主题：[话题](../topics/t.md) · 标签：标签、又一个 · 作者：[某人](https://www.zhihu.com/people/x)"
        " · 出处：[源文章](https://zhuanlan.zhihu.com/p/1) · 约\u00a01\u00a0分钟"
    )


def test_a_source_that_is_not_established_is_probable(pages: Sandbox) -> None:
    found = re.search(r"出处：\[(.*?)\]", meta_line(pages.page("second")))

    assert found
    assert found[1] not in {"源文章", ""}
    assert "源文章" in found[1]


def test_a_question_without_known_article_links_the_column(pages: Sandbox) -> None:
    assert "](https://www.zhihu.com/column/c_1)" in meta_line(pages.page("third"))


def test_a_reference_keeps_the_authors_number_and_is_escaped(pages: Sandbox) -> None:
    page = pages.page("first")
    (item,) = re.findall(r'<li id="ref-work" value="1">.*</li>', page)

    assert "A. Author, B. Author. A &lt;Work&gt;. arXiv. 2023." in item
    assert '<a href="https://arxiv.org/abs/1">' in item
    assert 'href="#cite-1"' in item
    assert 'id="references"' not in pages.page("second")


def test_a_keyword_is_one_change_and_is_counted(pages: Sandbox) -> None:
    # The keyword's two edits are one place, the citation's two another.
    assert re.search(r"<summary>[^<0-9]*2[^<0-9]*</summary>", pages.page("first"))
    assert "qa-changes" not in pages.page("second")


def test_a_question_without_answer_says_so(pages: Sandbox) -> None:
    page = pages.page("third")

    assert part_of(page, "answer") is None
    assert 'class="qa-notice"' in page
    assert front_matter(page)["description"]


def test_related_questions_are_links_by_short_title_with_a_reason(pages: Sandbox) -> None:
    assert pages.page("first").endswith("- [三](third.md)（编者推荐）\n")


@pytest.mark.parametrize(
    ("facts", "zh", "en"),
    [
        ('topic = "t"\ntags = ["y", "x"]', "（共同标签：标签、又一个）", " (tags in common: tag, another)"),
        ('topic = "t"\ntags = ["y"]', "（共同标签：又一个）", " (tag in common: another)"),
        ('topic = "t"', "（同一主题：话题）", " (same topic: Topic)"),
    ],
)
def test_what_two_questions_have_in_common_is_the_reason(pages: Sandbox, facts: str, zh: str, en: str) -> None:
    """The page that names the other is made again, though nothing of its own has changed."""
    path = pages.source / "questions/third/question.toml"
    path.write_text(facts + "\n" + path.read_text("utf-8"), "utf-8")

    assert pages.clean().code == 0
    assert pages.page("first").endswith(f"(third.md){zh}\n")
    assert pages.page("first", "en").endswith(f"(third.md){en}\n")


def test_neighbours_follow_the_reading_path_then_the_list(pages: Sandbox) -> None:
    pages.write("site.toml", 'reading_order = ["third", "first"]\n' + SITE)

    assert pages.clean().code == 0
    metas = {slug: front_matter(pages.page(slug)) for slug in FACTS}
    assert {slug: (meta.get("previous"), meta.get("following")) for slug, meta in metas.items()} == {
        "third": (None, {"title": "一[短]", "url": "../first/"}),
        "first": ({"title": "三", "url": "../third/"}, {"title": "第二个问题？", "url": "../second/"}),
        "second": ({"title": "一[短]", "url": "../first/"}, None),
    }


def test_an_english_page_without_translation_shows_the_chinese_and_says_so(pages: Sandbox) -> None:
    page = pages.page("first", "en")
    meta = front_matter(page)

    assert (meta["lang"], meta["robots"]) == ("zh", "noindex")
    assert part_of(page, "answer") == part_of(pages.page("first"), "answer")
    assert 'class="qa-notice" lang="en"' in page


def test_a_title_that_nobody_has_translated_says_its_language_wherever_it_is_a_link(pages: Sandbox) -> None:
    page = pages.page("first", "en")

    assert page.endswith('- [<span lang="zh">三</span>](third.md) (chosen by the editors)\n')
    assert front_matter(page)["following"] == {"title": "第二个问题？", "url": "../second/", "lang": "zh"}
    assert front_matter(pages.page("first"))["following"] == {"title": "第二个问题？", "url": "../second/"}
    references = (pages.docs / "en/references.md").read_text("utf-8")
    assert 'Cited in: <a href="../q/first/"><span lang="zh">一[短]</span></a>, <a href="../q/second/">' in references
    assert "引用于：" in (pages.docs / "zh/references.md").read_text("utf-8")
    assert '</a>、<a href="../q/second/">第二个问题？</a>' in (pages.docs / "zh/references.md").read_text("utf-8")


@pytest.mark.parametrize("answer", ["## 节\n\n文", "文\n\n# 节"])
def test_a_page_with_headings_keeps_its_table_of_contents(answer: str) -> None:
    page = QuestionPage(slug="a", question=Question("甲"), title="甲", parts={"answer": answer}, entries=())

    assert "hide" not in front_matter(render(page, FACTLESS))


@settings(deadline=None)
@given(OF_QUESTION, OF_ANSWER)
def test_a_part_is_found_again_whatever_it_holds(question: str, answer: str) -> None:
    parts = {"question": question, "answer": answer}
    page = render(QuestionPage(slug="a", question=Question("甲"), title="甲", parts=parts, entries=()), FACTLESS)

    assert {name: part_of(page, name) for name in parts} == parts
    assert part_of(page, "title") == "甲"


def test_a_page_of_long_words_has_short_front_matter() -> None:
    parts = {"answer": "字" * 5000}
    title = "题" * 1000
    page = render(QuestionPage(slug="a", question=Question(title), title=title, parts=parts, entries=()), FACTLESS)
    meta = front_matter(page)

    assert len(str(meta["title"])) <= 300
    assert len(str(meta["description"])) <= 110
    assert part_of(page, "title") == title
    assert "约\u00a012\u00a0分钟" in page
