"""Zhihu's addresses: which are keywords, where redirects lead, what a page may link to and how it writes it."""

import time
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhihu.markdown.addresses import (
    direct,
    host_of,
    is_allowed,
    is_keyword,
    is_page,
    is_zhihu,
    is_zhimg,
    neutral_label,
    normalised,
    redirect_target,
    untracked,
    written,
)
from zhihu.markdown.document import parse

LINK = "https://link.zhihu.com/?target="
FEW = settings(max_examples=300, deadline=None, derandomize=True)
ADDRESSES = st.builds("https://{}/{}".format, st.sampled_from(["a.b", "x.example.org:8080"]), st.text(max_size=20))


@pytest.mark.parametrize(
    "url",
    [
        "https://zhida.zhihu.com/search?content_id=1&content_type=Article&match_order=1&q=x&zhida_source=entity",
        "https://zhida.zhihu.com/search?q=x",
        "https://zhida.zhihu.com/search/3600000000000000001?zhida_source=entity",
        "//zhida.zhihu.com/search?q=x",
        "HTTPS://ZHIDA.ZHIHU.COM/search?q=x",
        "https://www.zhihu.com/search?q=x&search_source=Entity&hybrid_search_source=Entity",
        "https://www.zhihu.com/search?search_source=Entity&q=x",
        "https://www.zhihu.com/search?q=x&hybrid_search_source=Entity",
        "https://zhihu.com/search?q=a b&search_source=Entity",
        'https://www.zhihu.com/search?q=x&search_source=Entity&hybrid_search_extra={"sourceType":"answer"}',
        "https://link.zhihu.com/?target=https%3A//zhida.zhihu.com/search%3Fq%3Dx",
    ],
)
def test_a_search_behind_a_word_is_a_keyword(url: str) -> None:
    assert is_keyword(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.zhihu.com/search?type=content&q=DPO",
        "https://www.zhihu.com/search?q=x&search_source=Trending",
        "https://www.zhihu.com/search?q=search_source=Entity",
        "https://zhida.zhihu.com/",
        "https://zhida.zhihu.com/searching",
        "https://example.org/zhida.zhihu.com/search?q=x",
        "https://zhida.zhihu.com.example.org/search?q=x",
        "https://zhuanlan.zhihu.com/p/1",
    ],
)
def test_any_other_address_is_no_keyword(url: str) -> None:
    assert not is_keyword(url)


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("https%3A//a.b/c", "https://a.b/c"),
        ("https://a.b/c?d=1&e=2#f", "https://a.b/c?d=1&e=2#f"),
        ("http%3A//a.b/%3Fc%3D1%26d%3D2%23e", "http://a.b/?c=1&d=2#e"),
        ("https%253A//a.b/%2540c", "https://a.b/@c"),
        ("https%3A//a.b/%25e5%25ad%25a6", "https://a.b/%e5%ad%a6"),
        ("https://a.b/%E5%AD%A6", "https://a.b/%E5%AD%A6"),
        ("https%3A//a.b/%E5%AD%A6", "https://a.b/学"),
        ("https%3A//link.zhihu.com/%3Ftarget%3Dhttps%253A//a.b", "https://a.b"),
        ("mailto%3Aa%40b.c", "mailto:a@b.c"),
        ("javascript%3Aalert(1)", "javascript:alert(1)"),
        ("https%3A//a.b/c_%28d%29.pdf", "https://a.b/c_(d).pdf"),
        ("https%3A//a.b/c%3 Fd%3D1", "https://a.b/c?d=1"),
        ("https%3A//a.b/c-\nd", "https://a.b/c-d"),
        ("https://a.b/c d", "https://a.b/c d"),
        ("https%3A//a.b/c&source=x", "https://a.b/c"),
        ("https%3A//a.b/go%3Fto%3Dhttp%3A%2F%2Fc.d", "https://a.b/go?to=http://c.d"),
        ("//a.b/c", "https://a.b/c"),
        ("www.a.b/c", "http://www.a.b/c"),
        (f"{LINK}https%3A//a.b", "https://a.b"),
        ("a.b/c", "a.b/c"),
        ("", ""),
    ],
)
def test_a_redirect_leads_to_its_target(target: str, address: str) -> None:
    for page in (
        LINK,
        "//link.zhihu.com/?target=",
        "http://link.zhihu.com/?a=1&target=",
        "HTTPS://LINK.ZHIHU.COM?TARGET=",
    ):
        assert redirect_target(page + target) == address


