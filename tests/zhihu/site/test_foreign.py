"""Blocks in the other language are marked, and nothing else changes."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhihu.pages.words import Language
from zhihu.site.foreign import with_lang
from zhihu.site.sanitise import sanitised

QUOTE = "A model’s knowledge and capabilities are learnt almost entirely during pretraining"

ON_CHINESE_PAGES = [
    (f"<blockquote>\n<p>{QUOTE}</p>\n</blockquote>", f'<blockquote lang="en">\n<p>{QUOTE}</p>\n</blockquote>'),
    (
        f"<blockquote>\n<p>{QUOTE}</p>\n<p>以上。</p>\n</blockquote>",
        f'<blockquote>\n<p lang="en">{QUOTE}</p>\n<p>以上。</p>\n</blockquote>',
    ),
    (
        "<ul>\n<li>Aligned with humans</li>\n<li>与人类对齐</li>\n</ul>",
        '<ul>\n<li lang="en">Aligned with humans</li>\n<li>与人类对齐</li>\n</ul>',
    ),
    ("<p>Figure: Blue points &amp; <em>red</em></p>", '<p lang="en">Figure: Blue points &amp; <em>red</em></p>'),
    ('<p class="qa-x">three Latin words</p>', '<p lang="en" class="qa-x">three Latin words</p>'),
    ("<table><tr><td>one of each</td><td>一</td></tr></table>", None),
    ('<h2 id="a">Notable complexity here</h2>', '<h2 lang="en" id="a">Notable complexity here</h2>'),
]
UNCHANGED_ON_CHINESE_PAGES = [
    "<p>loss=−logsigmoid(β−β)</p>",
    "<p>SFT packing</p>",
    "<p>x = 1, y = 2, z = 3, w = 4</p>",
    "<p>SFT packing以后其实是削弱了模型</p>",
    "<p><code>three Latin words</code></p>",
    "<p><math><mtext>three Latin words</mtext></math></p>",
    '<p><a href="https://arxiv.org">https://arxiv.org/abs/2305.18290</a></p>',
    '<li><span lang="en">Three Latin words.</span> （编者注引用）</li>',
    '<div lang="en"><p>three Latin words</p></div>',
    '<p lang="fr">trois mots latins</p>',
    "<!-- answer -->\n\n<p>回答</p>\n<!-- /answer -->",
]
ON_ENGLISH_PAGES = [
    ("<h1>DPO的第0步loss是固定的么？</h1>", '<h1 lang="zh">DPO的第0步loss是固定的么？</h1>'),
    ('<p><a href="x">图片未随导出保存</a></p>', '<p lang="zh"><a href="x">图片未随导出保存</a></p>'),
]
UNCHANGED_ON_ENGLISH_PAGES = [
    "<p>column 《百面LLM》</p>",
    f"<p>{QUOTE}</p>",
    "<p>0.693</p>",
]


@pytest.mark.parametrize(("html", "expected"), ON_CHINESE_PAGES)
def test_a_block_in_english_is_marked_on_a_chinese_page(html: str, expected: str | None) -> None:
    assert with_lang(html, "zh") == (expected or html.replace("<td>one", '<td lang="en">one'))


@pytest.mark.parametrize("html", UNCHANGED_ON_CHINESE_PAGES)
def test_a_chinese_page_keeps_what_is_no_block_in_english(html: str) -> None:
    assert with_lang(html, "zh") == html


@pytest.mark.parametrize(("html", "expected"), ON_ENGLISH_PAGES)
def test_a_block_in_chinese_is_marked_on_an_english_page(html: str, expected: str) -> None:
    assert with_lang(html, "en") == expected


@pytest.mark.parametrize("html", UNCHANGED_ON_ENGLISH_PAGES)
def test_an_english_page_keeps_what_is_no_block_in_chinese(html: str) -> None:
    assert with_lang(html, "en") == html


TAGS = ["<p>", "</p>", "<li>", "</li>", "<blockquote>", "</blockquote>", "<br>", "<b>", "</b>", '<p lang="en">', "</i>"]
PIECES = st.sampled_from([*TAGS, "\n", "汉字", " three Latin words ", "&lt;p&gt;", "<!-- answer -->", "<", "x"])


@given(st.lists(PIECES, max_size=30).map("".join), st.sampled_from(["zh", "en"]))
def test_nothing_but_lang_is_added_whatever_the_html(html: str, lang: Language) -> None:
    clean = sanitised(html)
    marked = with_lang(clean, lang)
    assert re.sub(r'(<[a-z0-9]+) lang="(?:zh|en)"', r"\1", marked) == re.sub(
        r'(<[a-z0-9]+) lang="(?:zh|en)"', r"\1", clean
    )
    assert with_lang(marked, lang) == marked


def test_a_long_run_of_han_is_read_in_linear_time() -> None:
    page = f"<p>{'长' * 300_000}</p>"
    began = time.process_time()
    assert with_lang(page, "zh") == page
    assert time.process_time() - began < 5
