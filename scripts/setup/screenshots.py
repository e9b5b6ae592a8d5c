"""Photograph the built site for the README: after `make site`, `cd scripts && python -m setup.screenshots`."""

import base64
import sys
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import Browser, sync_playwright

from setup.browser import find

ROOT = Path(__file__).parents[2]
IMAGES = ROOT / ".github/images"


@dataclass(frozen=True, slots=True)
class Picture:
    """One photograph."""

    name: str
    """Its file, without an ending."""

    path: str
    """The page, below the site's address."""

    width: int
    """Of the window, in pixels."""

    height: int
    """Of the window, in pixels."""


PICTURES = (
    Picture("home-zh", "zh/", 1200, 800),
    Picture("home-en", "en/", 1200, 800),
    Picture("question-both", "zh/q/dpo-step-zero-loss/?view=both", 1200, 900),
)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the library's
        pass


def photograph(browser: Browser, address: str, picture: Picture) -> bytes:
    """Return `picture` as WebP, which Playwright itself does not write."""
    page = browser.new_page(viewport={"width": picture.width, "height": picture.height}, color_scheme="light")
    page.goto(address + picture.path)
    page.wait_for_load_state("networkidle")
    session = page.context.new_cdp_session(page)
    shot = session.send("Page.captureScreenshot", {"format": "webp", "quality": 80})
    page.close()
    return base64.b64decode(shot["data"])


def main() -> int:
    """Write every picture; return 2 if there is no site."""
    if not (ROOT / "site/index.html").is_file():
        print("There is no site/; run make site first.", file=sys.stderr)
        return 2
    IMAGES.mkdir(parents=True, exist_ok=True)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(ROOT / "site"))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as playwright, playwright.chromium.launch(executable_path=find()) as browser:
            for picture in PICTURES:
                shot = photograph(browser, f"http://127.0.0.1:{server.server_port}/", picture)
                (IMAGES / f"{picture.name}.webp").write_bytes(shot)
        server.shutdown()
    return 0


if __name__ == "__main__":
    sys.exit(main())
