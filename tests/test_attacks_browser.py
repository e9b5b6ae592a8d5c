"""Attacks in a real browser: nothing in an export, a title, a file's name, front matter or a fact runs on the site."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import markdown
import pytest
from mkdocs.config import load_config
from playwright.sync_api import Browser, Dialog, Frame, Page, Request

from tests.hostile import ATTACKS, Attack, Hostile, attacks, hostile
from tests.project import ROOT, run

__all__ = ["hostile"]

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("attacks")]

INSPECT = (ATTACKS / "inspect.js").read_text(encoding="utf-8")
LEAST = 150
FEW = 20
"""Frames that are open at a time."""

_OPEN = """addresses => {
  window.open_frames = addresses.length;
  for (const address of addresses) {
    const frame = document.createElement("iframe");
    frame.name = frame.src = address;
    frame.onload = () => --window.open_frames;
    document.body.append(frame);
  }
}"""
_ALL_ARE_OPEN = "() => window.open_frames <= 0"


@dataclass
class Opened:
    """What happened while pages were open."""

    origin: str
    """Where they came from."""

    ran: set[int] = field(default_factory=set)
    """Numbers of the attacks whose program ran."""

    asked: set[str] = field(default_factory=set)
    """Addresses on other hosts that were asked for."""

    moved: list[str] = field(default_factory=list)
    """Pages that went elsewhere, dialogs and new windows."""

    pages: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What `inspect.js` saw, by address."""

    def request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.origin}/", "data:", "blob:")):
            self.asked.add(request.url)

    def dialog(self, dialog: Dialog) -> None:
        self.moved.append(dialog.message)
        dialog.dismiss()

    def popup(self, popup: Page) -> None:
        self.moved.append(popup.url)


def opened(browser: Browser, origin: str, addresses: Sequence[str]) -> Opened:
    """Open the pages in frames, some at a time, and see what happens."""
    seen = Opened(origin)
    context = browser.new_context(locale="zh-CN", bypass_csp=True)  # the text must be harmless by itself
    context.expose_function("ran", lambda number: seen.ran.add(number))  # noqa: PLW0108 - Playwright marks what it calls
    context.on("request", seen.request)
    page = context.new_page()
    page.on("dialog", seen.dialog)
    page.on("popup", seen.popup)
    page.route(f"{origin}/frames", lambda route: route.fulfill(body="<!doctype html>", content_type="text/html"))
    for first in range(0, len(addresses), FEW):
        page.goto(f"{origin}/frames")
        page.evaluate(_OPEN, addresses[first : first + FEW])
        page.wait_for_function(_ALL_ARE_OPEN, timeout=60_000)
        for frame in _frames(page):
            if frame.url != origin + frame.name:
                seen.moved.append(f"{frame.name} became {frame.url}")
            else:
                seen.pages[frame.name] = frame.evaluate(INSPECT)
        page.wait_for_timeout(20)
    context.close()
    return seen


def _frames(page: Page) -> Iterator[Frame]:
    return (frame for frame in page.frames if frame.parent_frame is page.main_frame)


@pytest.fixture(scope="module")
def all_pages(browser: Browser, hostile: Hostile) -> Opened:
    """Open every Chinese page, the English ones with facts, and some others, without the theme's files."""
    english = [path for path in hostile.pages("en") if "/carrier-" in path or not path.startswith("/en/q/")]
    addresses = [
        *hostile.pages("zh"),
        *english,
        *hostile.pages("en")[::40],
        *hostile.pages("q")[::40],
        "/",
        "/404.html",
    ]
    return opened(browser, hostile.origin, [f"/bare{address}" for address in addresses])


def test_there_are_attacks_enough() -> None:
    found = attacks()

    assert len({attack.text for attack in found}) == len(found) >= LEAST


