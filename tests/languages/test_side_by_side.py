"""A question in both languages, block by block."""

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.published import STALE, TRANSLATED, Published
from tests.reader import (
    FORMULA,
    LIST,
    PHONE,
    PLAIN,
    QUOTE,
    opened,
    question,
    show_both,
    show_one,
)

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("published")]


BLOCKS = """article => {
  const comments = document.createTreeWalker(article, NodeFilter.SHOW_COMMENT), range = document.createRange();
  while (comments.nextNode()) {
    if (comments.currentNode.nodeValue.trim() === "answer") range.setStartAfter(comments.currentNode);
    if (comments.currentNode.nodeValue.trim() === "/answer") range.setEndBefore(comments.currentNode);
  }
  return [...range.cloneContents().children].filter(block => !block.matches(".qa-stale")).length;
}"""


def languages(page: Page) -> list[str]:
    """Return the languages of the blocks in reading order, the titles first."""
    found: list[str] = page.locator(".qa-cell").evaluate_all("cells => cells.map(cell => cell.lang)")
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("slug", TRANSLATED)
def test_every_block_has_its_own_beside_it(page: Page, published: Published, slug: str, language: str) -> None:
    page.goto(question(published, slug, language))
    blocks = page.locator("article").evaluate(BLOCKS)
    show_both(page)
    assert blocks > 0
    expect(page.locator("h2 ~ .qa-both > *")).to_have_count(blocks)
    other = "en" if language == "zh" else "zh"
    found = languages(page)
    assert found[:2] == [language, other]
    assert found.count(other) >= found.count(language)
    assert page.locator("[id]").evaluate_all("all => all.length === new Set(all.map(one => one.id)).size")


@pytest.mark.parametrize("slug", [PLAIN, LIST, QUOTE, FORMULA])
def test_leaving_both_shows_the_page_exactly_as_it_was(page: Page, published: Published, slug: str) -> None:
    article = "document.querySelector('article').cloneNode(true)"
    html = f"(() => {{ const a = {article}; a.querySelector('.qa-view').remove(); return a.innerHTML }})()"
    page.goto(question(published, slug), wait_until="networkidle")
    before = page.evaluate(html)
    show_both(page)
    assert page.evaluate(html) != before
    show_one(page)
    assert page.evaluate(html) == before
    assert page.url == question(published, slug)


def boxes(page: Page) -> list[tuple[dict[str, float], dict[str, float]]]:
    """Return the places of both cells of every pair."""
    pairs = page.locator(".qa-pair:has(> .qa-cell + .qa-cell)")
    found: list[tuple[dict[str, float], dict[str, float]]] = pairs.evaluate_all(
        "pairs => pairs.map(pair => [...pair.children].map(cell => cell.getBoundingClientRect().toJSON()))"
    )
    return found


def test_wide_screens_have_two_columns(page: Page, published: Published) -> None:
    page.goto(question(published, QUOTE))
    show_both(page)
    for mine, theirs in boxes(page):
        assert mine["top"] == theirs["top"]
        assert mine["right"] <= theirs["left"]
        assert min(mine["width"], theirs["width"]) > 250


def test_on_a_phone_the_languages_alternate_and_nothing_is_cut_off(browser: Browser, published: Published) -> None:
    with opened(browser, viewport=PHONE) as page:
        for slug in (LIST, QUOTE, FORMULA):
            page.goto(f"{question(published, slug)}?view=both")
            page.locator(".qa-both").last.wait_for()
            pairs = boxes(page)
            assert pairs
            for mine, theirs in pairs:
                assert mine["bottom"] <= theirs["top"]
            assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_picture_a_caption_and_a_quotation_are_shown_once(page: Page, published: Published) -> None:
    page.goto(question(published, LIST))
    before = page.locator("article figure").count()
    assert before == 3
    show_both(page)
    answer = page.locator("h2 ~ .qa-both")
    expect(answer.locator("figure")).to_have_count(before)
    # What we say below them is in both languages.
    expect(answer.locator(".qa-caption")).to_have_count(before)
    expect(answer.get_by_text("Figure: Blue points")).to_have_count(1)
    expect(answer.locator("li")).to_have_count(3)
    page.goto(question(published, QUOTE))
    expect(page.locator("h2 ~ .qa-both blockquote")).to_have_count(1)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_remark_on_the_translation_stands_in_its_cell(page: Page, published: Published, language: str) -> None:
    page.goto(question(published, STALE, language))
    show_both(page)
    remark = page.locator(".qa-both .qa-stale")
    expect(remark).to_have_count(1)
    assert remark.evaluate("remark => remark.closest('.qa-cell').lang") == "en"


