"""Terms explain themselves, and wide formulas can be read."""

import re
from itertools import product
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import wait_until
from tests.published import Published
from tests.reader import FORMULA, PHONE, PLAIN, cut_off, opened, question, term, tip

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("published")]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", ["监督微调", "SFT", "supervised fine-tuning", "微调模型"]),
        ("en", ["supervised fine-tuning", "SFT", "监督微调"]),
    ],
)
def test_a_term_is_explained_under_the_pointer(
    page: Page, published: Published, language: str, words: list[str]
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(question(published, PLAIN, language), wait_until="networkidle")
    assert not any("glossary/" in url for url in asked)
    term(page).hover()
    expect(tip(page)).to_be_visible()
    for word in words:
        expect(tip(page)).to_contain_text(word)
    tip(page).hover()
    page.wait_for_timeout(600)
    expect(tip(page)).to_be_visible()
    page.mouse.move(5, 5)
    expect(tip(page)).to_have_count(0)
    page.locator('article a[href*="glossary/#"]').nth(1).hover()
    expect(tip(page)).to_be_visible()
    assert len([url for url in asked if "glossary/" in url]) == 1


def test_a_term_is_explained_by_keyboard_until_it_is_dismissed(page: Page, published: Published) -> None:
    page.goto(question(published, PLAIN))
    page.locator("#answer > .qa-anchor").focus()
    page.keyboard.press("Tab")
    expect(term(page)).to_be_focused()
    expect(tip(page)).to_be_visible()
    expect(term(page)).to_have_accessible_description(re.compile("用（指令，答案）样本"))
    page.keyboard.press("Escape")
    expect(tip(page)).to_have_count(0)
    expect(term(page)).to_be_focused()
    page.keyboard.press("Tab")
    expect(tip(page)).to_be_visible()
    expect(term(page)).not_to_have_attribute("aria-describedby", re.compile(".*"))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"zh/glossary/#g\d+$"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_term_is_explained_by_a_tap_and_the_tip_leads_on(
    browser: Browser, published: Published, language: str
) -> None:
    with opened(browser, viewport=PHONE, has_touch=True, is_mobile=True) as page:
        page.goto(question(published, PLAIN, language))
        term(page).tap()
        expect(tip(page)).to_be_in_viewport(ratio=1)
        page.touchscreen.tap(200, 20)
        expect(tip(page)).to_have_count(0)
        term(page).tap()
        tip(page).get_by_role("link").tap()
        page.wait_for_url(re.compile(rf"/{language}/glossary/#g005$"))


def test_without_the_glossary_a_term_is_a_link(browser: Browser, published: Published) -> None:
    with opened(browser, has_touch=True) as page:
        page.goto(question(published, PLAIN))
        page.route("**/glossary/", cut_off, times=1)
        term(page).tap()
        page.wait_for_url(f"{published.root}zh/glossary/#g005")


def test_a_term_of_the_other_language_is_explained_in_it(page: Page, published: Published) -> None:
    page.goto(f"{question(published, PLAIN)}?view=both")
    theirs = page.locator('.qa-cell--other a[href*="glossary/#"]').first
    theirs.hover()
    expect(tip(page)).to_have_attribute("lang", "en")
    expect(tip(page)).to_contain_text("Open in the glossary")


FORMULAS = (FORMULA, "dpo-both-probabilities-fall", "why-dpo-is-off-policy")
DRAWN = """maths => maths.filter(math => math.namespaceURI.endsWith("MathML") && getComputedStyle(math).color
  === getComputedStyle(math.parentElement).color && math.getBoundingClientRect().width > 0
  && !math.querySelector("merror")).length"""
SCROLLS = "box => box.scrollWidth > box.clientWidth"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_formula_is_drawn_and_a_wide_one_scrolls_in_a_box_that_the_keyboard_reaches(
    browser: Browser, published: Published, scheme: Literal["light", "dark"]
) -> None:
    scrolled = 0
    with opened(browser, viewport=PHONE, color_scheme=scheme) as page:
        for slug, language in product(FORMULAS, ("zh", "en")):
            page.goto(question(published, slug, language))
            page.evaluate("document.fonts.ready")
            drawn = page.locator("article math").evaluate_all(DRAWN)
            assert drawn == published.html(f"{language}/q/{slug}/").count("<math") > 3
            assert "$" not in page.locator("article").inner_text()
            assert page.evaluate("document.documentElement.scrollWidth") <= 390
            for box in page.locator(".qa-formula").all():
                if box.evaluate(SCROLLS):
                    box.focus()
                    page.keyboard.press("ArrowRight")
                    wait_until(page, "document.activeElement.scrollLeft > 0")
                    scrolled += 1
    assert scrolled >= 4


FONT = "assets/fonts/maths.woff2"
GROWN = """math => [...math.querySelectorAll("mo")].filter(mo => mo.textContent === "(")
  .map(mo => mo.getBoundingClientRect().height / parseFloat(getComputedStyle(mo).fontSize))"""


def test_brackets_grow_without_a_font_of_the_readers(page: Page, published: Published) -> None:
    """Fonts of the system that could help are taken out of the list, as on a phone."""
    page.goto(question(published, FORMULA))
    math = page.locator(".qa-formula math").first
    math.evaluate("""math => { math.style.fontFamily = '"Site Maths", serif'; return document.fonts.ready }""")
    assert max(math.evaluate(GROWN)) > 2
    math.evaluate("math => { math.style.fontFamily = 'serif' }")
    assert max(math.evaluate(GROWN)) < 2


@pytest.mark.parametrize(("slug", "count"), [(FORMULA, 1), (PLAIN, 0)])
def test_the_font_of_formulas_is_fetched_where_there_are_some(
    page: Page, published: Published, slug: str, count: int
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(question(published, slug), wait_until="networkidle")
    assert asked.count(published.root + FONT) == count
    assert [url for url in asked if url.endswith("maths-more.woff2")] == []
    assert (published.site / FONT).stat().st_size < 9_000
