"""A reader of the published site, in a browser of their own."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Locator, Page, Route, ViewportSize, expect

from tests.published import Published

WIDE: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}

PLAIN = "sft-packing-effects"
LIST = "sft-prompt-diversity"
"""One list, with pictures and a caption in its items."""
QUOTE = "sft-new-knowledge"
FORMULA = "dpo-step-zero-loss"


@contextmanager
def opened(browser: Browser, **options: Any) -> Iterator[Page]:  # noqa: ANN401  # Playwright's own options
    """Open an empty page of a browser that knows nothing of the site yet."""
    context = browser.new_context(**({"locale": "zh-CN", "viewport": WIDE} | options))
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def question(published: Published, slug: str, language: str = "zh") -> str:
    """Return the address of a question."""
    return f"{published.root}{language}/q/{slug}/"


def path_of(page: Page, published: Published) -> str:
    """Return what the page's address says below the root."""
    return page.url.removeprefix(published.root)


def switch(page: Page) -> Locator:
    return page.locator("header [data-lang-switch]")


def both(page: Page) -> Locator:
    return page.locator(".qa-view__both")


def show_both(page: Page) -> None:
    both(page).click()
    expect(page.locator(".qa-view__status")).to_have_attribute("data-state", "ready")


def show_one(page: Page, name: str = "中文") -> None:
    page.locator(".qa-view").get_by_role("link", name=name).click()
    expect(page.locator(".qa-both")).to_have_count(0)


def term(page: Page) -> Locator:
    return page.locator('article a[href*="glossary/#"]').first


def tip(page: Page) -> Locator:
    return page.get_by_role("tooltip")


def cut_off(route: Route) -> None:
    """Answer as a network does that is not there."""
    route.abort()
