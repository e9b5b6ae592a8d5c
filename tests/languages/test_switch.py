"""The switch to the other language keeps the reader's place."""

from http import HTTPStatus

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from tests.published import Published
from tests.reader import PLAIN, opened, path_of, question, switch

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("published")]


def missing(answer: Response) -> list[str]:
    return [f"{answer.status} {answer.url}"] if answer.status >= HTTPStatus.BAD_REQUEST else []


def test_the_switch_keeps_page_and_anchor_on_every_page_and_nothing_is_missing(
    browser: Browser, published: Published
) -> None:
    problems: list[str] = []
    with opened(browser) as page:
        page.on("response", lambda answer: problems.extend(missing(answer)))
        page.on("console", lambda message: problems.append(f"{page.url}: {message.text}"))
        page.on("pageerror", lambda error: problems.append(f"{page.url}: {error}"))
        for path in published.paths:
            anchor = "#references" if "/q/" in path else "#place"
            page.goto(published.root + path + anchor)
            switch(page).click()
            page.wait_for_load_state()
            assert path_of(page, published) == ("en" if path.startswith("zh") else "zh") + path[2:] + anchor
            expect(page.locator("html")).to_have_attribute("lang", "en" if path.startswith("zh") else "zh")
    assert problems == []


def test_the_switch_keeps_an_anchor_that_the_reader_came_to_on_the_page(page: Page, published: Published) -> None:
    page.goto(question(published, PLAIN))
    page.locator("#note-1 a").click()
    switch(page).focus()
    page.locator(".qa-back").nth(1).click()
    anchor = page.url.partition("#")[2]
    assert anchor
    switch(page).press("Enter")
    page.wait_for_url(f"{question(published, PLAIN, 'en')}#{anchor}")


def test_the_switch_keeps_the_page_without_scripts(browser: Browser, published: Published) -> None:
    with opened(browser, java_script_enabled=False) as page:
        page.goto(question(published, PLAIN))
        switch(page).click()
        page.wait_for_url(question(published, PLAIN, "en"))
        switch(page).click()
        page.wait_for_url(question(published, PLAIN))


def test_a_page_that_does_not_exist_leads_to_both_home_pages(page: Page, published: Published) -> None:
    page.goto(f"{published.root}zh/q/no-such-page/")
    switch(page).click()
    page.wait_for_url(f"{published.root}en/")
