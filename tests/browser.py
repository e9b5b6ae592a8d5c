"""Pages in a real Chromium; a test that asks for `page` fails, and is not skipped, where there is no browser."""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from setup.browser import find

ARGUMENTS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A page that asks another host for anything gets nothing, on every machine alike.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start one Chromium for all tests of a process.

    Playwright starts it without the sandbox, which root cannot have.
    """
    executable = find()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open an empty page that shares nothing with any other test: no storage, no cache."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def wait_until(page: Page, condition: str, arg: object = None, *, patience: float = 30.0) -> None:
    """Wait until a condition holds on the page.

    Playwright's `wait_for_function` evaluates strings in the page, which the policy of our pages forbids.
    """
    end = time.monotonic() + patience
    while not page.evaluate(condition, arg):
        assert time.monotonic() < end, condition
        page.wait_for_timeout(50)
