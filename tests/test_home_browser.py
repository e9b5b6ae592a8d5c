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


MEASURE = """sample => {
  const made = document.createElement('span');
  made.textContent = sample;
  made.style.whiteSpace = 'nowrap';
  document.querySelector('article > p').append(made);
  const each = made.getBoundingClientRect().width / sample.length;
  made.remove();
  return document.querySelector('article > p').getBoundingClientRect().width / each;
}"""
LATIN = "The author of this answer thinks that a model learns little that is new from a few examples, and says why. "


@pytest.mark.parametrize(
    ("language", "sample", "wanted"), [("zh", "的" * 40, range(35, 41)), ("en", LATIN * 3, range(65, 79))]
)
def test_a_line_has_as_many_characters_as_are_read_well(
    browser: Browser, published: Published, language: str, sample: str, wanted: range
) -> None:
    with opened(browser) as page:
        page.goto(f"{published.root}{language}/q/sft-new-knowledge/")
        assert round(page.evaluate(MEASURE, sample)) in wanted


@pytest.mark.parametrize("path", ["zh/", "zh/q/sft-prompt-diversity/", "en/q/dpo-step-zero-loss/"])
def test_nothing_shifts_while_a_page_loads(browser: Browser, published: Published, path: str) -> None:
    with opened(browser, viewport=PHONE) as page:
        page.add_init_script(
            "shifted = 0; new PerformanceObserver(list => list.getEntries().forEach(entry => shifted += entry.value))"
            ".observe({ type: 'layout-shift', buffered: true })"
        )
        page.goto(published.root + path, wait_until="networkidle")
        assert page.evaluate("shifted") == 0


def test_on_paper_there_is_the_answer_with_its_address_and_sources(browser: Browser, published: Published) -> None:
    with opened(browser) as page:
        page.goto(f"{published.root}zh/q/sft-prompt-diversity/")
        page.emulate_media(media="print", color_scheme="dark")
        for shown in ("h1", ".qa-meta", ".qa-figure >> nth=0", ".qa-note", ".qa-references", ".qa-address"):
            expect(page.locator(shown)).to_be_visible()
        for hidden in ("header", ".qa-pager", "#changes", ".qa-enlarge >> nth=0", ".qa-back >> nth=0", ".qa-view"):
            expect(page.locator(hidden).first).to_be_hidden()
        assert (
            page.evaluate("getComputedStyle(document.querySelector('.qa-note')).backgroundColor") == "rgba(0, 0, 0, 0)"
        )
        assert page.evaluate("getComputedStyle(document.querySelector('.f-t')).fill") == "rgb(0, 0, 0)"
        source = "getComputedStyle(document.querySelector('.qa-meta a[href^=http]'), '::after').content"
        assert "https://zhuanlan.zhihu.com/p/687799662" in page.evaluate(source)