def test_a_redirect_deeper_than_any_exporter_leads_nowhere() -> None:
    url = "https://a.b"
    for _ in range(9):
        url = f"{LINK}{quote(url)}"
    assert redirect_target(url) == ""


@pytest.mark.parametrize("piece", [LINK, "https://link.zhihu.com/?a&target=", "https://link.zhihu.com/?a", "%25", "&"])
def test_a_megabyte_of_redirects_takes_no_time(piece: str) -> None:
    url = LINK + piece * (1_000_000 // len(piece))
    start = time.process_time()
    redirect_target(url)
    is_keyword(url)
    assert time.process_time() - start < 1


def test_bytes_that_are_no_text_come_out_as_they_went_in() -> None:
    assert written(redirect_target(f"{LINK}https%3A//a.b/%C4%E3") or "") == "https://a.b/%C4%E3"


@pytest.mark.parametrize(
    "url",
    [
        "https://link.zhihu.com/",
        "https://link.zhihu.com/?other=https%3A//a.b",
        "https://a.b/?target=https%3A//c.d",
        "https://a.b/https://link.zhihu.com/?target=x",
    ],
)
def test_another_page_is_no_redirect(url: str) -> None:
    assert redirect_target(url) is None


@pytest.mark.parametrize("url", ["http://a.b", "https://a.b/c", "HTTPS://a.b", "mailto:a@b.c"])
def test_a_page_may_link_to_the_web_and_to_mail(url: str) -> None:
    assert is_allowed(url)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:x",
        "data:text/html,x",
        "file:///etc",
        "//a.b",
        "a.b",
        "",
        "https://",
        "mailto:x",
    ],
)
def test_a_page_may_link_to_nothing_else(url: str) -> None:
    assert not is_allowed(url)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://a.b/c d", "https://a.b/c%20d"),
        ("https://a.b/(c)[d]", "https://a.b/%28c%29%5Bd%5D"),
        ('https://a.b/<"\\`|^>', "https://a.b/%3C%22%5C%60%7C%5E%3E"),
        ("https://a.b/学", "https://a.b/%E5%AD%A6"),
        ("https://a.b/%E5%AD%A6?c=1&d=%20#e", "https://a.b/%E5%AD%A6?c=1&d=%20#e"),
        ("https://a.b/\udcff", "https://a.b/%FF"),
    ],
)
def test_an_address_is_written_so_that_markdown_leaves_it_whole(url: str, shown: str) -> None:
    assert written(url) == shown


@FEW
@given(ADDRESSES)
def test_a_written_address_is_ascii_and_one_link(url: str) -> None:
    shown = written(url)
    assert shown.isascii()
    assert written(shown) == shown
    link = parse(f"[x]({shown})").links[0]
    assert link.end == len(f"[x]({shown})")


@pytest.mark.parametrize(
    ("url", "short"),
    [
        ("https://zhuanlan.zhihu.com/p/1?utm_id=0", "https://zhuanlan.zhihu.com/p/1"),
        ("https://zhuanlan.zhihu.com/p/1?a=1&utm_psn=2&b=3#c", "https://zhuanlan.zhihu.com/p/1?a=1&b=3#c"),
        ("https://www.zhihu.com/question/1?sort=created", "https://www.zhihu.com/question/1"),
        ("https://www.zhihu.com/question/1?sort=created_at", "https://www.zhihu.com/question/1?sort=created_at"),
        (
            "https://www.zhihu.com/question/1?resource_id=2&news_r=3",
            "https://www.zhihu.com/question/1?resource_id=2&news_r=3",
        ),
        (
            "https://www.zhihu.com/question/1?source_id=2&share_code=3&s_r=0&session_id=4&wechatShare=1",
            "https://www.zhihu.com/question/1",
        ),
        ("https://www.zhihu.com/tardis/zm/art/1?source_id=2", "https://zhuanlan.zhihu.com/p/1"),
        ("https://www.zhihu.com/tardis/bd/ans/1?source_id=2", "https://www.zhihu.com/answer/1"),
        ("//www.zhihu.com/people/a", "https://www.zhihu.com/people/a"),
        ("https://www.zhihu.com/people/a", "https://www.zhihu.com/people/a"),
    ],
)
def test_tracking_goes_and_nothing_else(url: str, short: str) -> None:
    assert untracked(url) == short
    assert untracked(short) == short
    assert direct(f"{LINK}{url}") == short


