"""The home page shows on one screen what there is, and its search box is a form."""

import pytest
from playwright.sync_api import Browser, expect

from tests.published import Published
from tests.reader import PHONE, opened

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("published")]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", [PHONE, {"width": 1280, "height": 800}], ids=["phone", "desk"])
def test_everything_is_on_the_first_screen(
    browser: Browser, published: Published, size: dict[str, int], language: str
) -> None:
    with opened(browser, viewport=size) as page:
        page.goto(f"{published.root}{language}/")
        expect(page.locator(".qa-topic")).to_have_count(4)
        for place in ("h1", ".qa-about", ".qa-find", "#start", ".qa-start li >> nth=0", "#new", ".qa-new li >> nth=0"):
            expect(page.locator(place)).to_be_in_viewport(ratio=0.9)
        for question in page.locator(".qa-topic li").all():
            expect(question).to_be_in_viewport(ratio=0.9)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_the_search_box_sends_its_words_to_the_search(browser: Browser, published: Published) -> None:
    with opened(browser, viewport=PHONE) as page:
        page.goto(f"{published.root}zh/")
        page.get_by_role("searchbox", name="搜索全部问答").fill("奖励模型")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{published.root}zh/?q=*")


def test_without_scripts_there_is_no_box_that_does_nothing(browser: Browser, published: Published) -> None:
    with opened(browser, java_script_enabled=False) as page:
        page.goto(f"{published.root}zh/")
        expect(page.locator(".qa-find")).to_be_hidden()
