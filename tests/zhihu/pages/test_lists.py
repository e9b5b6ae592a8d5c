"""Home and topics list the questions; the navigation does not grow with them."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from tests.sandbox import Sandbox
from zhihu.facts.tables import Facts, Site, Topic
from zhihu.pages.lists import Listed, home, site_yml, topic_pages, used_topics
from zhihu.pages.words import LANGUAGES

TOPICS = tuple(Topic(name, f"题{name}", f"Topic {name}") for name in ("b", "a", "unused"))
FACTS = Facts(Path("source"), Site(topics=TOPICS, reading_order=("a-2", "gone", "b-1")))
LINK = re.compile(r"^(?:-|\d+\.) \[(.*)\]\((.*)\)$", re.MULTILINE)


def listed(**counts: int) -> list[Listed]:
    return [
        Listed(f"{topic}-{at}", f"{topic} [{at}]", topic)
        for topic, count in counts.items()
        for at in range(1, count + 1)
    ]


def links(page: str) -> list[str]:
    return [target for _, target in LINK.findall(page)]


def test_topics_in_the_order_of_the_facts_and_the_unsorted_last() -> None:
    topics = used_topics(FACTS, listed(unsorted=1, a=1, b=1))

    assert [topic.id for topic in topics] == ["b", "a", "unsorted"]
    assert used_topics(FACTS, []) == []


@pytest.mark.parametrize(("count", "shown"), [(1, 1), (8, 8), (9, 8), (500, 8)])
def test_home_shows_the_first_questions_of_a_topic_and_a_link_to_all(count: int, shown: int) -> None:
    cards = home(FACTS, listed(b=count), "zh").partition('class="qa-topics"')[2].partition('class="qa-new"')[0]

    assert links(cards) == [f"q/b-{at}.md" for at in range(1, shown + 1)]
    assert (cards.count("](topics/b.md)") == 2) is (count > shown)


def test_home_recommends_a_path_of_questions_that_are_there() -> None:
    page = home(FACTS, listed(a=2, b=1), "zh")

    assert links(page.partition('<h2 id="start">')[2].partition("</section>")[0]) == ["q/a-2.md", "q/b-1.md"]
    assert 'id="start"' not in home(FACTS, listed(unsorted=2), "zh")


def test_one_question_is_not_many() -> None:
    pages = dict(topic_pages(FACTS, listed(a=1, b=2), "en"))

    assert "Topic b](b.md): 2 questions\n" in pages["index.md"]
    assert "Topic a](a.md): 1 question\n" in pages["index.md"]
    assert '"1 question about Topic a."' in pages["a.md"]


def test_home_shows_what_was_added_last_and_not_the_same_twice() -> None:
    new = home(FACTS, listed(a=9), "zh").partition('<h2 id="new">')[2]

    assert links(new) == ["q/a-9.md", "q/a-8.md", "q/a-7.md"]
    assert 'id="new"' not in home(FACTS, listed(a=3), "zh")


def test_home_stays_small_however_many_questions_there_are() -> None:
    path = tuple(f"a-{at}" for at in range(1, 10_001))
    facts = Facts(Path("source"), Site(topics=TOPICS, reading_order=path))

    assert len(home(facts, listed(a=10_000), "zh")) < 4_000


def test_titles_are_shown_as_they_are() -> None:
    assert r"[a \[1\]](q/a-1.md)" in home(FACTS, listed(a=1), "zh")


def test_titles_in_another_language_are_marked() -> None:
    page = home(FACTS, [Listed("x", "中文", "a", "zh")], "en")

    assert '[<span lang="zh">中文</span>](q/x.md)' in page


@pytest.mark.parametrize(("count", "pages"), [(1, 1), (50, 1), (51, 2), (120, 3)])
def test_topics_are_paged(count: int, pages: int) -> None:
    made = dict(topic_pages(FACTS, listed(a=count), "zh"))
    names = ["a.md", *(f"a-{number}.md" for number in range(2, pages + 1))]

    assert list(made) == ["index.md", *names]
    assert [link for name in names for link in links(made[name])] == [f"../q/a-{at}.md" for at in range(1, count + 1)]
    for before, after in pairwise(names):
        assert f"]({after})" in made[before]
        assert f"]({before})" in made[after]


def test_the_list_of_topics_counts_their_questions() -> None:
    index = dict(topic_pages(FACTS, listed(a=51, b=1), "zh"))["index.md"]

    of_b, of_a = (line for line in index.splitlines() if line.startswith("- "))
    assert re.fullmatch(r"- \[题b\]\(b\.md\)：\D*1\D*", of_b)
    assert re.fullmatch(r"- \[题a\]\(a\.md\)：\D*51\D*", of_a)


def test_the_navigation_does_not_grow_with_the_questions() -> None:
    few, many = (yaml.safe_load(site_yml(FACTS, listed(a=count, b=count), "1")) for count in (1, 500))

    assert few == many
    assert [next(iter(group)) for group in few["nav"]] == ["中文", "English"]
    assert "q/" not in str(few["nav"])


def test_every_page_of_the_navigation_is_written(sandbox: Sandbox) -> None:
    sandbox.export("a.md", "**提问**：甲？\n\n**回答**：乙。\n")
    sandbox.clean()
    nav = yaml.safe_load((sandbox.docs / "site.yml").read_text("utf-8"))["nav"]
    named = re.findall(r"'((?:zh|en)/[^']+\.md)'", str(nav))

    assert len(named) >= 2 * 4
    assert [name for name in named if not (sandbox.docs / name).is_file()] == []


def test_all_questions_of_a_large_topic_have_a_list_that_links_them(sandbox: Sandbox) -> None:
    count = 130
    sandbox.export(
        "a.md", "\n".join(f"**提问**：第{at}个{chr(0x4E00 + 7 * at)}？\n\n**回答**：答{at}。\n" for at in range(count))
    )
    sandbox.clean()
    slugs = sandbox.slugs()

    assert len(slugs) == count
    for language in LANGUAGES:
        pages = sorted((sandbox.docs / language / "topics").glob("unsorted*.md"))
        linked = [link for page in pages for link in re.findall(r"\]\(\.\./q/(.+)\.md\)", page.read_text("utf-8"))]
        assert len(pages) == 3
        assert sorted(linked) == sorted(slugs)