def test_other_sites_keep_what_looks_like_tracking() -> None:
    assert direct("https://a.b/?utm_id=0") == "https://a.b/?utm_id=0"


def test_mail_is_no_page() -> None:
    assert [is_page(url) for url in ("https://a.b", "mailto:a@b.c", "MAILTO:a@b.c", "ftp://a.b")] == [
        True,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize(
    "url",
    [
        "https://zhuanlan.zhihu.com/p/1",
        "http://zhuanlan.zhihu.com/p/1/",
        "https://zhuanlan.zhihu.com/p/1?utm_id=0#a",
        "https://link.zhihu.com/?target=https%3A//zhuanlan.zhihu.com/p/1",
        "https://www.zhihu.com/tardis/zm/art/1",
        "https://ZHUANLAN.zhihu.com/p/1",
    ],
)
def test_one_page_has_one_normal_address(url: str) -> None:
    assert normalised(url) == "zhuanlan.zhihu.com/p/1"


def test_a_query_of_another_host_is_part_of_its_address() -> None:
    assert normalised("https://www.a.b/c/?utm_id=1") == "a.b/c?utm_id=1"


@FEW
@given(st.text(max_size=30))
def test_no_text_stops_it(text: str) -> None:
    for url in (text, f"https://{text}", f"https://link.zhihu.com/?target={text}", f"https://www.zhihu.com/{text}"):
        assert host_of(url) == host_of(url).lower()
        assert isinstance(normalised(url), str)
        assert neutral_label(url) or not normalised(url)
        assert is_keyword(url) in {True, False}
        assert redirect_target(url) is None or "link.zhihu.com" in url.lower()
        assert written(url).isascii()


@pytest.mark.parametrize(
    ("url", "label"),
    [
        ("https://zhuanlan.zhihu.com/p/1", "知乎专栏文章 1"),
        ("https://www.zhihu.com/question/1/answer/2?utm_id=0", "知乎回答 2"),
        ("https://www.zhihu.com/question/1", "知乎问题 1"),
        ("https://www.zhihu.com/column/c_1", "知乎专栏 c_1"),
        ("https://www.zhihu.com/people/a-b", "知乎用户 a-b"),
        ("https://www.zhihu.com/pin/1", "知乎想法 1"),
        ("https://www.zhihu.com/zvideo/1", "知乎视频 1"),
        ("https://www.zhihu.com/topic/1", "知乎话题 1"),
        ("https://www.zhihu.com/", "知乎页面"),
        ("https://example.org/p/1", "example.org/p/1"),
        ("https://www.zhihu.com/answer/1", "知乎回答 1"),
        ("https://mp.weixin.qq.com/s?__biz=x", "微信公众号文章"),
        ("https://example.org/a/?b=1", "example.org/a"),
        ("https://example.org?b=1", "example.org?b=1"),
        ("https://example.org/%E5%87%A0%E4%BD%95", "example.org/几何"),
        ("https://example.org/%0A%C4", "example.org/%0A%C4"),
        ("https://example.org/?u=zhuanlan.zhihu.com/p/6", "example.org?u=zhuanlan.zhihu.com/p/6"),
        (f"https://example.org/{'a' * 90}", f"example.org/{'a' * 47}…"),
    ],
)
def test_a_page_without_a_title_is_called_what_it_is(url: str, label: str) -> None:
    assert neutral_label(url) == label


def test_whose_host_it_is() -> None:
    assert is_zhihu("https://zhuanlan.zhihu.com/p/1")
    assert is_zhihu("//zhihu.com")
    assert not is_zhihu("https://notzhihu.com")
    assert not is_zhihu("https://zhihu.com.example.org")
    assert is_zhimg("https://pic1.zhimg.com/v2-a.jpg")
    assert not is_zhimg("https://zhimg.com.example.org/a.jpg")
    assert not host_of("https://[")