def test_one_language_is_printed(page: Page, published: Published) -> None:
    page.goto(question(published, QUOTE))
    show_both(page)
    page.emulate_media(media="print")
    cells = page.locator(".qa-cell")
    visible = {cells.nth(at).get_attribute("lang") for at in range(cells.count()) if cells.nth(at).is_visible()}
    assert visible == {"zh"}
    expect(page.locator(".qa-view")).to_be_hidden()


def test_blocks_that_do_not_match_are_shown_as_one_pair(page: Page, published: Published) -> None:
    def cut(route: Route) -> None:
        html = published.html(f"en/q/{QUOTE}/")
        start = html.index("<blockquote")
        route.fulfill(body=html[:start] + html[html.index("</blockquote>", start) :], content_type="text/html")

    page.route(question(published, QUOTE, "en"), cut)
    page.goto(question(published, QUOTE))
    show_both(page)
    expect(page.locator("h2 ~ .qa-both > .qa-pair")).to_have_count(1)
    expect(page.locator("h2 ~ .qa-both blockquote")).to_have_count(1)


SHAPES = """
<p>{one}</p>
<pre><code>loss.backward()</code></pre>
<figure><img src="../../../assets/images/favicon.svg" alt="{one}"><figcaption>{two}</figcaption></figure>
<div class="qa-formula" tabindex="0" role="group"><math display="block"><mi>x</mi></math></div>
<ol start="3"><li>{one}<ul><li>{two}</li></ul></li><li><p>{one}</p><pre><code>x = 1</code></pre></li></ol>
<table><thead><tr><th>{one}</th></tr></thead><tbody><tr><td>{two}</td></tr></tbody></table>
<h2 id="section">{two}</h2>
<p id="cite-1">{one} <a href="#references">[1]</a> <a href="../{slug}/">{two}</a></p>
"""


def put(page: Page, published: Published, language: str, one: str, two: str) -> None:
    """Let the browser have a question with blocks of every shape."""
    html = published.html(f"{language}/q/{PLAIN}/")
    before, _, rest = html.partition("<!-- answer -->")
    answer = f"<!-- answer -->{SHAPES.format(one=one, two=two, slug=QUOTE)}<!-- /answer -->"
    body = before + answer + rest.partition("<!-- /answer -->")[2]
    page.route(question(published, PLAIN, language), lambda route: route.fulfill(body=body, content_type="text/html"))


def test_what_says_the_same_in_both_languages_is_shown_once(page: Page, published: Published) -> None:
    put(page, published, "zh", "第一句话。", "第二句话。")
    put(page, published, "en", "The first sentence.", "The second sentence.")
    page.goto(question(published, PLAIN))
    show_both(page)
    answer = page.locator("h2 ~ .qa-both")
    for name, count in {"pre": 2, "img": 1, "math": 1, "ol": 1, "ol > li": 2, "ul > li": 1, "table": 2}.items():
        expect(answer.locator(name)).to_have_count(count)
    expect(answer.locator("ol")).to_have_attribute("start", "3")
    expect(answer.locator("figure")).to_contain_text("第二句话。")
    expect(answer.locator(".qa-caption")).to_have_text("The second sentence.")
    expect(answer.locator("#cite-1")).to_have_count(1)
    expect(answer.locator("#section")).to_have_text("第二句话。")
    theirs = answer.locator(".qa-cell--other a")
    assert theirs.nth(0).get_attribute("href") == "#references"
    assert theirs.nth(1).get_attribute("href") == question(published, QUOTE, "en")
