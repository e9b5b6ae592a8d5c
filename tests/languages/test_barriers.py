"""No page keeps a reader out, as far as axe sees."""

from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser import wait_until
from tests.published import STALE, UNTRANSLATED, Published
from tests.reader import FORMULA, LIST, PHONE, PLAIN, WIDE, opened, question, term, tip

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("published")]


AXE = Path(str(files("axe_playwright_python") / "axe.min.js")).read_text("utf-8")
RUN = """async only => (await axe.run(document, only)).violations.map(
  found => `${location.href} ${found.id}: ${found.nodes[0].html.slice(0, 200)} ${found.nodes[0].failureSummary}`)"""
COLOURS = {"runOnly": ["color-contrast"]}
TRANSITION = 300
"""Milliseconds in which Material's colours change."""


def barriers(page: Page) -> list[str]:
    """Return what axe finds on the page, in its light colours and in its dark ones."""
    page.emulate_media(color_scheme="light")
    page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN, {})
    page.emulate_media(color_scheme="dark")
    wait_until(page, "[undefined, 'slate'].includes(document.body.dataset.mdColorScheme)")
    page.wait_for_timeout(TRANSITION)
    in_the_dark: list[str] = page.evaluate(RUN, COLOURS)
    return found + in_the_dark


LISTS = ("", "about/", "glossary/", "references/", "topics/", "topics/sft-and-data/")
KINDS = (*LISTS, f"q/{LIST}/", f"q/{UNTRANSLATED}/")
"""One page of each kind."""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_page_has_a_barrier_that_axe_sees(browser: Browser, published: Published, language: str) -> None:
    with opened(browser, reduced_motion="reduce") as page:
        found = []
        for path in [*published.paths, "404.html"]:
            if path.startswith(language) or path == "404.html":
                page.goto(published.root + path)
                found += barriers(page)
    assert found == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_kind_of_page_has_a_barrier_on_a_phone(browser: Browser, published: Published, language: str) -> None:
    with opened(browser, viewport=PHONE, reduced_motion="reduce") as page:
        found = []
        for path in [*(f"{language}/{kind}" for kind in KINDS), "404.html"]:
            page.goto(published.root + path)
            found += barriers(page)
    assert found == []


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_side_by_side_and_a_tip_have_no_barrier_that_axe_sees(
    browser: Browser, published: Published, language: str, viewport: ViewportSize
) -> None:
    with opened(browser, viewport=viewport, reduced_motion="reduce") as page:
        found = []
        for slug in (LIST, STALE, FORMULA):
            page.goto(f"{question(published, slug, language)}?view=both")
            page.locator(".qa-both").last.wait_for()
            term(page).hover()
            tip(page).wait_for()
            found += barriers(page)
    assert found == []


@pytest.mark.parametrize("place", ["", f"q/{PLAIN}/"])
def test_the_pages_without_a_language_have_no_barrier_that_axe_sees(
    browser: Browser, published: Published, place: str
) -> None:
    with opened(browser) as page:
        page.route("**/door.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
        page.goto(published.root + place)
        assert barriers(page) == []
