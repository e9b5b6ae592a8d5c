"""A site as it is published: what its pages load, and what a browser says to them."""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request

from tests.feeds import json_faults
from tests.project import SLUGS
from tests.published import BASE, Published

pytestmark = pytest.mark.xdist_group("published")

QUESTION = "zh/q/sft-prompt-diversity/"
SAMPLE = [
    "zh/",
    "en/q/fixing-reward-model-ood/",
    QUESTION,
    "zh/q/dpo-both-probabilities-fall/",
    "en/topics/",
    "zh/glossary/",
    "en/about/",
]
_DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
FIRST_VIEW = 80_000
SECOND_VIEW = 15_000
REQUESTS = 10
OURS = 15_000


def policy_of(page: str) -> str:
    (policy,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', page)
    return str(policy)


def test_every_page_has_the_same_policy_before_anything_else(published: Published) -> None:
    pages = [path.read_text("utf-8") for path in published.site.rglob("*.html")]

    (policy,) = {policy_of(page) for page in pages}
    assert all(page.index("Content-Security-Policy") < page.index("<title>") for page in pages)
    assert all(page.index("Content-Security-Policy") < page.index("<link") for page in pages)
    assert "unsafe-inline" not in policy.partition("script-src")[2].partition(";")[0]
    headers = (published.site / "_headers").read_text("utf-8")
    assert f"Content-Security-Policy: {policy}; frame-ancestors" in headers
    for name in ("Referrer-Policy", "Permissions-Policy", "X-Content-Type-Options: nosniff"):
        assert name in headers


def test_all_data_in_pages_can_be_read(published: Published) -> None:
    for path in published.site.rglob("*.html"):
        for text in re.findall(
            r'<script type="application/ld\+json">(.*?)</script>', path.read_text("utf-8"), re.DOTALL
        ):
            data = json.loads(text)
            assert data["@context"] == "https://schema.org"
            if "/q/" in path.as_posix() and path.relative_to(published.site).parts[0] == "zh":
                assert data["mainEntity"]["acceptedAnswer"]["text"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_feeds_keep_the_laws(published: Published, language: str) -> None:
    feed = json.loads((published.site / language / "feed.json").read_bytes())

    assert list(json_faults(feed)) == []
    assert len(feed["items"]) == len(SLUGS) - (language == "en")


def test_style_sheets_and_scripts_are_one_each(published: Published) -> None:
    page = published.html(QUESTION)

    assert page.count('rel="stylesheet"') == 1
    assert len(re.findall(r"<script[^>]* src=", page)) == 2
    left = {path.name for path in (published.site / "assets/stylesheets").iterdir()}
    assert left == {"door.css", *(name for name in left if name.startswith("site."))}
    assert not (published.site / "assets/javascripts/lunr").exists()


def test_what_is_ours_is_light(published: Published) -> None:
    (script,) = (published.site / "assets/javascripts").glob("site.*.js")

    assert len(gzip.compress(script.read_bytes(), 6)) < OURS


@pytest.fixture
def watched(browser: Browser) -> Iterator[tuple[Page, list[Request], list[str]]]:
    """Open a page whose requests and messages are written down, policy violations among them."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    requests: list[Request] = []
    said: list[str] = []
    page.on("request", lambda request: requests.append(request))  # noqa: PLW0108  # Playwright marks what it is given
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page, requests, said
    context.close()


def weight(site: Path, requests: list[Request], root: str) -> int:
    """Return the bytes that a host with gzip would send for these requests."""
    total = 0
    for request in requests:
        path = site / request.url.removeprefix(root).partition("?")[0]
        data = (path / "index.html" if path.is_dir() else path).read_bytes()
        total += len(data) if path.suffix in {".png", ".woff2"} else len(gzip.compress(data, 6))
    return total


@pytest.mark.browser
@pytest.mark.parametrize("path", SAMPLE)
def test_a_page_is_light_and_silent(
    watched: tuple[Page, list[Request], list[str]], published: Published, path: str
) -> None:
    page, requests, said = watched

    page.goto(published.root + path, wait_until="networkidle")

    assert said == []
    assert [r.url for r in requests if not r.url.startswith(published.root)] == []
    assert len(requests) <= REQUESTS, [r.url for r in requests]
    if "/q/" not in path:
        return
    assert weight(published.site, requests, published.root) < FIRST_VIEW
    first = {r.url for r in requests}
    requests.clear()
    page.goto(published.root + path.replace(path.split("/")[2], SLUGS[0]), wait_until="networkidle")
    assert weight(published.site, [r for r in requests if r.url not in first], published.root) < SECOND_VIEW


@pytest.mark.browser
def test_a_script_that_is_not_of_the_site_does_not_run(page: Page, published: Published) -> None:
    """The policy is seen to hold: the browser refuses a planted script."""
    body = published.html(QUESTION).replace("</head>", "<script>window.planted = 1</script></head>")
    page.route(f"**{BASE}{QUESTION}", lambda route: route.fulfill(body=body, content_type="text/html"))

    page.goto(published.root + QUESTION)

    assert page.evaluate("window.planted") is None
    assert page.evaluate("typeof __md_get") == "function"
