"""A question keeps its address: by content id, then title, then likeness, and never silently by guess."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sandbox import ONE, Sandbox
from zhihu.exports.identity import Identity, assign, content_of
from zhihu.facts.tables import Question
from zhihu.pages.slugs import is_slug

LINK = "https://zhida.zhihu.com/search?content_id={}&content_type={}&match_order=1&q=x&zhida_source=entity"
NAMES = st.sampled_from(["甲", "乙", "什么是奖励模型？", "什么是奖励模型", "奖励模型是什么？", ""])
CONTENTS = st.sampled_from(["", "article/1", "answer/1"])


def found(title: str, content: str = "", file: str = "a.md", line: int = 1) -> Identity:
    return Identity(file=file, line=line, title=title, content=content)


def slugs(some: list[Identity], known: dict[str, Question] | None = None) -> list[str]:
    return assign(some, known or {})[0]


def codes(some: list[Identity], known: dict[str, Question]) -> list[str]:
    return [finding.code for finding in assign(some, known)[1]]


# The content id


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (f"[x]({LINK.format(240476043, 'Article')})", "article/240476043"),
        (f"[x]({LINK.format(7, 'Answer')}) [y]({LINK.format(7, 'Answer')})", "answer/7"),
        (f"[x]({LINK.format(7, 'Answer')}) [y]({LINK.format(8, 'Answer')})", ""),
        (f"[x]({LINK.format(7, 'Answer')}) [y]({LINK.format(7, 'Article')})", ""),
        ("[x](https://zhida.zhihu.com/search?content_id=9)", "article/9"),
        (f"[x]({LINK.format(7, 'Answer')})\n\n#### 更多回答\n\n[y]({LINK.format(8, 'Answer')})", "answer/7"),
        (r"[x](https://zhida.zhihu.com/search?content_id=9\&content_type=Answer)", "answer/9"),
        ("[x](https://zhida.zhihu.com/search?q=x&zhida_source=entity)", ""),
        ("[x](https://example.org/search?content_id=9)", ""),
        ("", ""),
    ],
)
def test_the_content_id_of_keyword_links(text: str, content: str) -> None:
    assert content_of(text) == content


# Known questions


def test_a_content_id_finds_a_question_again_under_a_new_title() -> None:
    known = {"a": Question("旧题目", content="article/1")}
    again = [found("完全不同的新题目", "article/1")]

    assert slugs(again, known) == ["a"]
    assert codes(again, known) == ["renamed"]


def test_a_content_id_goes_before_a_title() -> None:
    known = {"a": Question("甲", content="article/1"), "b": Question("乙", content="article/2")}

    assert slugs([found("乙", "article/1"), found("甲", "article/2")], known) == ["a", "b"]


def test_a_content_id_that_several_questions_of_a_file_have_tells_nothing() -> None:
    known = {"a": Question("甲", content="article/1")}
    some = [found("丙", "article/1", line=1), found("甲", "article/1", line=5)]

    assert slugs(some, known) == ["bing", "a"]


def test_articles_and_answers_are_numbered_separately() -> None:
    assert slugs([found("乙", "answer/1")], {"a": Question("甲", content="article/1")}) == ["yi"]


def test_a_title_finds_a_question_again() -> None:
    known = {"x": Question("甲"), "y": Question("乙")}

    assert slugs([found("乙"), found("甲")], known) == ["y", "x"]
    assert codes([found("乙"), found("甲")], known) == []


def test_a_likeness_is_reported_with_its_place_and_what_to_do() -> None:
    known = {"x": Question("什么是奖励模型，它有什么用？")}
    again, findings = assign([found("什么是奖励模型，它有什么用", file="b.md", line=7)], known)

    assert again == ["x"]
    (finding,) = findings
    assert (finding.file, finding.line, finding.severity, finding.code) == ("b.md", 7, "warning", "taken-for")
    assert "source/questions/x/question.toml" in finding.expected


def test_a_title_that_is_there_is_not_given_away_for_a_likeness() -> None:
    known = {"x": Question("什么是奖励模型？")}

    assert slugs([found("什么是奖励模型"), found("什么是奖励模型？")], known) == ["shen-me-shi-jiang-li-mo-xing", "x"]


def test_a_likeness_is_given_away_once() -> None:
    known = {"x": Question("什么是奖励模型？？")}
    again = slugs([found("什么是奖励模型？"), found("什么是奖励模型！")], known)

    assert again.count("x") == 1


def test_what_is_not_alike_is_new() -> None:
    known = {"x": Question("为什么要用奖励模型？")}

    assert slugs([found("为什么要用策略模型？")], known) == ["wei-shen-me-yao-yong-ce-lve-mo-xing"]
    assert codes([found("为什么要用策略模型？")], known) == []


# New questions


def test_a_new_question_keeps_off_all_addresses_there_ever_were() -> None:
    known = {"jia": Question("子"), "c": Question("丑", was=("jia-2", "yi"))}

    assert slugs([found("甲"), found("假"), found("乙")], known) == ["jia-3", "jia-4", "yi-2"]


def test_equal_titles_are_one_new_question() -> None:
    assert slugs([found("甲", file="a.md"), found("甲", file="b.md")]) == ["jia", "jia"]


def test_an_overlapping_export_with_an_edited_title_is_the_same_question() -> None:
    some = [found("什么是奖励模型？", "answer/1", "a.md"), found("什么是奖励模型（修订）？", "answer/1", "b.md")]

    assert len(set(slugs(some))) == 1


def test_two_questions_of_one_article_in_two_files_are_two_questions(sandbox: Sandbox) -> None:
    answer = f"[词]({LINK.format(1, 'Article')})"
    sandbox.export("a.md", f"**提问**：什么是奖励模型？\n\n**回答**：一{answer}。\n")
    sandbox.export("b.md", f"**提问**：数据配比怎么调？\n\n**回答**：二{answer}。\n")
    sandbox.clean()

    assert len(sandbox.slugs()) == 2


# Laws


@settings(deadline=None)
@given(
    st.lists(st.tuples(NAMES, CONTENTS, st.sampled_from("ab")), max_size=8),
    st.dictionaries(NAMES, CONTENTS, max_size=4),
)
def test_every_question_gets_an_address_and_equal_ones_the_same(
    some: list[tuple[str, str, str]], old: dict[str, str]
) -> None:
    known = {f"old-{at}": Question(title, content=content) for at, (title, content) in enumerate(old.items())}
    here = [found(title, content, file, line) for line, (title, content, file) in enumerate(some, 1)]
    given_out, findings = assign(here, known)

    assert len(given_out) == len(here)
    assert all(is_slug(slug) for slug in given_out)
    assert assign(here, known) == (given_out, findings)
    for slug, identity in zip(given_out, here, strict=True):
        titles = {other.title for given, other in zip(given_out, here, strict=True) if given == slug}
        if slug in known and known[slug].title not in titles:
            assert any((f.file, f.line) == (identity.file, identity.line) for f in findings)


@settings(deadline=None)
@given(st.lists(st.tuples(NAMES.filter(bool), st.sampled_from("ab")), max_size=6, unique_by=lambda pair: pair[0]))
def test_a_second_run_gives_the_same_addresses(some: list[tuple[str, str]]) -> None:
    here = [found(title, file=file, line=line) for line, (title, file) in enumerate(some, 1)]
    first = slugs(here)
    known = {slug: Question(identity.title) for slug, identity in zip(first, here, strict=True)}

    assert assign(here, known) == (first, [])
    assert slugs(here[::-1], known) == first[::-1]


def test_addresses_survive_new_files_before_and_after(sandbox: Sandbox) -> None:
    sandbox.export("m.md", ONE)
    sandbox.clean()
    sandbox.export("a.md", ONE.replace("好的问题", "号的问题"))
    sandbox.export("z.md", "**提问**：又一个？\n\n**回答**：答。\n")
    sandbox.clean()

    assert sandbox.slugs() == {"hao-de-wen-ti", "hao-de-wen-ti-2", "you-yi-ge"}
    assert "好的回答" in sandbox.page("hao-de-wen-ti")
    assert Path(sandbox.docs / "ledger/m.md.jsonl").read_text("utf-8").count("q/hao-de-wen-ti.md") > 0
