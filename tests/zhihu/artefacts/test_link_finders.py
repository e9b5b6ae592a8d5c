"""Links that cannot be repaired are reported, and nothing else is."""

from collections.abc import Callable, Iterator

import pytest

from zhihu.artefacts import link_finders
from zhihu.artefacts.finders import FINDERS
from zhihu.markdown.document import Document, parse
from zhihu.model import Sighting, TextFacts

Finder = Callable[[Document, TextFacts], Iterator[Sighting]]

LINK = "https://link.zhihu.com/?target="
KEYWORD = "https://zhida.zhihu.com/search?q=x&zhida_source=entity"


def places(finder: Finder, text: str) -> list[int]:
    return [sighting.place for sighting in finder(parse(text), TextFacts())]


def test_every_finder_is_asked() -> None:
    assert set(link_finders.LINK_FINDERS) <= set(FINDERS)


def test_a_link_that_was_cut_off_is_reported_whatever_its_host() -> None:
    cut = [
        "[甲](https://zhida.zhihu.com/search?cont",
        f"[乙]({LINK}https%3A//a.b",
        "[丙](https://a.b/c",
        "[丁](htt",
        "[戊](h",
    ]
    text = "\n\n".join(cut)
    assert len(places(link_finders.cut_link, text)) == len(cut)
    assert places(link_finders.cut_link, f"字 {cut[0]}") == [2]


@pytest.mark.parametrize(
    "text",
    ["[甲](https://a.b/c)", "a[0](", "[甲](相对", "`[甲](https://a.b`", "[甲](https://a.b/c 乙)", "(https://a.b"],
)
def test_a_whole_link_is_not_reported_as_cut(text: str) -> None:
    assert places(link_finders.cut_link, text) == []


def test_a_target_that_zhihu_cut_is_reported() -> None:
    assert places(link_finders.cut_target, f"见 [a.b/c]({LINK}https%3A//a.b/c) …") == [2]
    assert places(link_finders.cut_target, f"见 [a.b/c]({LINK}https%3A//a.b/c)...") == [2]
    assert places(link_finders.cut_target, f"见 [a.b/c]({LINK}https%3A//a.b/c) ，[a](https://a.b) …") == []


def test_a_target_that_no_page_may_carry_is_reported() -> None:
    assert places(link_finders.refused_target, f"[甲]({LINK}javascript%3Aalert)") == [0]
    assert places(link_finders.refused_target, f"[甲]({LINK})") == [0]
    assert places(link_finders.refused_target, f"[甲]({LINK}mailto%3Aa@b.c)") == []


def test_an_address_that_stays_in_code_is_reported() -> None:
    assert places(link_finders.address_in_code, f"`{LINK}https%3A//a.b`") == [1]
    assert places(link_finders.address_in_code, f"```\n[甲]({KEYWORD}\n```") == [8]
    assert (
        places(
            link_finders.address_in_code, f"`[甲]({KEYWORD})` {LINK}https%3A//a.b `https://www.zhihu.com/search?q=x`"
        )
        == []
    )


def test_a_mention_torn_out_of_its_sentence_is_reported() -> None:
    mention = "[@某人](https://www.zhihu.com/people/abc)"
    assert places(link_finders.torn_mention, f"感谢\n\n{mention}\n\n的提醒") == [4]
    for text in (
        f"感谢{mention}的提醒",
        f"完了。\n\n{mention}",
        f"名单：\n\n{mention}",
        f"感谢\n\n- {mention}",
        mention,
    ):
        assert places(link_finders.torn_mention, text) == []
