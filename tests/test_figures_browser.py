"""Figures in a browser: in the page's colours, readable on a phone, enlarged by finger and keyboard, links at least."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.published import Published
from tests.reader import FORMULA, LIST, PHONE, opened, question

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("published")]

COLOUR = "drawing => getComputedStyle(drawing.querySelector('.f-bold')).fill"


def test_a_drawing_is_a_picture_with_a_name_and_follows_the_page_and_not_the_system(
    page: Page, published: Published
) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(question(published, FORMULA))
    drawing = page.get_by_role("img", name="DPO 损失随差值变化的曲线")
    light = drawing.evaluate(COLOUR)
    page.evaluate("document.body.dataset.mdColorScheme = 'slate'")
    assert drawing.evaluate(COLOUR) != light


@pytest.mark.parametrize("language", ["zh", "en"])
def test_words_in_a_drawing_are_readable_on_a_phone(browser: Browser, published: Published, language: str) -> None:
    with opened(browser, viewport=PHONE) as page:
        page.goto(question(published, LIST, language))
        sizes = page.locator(".qa-drawing").evaluate_all(
            "all => all.map(one => 11.5 * one.getBoundingClientRect().width / one.viewBox.baseVal.width)"
        )
        assert len(sizes) == 3
        assert min(sizes) >= 9
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_keyboard_enlarges_a_figure_and_gets_the_focus_back(page: Page, published: Published) -> None:
    page.goto(question(published, FORMULA))
    button = page.get_by_role("button", name="放大图片")
    for key in ("Enter", "Space"):
        button.focus()
        page.keyboard.press(key)
        dialog = page.get_by_role("dialog", name="放大图片")
        expect(dialog.get_by_role("img")).to_be_in_viewport()
        expect(dialog.get_by_role("button", name="关闭")).to_be_focused()
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        expect(button).to_be_focused()


def test_a_finger_enlarges_a_figure_and_closes_it(browser: Browser, published: Published) -> None:
    with opened(browser, viewport=PHONE, has_touch=True) as page:
        page.goto(question(published, LIST))
        expect(page.locator(".qa-figure--ready")).to_have_count(3)
        page.locator(".qa-drawing").first.tap()
        large = page.locator(".qa-large svg")
        assert large.evaluate("svg => svg.getBoundingClientRect().width") > PHONE["width"]
        page.get_by_role("button", name="关闭").tap()
        expect(large).to_have_count(0)


def test_without_scripts_the_link_opens_the_file(browser: Browser, published: Published) -> None:
    with opened(browser, java_script_enabled=False) as page:
        page.goto(question(published, FORMULA))
        page.locator(".qa-enlarge").click()
        page.wait_for_url(f"{published.root}assets/figures/dpo-loss.zh.svg")


def test_below_a_figure_side_by_side_no_link_looks_like_a_picture(page: Page, published: Published) -> None:
    page.goto(f"{question(published, LIST)}?view=both")
    link = page.locator(".qa-caption a[href*='.zhimg.com/']").first
    expect(link).to_have_css("display", "inline")
