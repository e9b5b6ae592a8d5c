"""Pages without a language open in the reader's."""

import pytest
from playwright.sync_api import Browser, Page

from tests.published import UNTRANSLATED, Published
from tests.reader import PLAIN, opened, path_of, question, switch

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("published")]


@pytest.mark.parametrize(
    ("locale", "language"), [("zh-CN", "zh"), ("zh-Hant-TW", "zh"), ("en-GB", "en"), ("fr-FR", "en")]
)
@pytest.mark.parametrize("place", ["", f"q/{PLAIN}/", f"q/{UNTRANSLATED}/"])
def test_an_address_without_a_language_opens_in_the_browsers(
    browser: Browser, published: Published, locale: str, language: str, place: str
) -> None:
    with opened(browser, locale=locale) as page:
        page.goto(f"{published.root}{place}?from=mail#references")
        page.wait_for_url(f"{published.root}{language}/{place}?from=mail#references")


@pytest.mark.parametrize("place", ["", f"q/{PLAIN}/"])
def test_the_choice_made_last_counts_more_than_the_browsers_language(
    page: Page, published: Published, place: str
) -> None:
    page.goto(f"{published.root}zh/about/")
    switch(page).click()
    page.wait_for_url(f"{published.root}en/about/")
    page.goto(published.root + place)
    page.wait_for_url(f"{published.root}en/{place}")


def test_going_back_from_a_door_leads_to_where_the_reader_was(page: Page, published: Published) -> None:
    page.goto(f"{published.root}zh/about/")
    page.evaluate("place => { location.href = place }", f"{published.root}q/{PLAIN}/")
    page.wait_for_url(question(published, PLAIN))
    page.go_back()
    assert path_of(page, published) == "zh/about/"


@pytest.mark.parametrize("place", ["", f"q/{PLAIN}/"])
def test_an_address_without_a_language_offers_both_without_scripts(
    browser: Browser, published: Published, place: str
) -> None:
    with opened(browser, java_script_enabled=False) as page:
        for name, language in (("中文", "zh"), ("English", "en")):
            page.goto(published.root + place)
            page.get_by_role("link", name=name).click()
            assert path_of(page, published) == f"{language}/{place}"
