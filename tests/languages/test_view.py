"""The choice of one language or both lasts, is in the address, and needs neither pointer nor luck."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.published import Published
from tests.reader import PLAIN, QUOTE, both, cut_off, opened, question, show_both, show_one, switch

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("published")]


def test_nothing_of_the_other_language_is_fetched_before_it_is_asked_for(page: Page, published: Published) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(question(published, PLAIN), wait_until="networkidle")
    assert question(published, PLAIN, "en") not in asked
    show_both(page)
    show_one(page)
    show_both(page)
    assert asked.count(question(published, PLAIN, "en")) >= 1


def test_both_is_in_the_address_and_survives_reload_the_next_page_and_another_reader(
    browser: Browser, page: Page, published: Published
) -> None:
    page.goto(f"{question(published, PLAIN)}#note")
    show_both(page)
    shared = page.url
    assert shared == f"{question(published, PLAIN)}?view=both#note"
    page.reload()
    expect(page.locator(".qa-both").last).to_be_visible()
    page.goto(question(published, QUOTE, "en"))
    expect(page.locator(".qa-both").last).to_be_visible()
    assert page.url == f"{question(published, QUOTE, 'en')}?view=both"
    with opened(browser) as other:
        other.goto(shared)
        expect(other.locator(".qa-both").last).to_be_visible()
        expect(other.locator("#note")).to_be_in_viewport()
        other.goto(question(published, QUOTE))
        expect(other.locator(".qa-view--ready")).to_be_visible()
        expect(other.locator(".qa-both")).to_have_count(0)


def test_a_language_alone_lasts_too(page: Page, published: Published) -> None:
    page.goto(question(published, PLAIN))
    show_both(page)
    page.locator(".qa-view").get_by_role("link", name="English").click()
    page.wait_for_url(question(published, PLAIN, "en"))
    expect(page.locator(".qa-view--ready")).to_be_visible()
    expect(page.locator(".qa-both")).to_have_count(0)
    page.goto(f"{published.root}q/{QUOTE}/")
    page.wait_for_url(question(published, QUOTE, "en"))


def test_the_switch_in_the_header_keeps_both(page: Page, published: Published) -> None:
    page.goto(f"{question(published, PLAIN)}?view=both#note")
    switch(page).click()
    page.wait_for_url(f"{question(published, PLAIN, 'en')}?view=both#note")
    expect(page.locator(".qa-both").last).to_be_visible()


def test_the_view_is_chosen_by_keyboard_and_keeps_the_focus(page: Page, published: Published) -> None:
    page.goto(question(published, PLAIN))
    page.locator(".qa-meta a").last.focus()
    for name in ("中文", "English", "对照"):
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name=name, exact=True).and_(page.locator(".qa-view a"))).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".qa-view [role=status]")).to_have_text("已显示中英对照。")
    expect(both(page)).to_be_focused()
    expect(both(page)).to_have_attribute("aria-current", "true")
    expect(page.locator(".qa-view [aria-current]")).to_have_count(1)
    for _ in ("link", "Markdown", "cite", "heading", "text"):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.qa-both') !== null")


def test_without_scripts_the_languages_are_links_and_there_is_no_third(browser: Browser, published: Published) -> None:
    with opened(browser, java_script_enabled=False) as page:
        page.goto(f"{question(published, PLAIN)}?view=both")
        expect(both(page)).to_be_hidden()
        page.locator(".qa-view").get_by_role("link", name="English").click()
        page.wait_for_url(question(published, PLAIN, "en"))
        page.locator(".qa-view").get_by_role("link", name="中文").click()
        page.wait_for_url(question(published, PLAIN))


def test_if_the_other_language_cannot_be_fetched_the_page_says_so_and_works(page: Page, published: Published) -> None:
    page.goto(question(published, PLAIN))
    other = question(published, PLAIN, "en")
    page.route(other, cut_off)
    both(page).click()
    expect(page.locator(".qa-view [role=status]")).to_contain_text("英文没有载入")
    expect(page.locator(".qa-both")).to_have_count(0)
    expect(page.locator(".qa-view [aria-current]")).to_have_text("中文")
    assert page.url == question(published, PLAIN)
    page.unroute(other)
    show_both(page)


def test_without_storage_everything_works_for_as_long_as_the_page_is_open(page: Page, published: Published) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('refused') } })"
    )
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{published.root}q/{PLAIN}/")
    page.wait_for_url(question(published, PLAIN))
    show_both(page)
    switch(page).click()
    page.wait_for_url(f"{question(published, PLAIN, 'en')}?view=both")
    assert [error for error in errors if "qa-" in error] == []