def test_every_attack_is_on_the_site(hostile: Hostile) -> None:
    texts = "".join(path.read_text("utf-8") for path in (hostile.folder / "docs/ledger").rglob("*.jsonl"))
    # The program refuses files with characters that no text has.
    refused = sum(not re.fullmatch(r"[^\x00-\x08\x0e-\x1f]*", attack.text) for attack in attacks())

    assert texts.count('"is":"export"') >= 1.1 * (len(attacks()) - refused)
    assert len(all_questions(hostile)) >= 1.1 * (len(attacks()) - refused)


def all_questions(hostile: Hostile) -> list[str]:
    return [path for path in hostile.pages("zh") if path.startswith("/zh/q/")]


def test_nothing_runs(all_pages: Opened) -> None:
    assert not {attack.name for attack in attacks() if attack.number in all_pages.ran}
    assert not all_pages.ran


def test_no_other_host_is_asked_for_anything(all_pages: Opened) -> None:
    assert not all_pages.asked


def test_no_page_leaves_or_speaks(all_pages: Opened) -> None:
    assert not all_pages.moved


def test_nothing_that_acts_stands_on_a_page(all_pages: Opened) -> None:
    assert not {address: page["found"] for address, page in all_pages.pages.items() if page["found"]}


def test_no_page_has_more_elements_than_the_theme_gives_it(all_pages: Opened) -> None:
    # Carriers have notes and references.
    questions = {
        address: page
        for address, page in all_pages.pages.items()
        if address.startswith("/bare/zh/q/") and "/carrier-" not in address
    }
    usual = next(iter(questions.values()))["counts"]
    odd = {
        address: (name, count)
        for address, page in questions.items()
        for name, count in page["counts"].items()
        # Task lists have boxes; neighbours, of which the first and last page have one, have links.
        # A page whose title shows nothing has one fact about itself less.
        if count != usual[name] and name not in {"input", "link"} and (name != "meta" or count > usual[name])
    }
    assert not odd


def test_every_mark_of_ours_is_where_a_browser_sees_it(all_pages: Opened) -> None:
    questions = {
        address: page["marks"] for address, page in all_pages.pages.items() if address.startswith("/bare/zh/q/")
    }

    assert not {address for address, marks in questions.items() if "/answer" not in marks}
    assert not {address for address, marks in questions.items() if ("question" in marks) != ("/question" in marks)}


def test_every_export_comes_back_from_the_pages(hostile: Hostile) -> None:
    done = run(hostile.folder, "scripts/check.py", "--rebuild", "rebuilt")

    assert done.returncode == 0, "\n".join(line for line in done.stdout.splitlines() if "identical" not in line)


def test_the_theme_reads_hostile_pages_unharmed(browser: Browser, hostile: Hostile) -> None:
    listed = [path for path in hostile.pages("zh") if not path.startswith("/zh/q/")][:12]
    seen = opened(browser, hostile.origin, [*listed, *all_questions(hostile)[::25]])

    assert not seen.ran
    assert not seen.asked
    assert not seen.moved
    assert not {address: page["found"] for address, page in seen.pages.items() if page["found"]}


def test_the_net_has_no_holes(browser: Browser, hostile: Hostile) -> None:
    """Open every second attack unsanitised: a net that catches nothing here proves nothing above."""
    config = load_config(str(ROOT / "mkdocs.yml"))
    folder = hostile.site / "control"
    folder.mkdir()
    some = attacks()[::2]
    for attack in some:
        html = markdown.markdown(
            attack.text, extensions=config.markdown_extensions, extension_configs=config.mdx_configs
        )
        (folder / f"{attack.number}.html").write_text(f"<!doctype html><article>{html}</article>", encoding="utf-8")
    seen = opened(browser, hostile.origin, [f"/control/{attack.number}.html" for attack in some])

    assert len(seen.ran) >= len(some) / 3
    assert len(seen.asked) >= len(some) / 20
    assert seen.moved
    assert sum(_is_caught(attack, seen) for attack in some) >= 0.75 * len(some)


def _is_caught(attack: Attack, seen: Opened) -> bool:
    address = f"/control/{attack.number}.html"
    return attack.number in seen.ran or address not in seen.pages or bool(seen.pages[address]["found"])
