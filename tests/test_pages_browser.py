"""The built pages in a real browser: silent, self-contained, as wide as the window, and usable by keyboard."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Page

from tests.built import Built, together

pytestmark = [pytest.mark.browser, together]

PAGES = (
    "zh/",
    "zh/about/",
    "zh/topics/sft-and-data/",
    "zh/q/sft-prompt-diversity/",
    "zh/q/fixing-reward-model-ood/",
    "zh/q/why-dpo-is-off-policy/",
    "en/",
    "en/q/reward-model-drift-in-ppo/",
)


class _Handler(SimpleHTTPRequestHandler):
    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer as a host of static sites does."""
        del message, explain
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address(built: Built) -> Iterator[str]:
    """Serve the built site and return its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(built.site))) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@dataclass
class Noise:
    """What a page does that nobody asked for."""

    said: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, page: Page) -> "Noise":
        noise = cls()
        page.on("console", lambda message: noise.said.append(message.text))
        page.on("pageerror", lambda error: noise.said.append(str(error)))
        page.on("request", lambda request: noise.requests.append(request.url))
        page.on("requestfailed", lambda request: noise.failed.append(request.url))
        page.on("response", lambda answer: noise.failed.append(answer.url) if answer.status >= 400 else None)
        return noise


def scheme_of(page: Page) -> str:
    return str(page.evaluate("document.body.dataset.mdColorScheme"))


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(("media", "scheme"), [("light", "default"), ("dark", "slate")])
def test_pages_are_silent_self_contained_and_fit_the_window(
    page: Page, address: str, width: int, media: str, scheme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if media == "dark" else "light")
    noise = Noise.of(page)
    for name in PAGES:
        page.goto(address + name, wait_until="networkidle")  # Leaving earlier, it breaks off requests.
        assert scheme_of(page) == scheme, name
        too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert too_wide <= 0, f"{name} scrolls sideways by {too_wide} px"
    assert noise.said == []
    assert noise.failed == []
    assert [url for url in noise.requests if not url.startswith((address, "data:"))] == []


def test_the_palette_is_switched_by_keyboard_and_remembered(page: Page, address: str) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(address + "zh/q/bos-token-mismatch/")
    switch = page.locator("input[name=__palette]")
    names = [switch.nth(i).get_attribute("aria-label") for i in range(switch.count())]
    assert names == ["配色：跟随系统", "配色：浅色", "配色：深色"]
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "__palette":
            break
    assert page.evaluate("document.activeElement.name") == "__palette", "no Tab leads there"
    seen = [scheme_of(page)]
    for _ in names:
        page.keyboard.press("ArrowRight")
        seen.append(scheme_of(page))
    assert "slate" in seen
    while scheme_of(page) != "slate":
        page.keyboard.press("ArrowRight")
    page.reload()
    assert scheme_of(page) == "slate"


@pytest.mark.parametrize(
    ("path", "headings", "link"),
    [
        ("no-such-page/", ["这个地址没有页面", "There is no page at this address"], "中文首页"),
        ("zh/q/no-such-question/", ["这个地址没有页面"], "中文首页"),
        ("en/a/b/c.html", ["There is no page at this address"], "English home page"),
    ],
)
def test_a_missing_page_leads_back_in_the_language_of_its_address(
    page: Page, address: str, path: str, headings: list[str], link: str
) -> None:
    noise = Noise.of(page)
    answer = page.goto(address + path)
    assert answer is not None
    assert answer.status == 404
    assert page.get_by_role("heading", level=1).all_inner_texts() == headings[:1]
    assert page.locator("h1, h2").filter(visible=True).all_inner_texts() == headings
    assert [url for url in noise.failed if url != address + path] == []
    page.get_by_role("link", name=link).click()
    page.wait_for_url(f"{address}{'en' if path.startswith('en') else 'zh'}/")


def test_a_citation_leads_to_its_reference_and_back(page: Page, address: str) -> None:
    page.goto(address + "zh/q/fixing-reward-model-ood/")
    page.locator("#cite-2 a").click()
    reference = page.locator("li:target")
    assert reference.get_attribute("value") == "2"
    reference.locator("a.qa-back").click()
    assert page.locator("sup:target").inner_text() == "[2]"
