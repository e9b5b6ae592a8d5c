"""Link, Markdown and citations can be copied, with a clipboard for pages or without; without scripts they are there."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import wait_until
from tests.project import SLUGS
from tests.published import Published

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("published")]

PATH = "zh/q/sft-prompt-diversity/"
NEUTRAL = "q/sft-prompt-diversity/"
# As on a page that is not secure, and in browsers inside chat apps.
WITHOUT = "Object.defineProperty(navigator, 'clipboard', { value: undefined })"
CAUGHT = "addEventListener('copy', () => (window.copied = document.activeElement.value))"


@pytest.fixture(params=["clipboard", "selection"])
def copying(browser: Browser, request: pytest.FixtureRequest, published: Published) -> Iterator[Page]:
    """Open a question; what is copied can be read by `copied`."""
    context = browser.new_context(locale="zh-CN", permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    if request.param == "selection":
        page.add_init_script(f"{WITHOUT}; {CAUGHT}")
    page.goto(published.root + PATH, wait_until="networkidle")
    yield page
    context.close()


def copied(page: Page) -> str:
    expect(page.locator(".qa-share__status")).to_have_text("已复制。")
    return str(page.evaluate("navigator.clipboard ? navigator.clipboard.readText() : window.copied"))


def test_the_link_is_the_one_without_a_language(copying: Page, published: Published) -> None:
    copying.get_by_role("button", name="复制链接").click()

    assert copied(copying) == published.root + NEUTRAL


def test_the_markdown_is_the_file_beside_the_page(copying: Page, published: Published) -> None:
    copying.get_by_role("button", name="复制 Markdown").press("Enter")

    assert copied(copying).strip() == (published.site / PATH / "index.md").read_text("utf-8").strip()


def test_a_citation_is_what_is_shown(copying: Page) -> None:
    expect(copying.locator("pre.qa-cite__text").first).to_be_hidden()
    copying.locator(".qa-cite > summary").click()
    copying.get_by_role("button", name="复制 BibTeX").press("Space")

    shown = copying.locator("pre.qa-cite__text").first.text_content() or ""
    assert copied(copying).strip() == shown.strip()
    assert shown.startswith("@misc{sft-prompt-diversity,")


def test_an_anchor_is_reached_by_keyboard_and_copies_its_place(copying: Page, published: Published) -> None:
    anchor = copying.locator("#p1 > .qa-anchor")
    copying.locator("#p1 a:not(.qa-anchor)").last.focus()
    copying.keyboard.press("Tab")
    expect(anchor).to_be_focused()
    expect(anchor).to_have_css("opacity", "1")
    copying.keyboard.press("Enter")

    assert copied(copying) == f"{published.root}{NEUTRAL}#p1"
    assert copying.url.endswith(f"{PATH}#p1")


def test_a_selected_passage_is_linked_and_found(copying: Page) -> None:
    copying.evaluate(
        """() => { const range = document.createRange(); const text = document.querySelector("#n1").firstChild;
        range.setStart(text, 0); range.setEnd(text, 30); getSelection().addRange(range); }"""
    )
    copying.get_by_role("button", name="复制链接").click()

    link = copied(copying)
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/qa/" + PATH + r"#:~:text=[^#]+", link)
    copying.goto("about:blank")
    copying.goto(link)
    wait_until(copying, "scrollY > 200")


def test_without_scripts_all_is_there(browser: Browser, published: Published) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(published.root + PATH)

    assert page.locator("[data-share=link]").get_attribute("href") == f"../../../{NEUTRAL}"
    page.locator(".qa-cite > summary").click()
    expect(page.locator("pre.qa-cite__text").first).to_be_visible()
    expect(page.locator("button.qa-cite__copy")).to_have_count(0)
    context.close()


@pytest.mark.parametrize("slug", SLUGS[:3])
def test_places_have_the_same_address_in_both_languages(published: Published, slug: str) -> None:
    ids = [
        re.findall(r'\bid="(p\d+|ref-[\w-]+)"', published.html(f"{language}/q/{slug}/")) for language in ("zh", "en")
    ]
    assert ids[0] == ids[1] != []
