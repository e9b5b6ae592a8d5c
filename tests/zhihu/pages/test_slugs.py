"""Addresses are short, readable, unique and ASCII."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhihu.pages.slugs import LONGEST, RESERVED, SLUG, is_slug, slug_of, unique_slug

TITLES = {
    "什么是RLHF？": "shen-me-shi-rlhf",
    "DPO的第0步loss是固定的么？如果固定，是多少？": "dpo-de-di-0-bu-loss-shi-gu-ding-de-me-ru-guo-gu-ding-shi-duo",
    "What is RLHF? A Guide to PPO & DPO": "what-is-rlhf-a-guide-to-ppo-dpo",
    "C++ 和 C# 的区别": "c-he-c-de-qu-bie",
    "ＧＰＴ－４　全角": "gpt-4-quan-jiao",
    "绿色女性": "lv-se-nv-xing",
    "naïve Bayès": "naive-bayes",
    "重庆银行长大了": "chong-qing-yin-hang-zhang-da-le",
    "ß ﬁ ①": "fi-1",
    "  -- a__b -- ": "a-b",
    "？？？": "question",
    "": "question",
    "Как дела": "question",
    "こんにちは": "question",
    "😀": "question",
}


@pytest.mark.parametrize("title", TITLES)
def test_latin_words_and_pinyin(title: str) -> None:
    assert slug_of(title) == TITLES[title]


def test_a_long_title_is_cut_between_words() -> None:
    slug = slug_of("问题" * 40)

    assert slug == "-".join(["wen", "ti"] * 8 + ["wen"])[: len(slug)]
    assert LONGEST - len("-wen") < len(slug) <= LONGEST
    assert not slug.endswith("-")


def test_a_long_word_is_cut_where_it_must_be() -> None:
    assert slug_of("x" * 100) == "x" * LONGEST


@settings(deadline=None)
@given(st.text())
def test_any_title_gives_a_slug(title: str) -> None:
    slug = unique_slug(title, set())

    assert is_slug(slug)
    assert slug.isascii()
    assert len(slug) <= LONGEST


@settings(deadline=None)
@given(st.lists(st.sampled_from(["", "甲", "假", "x" * 99, "index", "甲 2", "问题" * 40]), max_size=40))
def test_no_slug_is_given_twice(titles: list[str]) -> None:
    taken: set[str] = set()
    for title in titles:
        slug = unique_slug(title, taken)
        assert slug not in taken
        assert len(slug) <= LONGEST
        assert SLUG.fullmatch(slug)
        taken.add(slug)


def test_the_counter_begins_at_2_and_leaves_out_what_is_taken() -> None:
    assert unique_slug("甲", {"jia"}) == "jia-2"
    assert unique_slug("甲", {"jia", "jia-2", "jia-3"}) == "jia-4"
    assert unique_slug("x" * 99, {"x" * 60}) == "x" * 58 + "-2"


@pytest.mark.parametrize("name", sorted(RESERVED))
def test_reserved_names_get_a_counter(name: str) -> None:
    assert not is_slug(name)
    assert unique_slug(name.upper(), set()) == f"{name}-2"


@pytest.mark.parametrize("name", ["a", "0", "a-b-2", "dpo-step-zero-loss", "index-2", "readme", "x" * 100])
def test_what_a_person_may_choose(name: str) -> None:
    assert is_slug(name)


@pytest.mark.parametrize(
    "name", ["", "-", "a-", "-a", "a--b", "A", "a b", "a_b", "a.b", "a/b", "..", "问", "a\n", "é", "²"]
)
def test_what_a_person_may_not_choose(name: str) -> None:
    assert not is_slug(name)
