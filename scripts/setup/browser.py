"""Find the Chromium that tests open pages in, install one where there is none, and print its path."""

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

ON_PATH = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
IN_APPLICATIONS = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
HELP = """\
No Chromium was found and none could be installed. Tests open the site in a browser, so do one of these:
  on Debian, as root:          apt-get install chromium
  elsewhere:                   .venv/bin/python -m playwright install --with-deps chromium
  with a browser of your own:  CHROMIUM=/path/to/chromium make test"""


class NoBrowserError(RuntimeError):
    """No Chromium that starts; the message says how to get one."""

    def __init__(self) -> None:
        """Carry the one message there is."""
        super().__init__(HELP)


def find() -> Path:
    """Return the first Chromium that starts: `$CHROMIUM`, Playwright's own, then one on the system.

    Raises NoBrowserError if there is none.
    """
    for candidate in _candidates():
        if _starts(candidate):
            return candidate
    raise NoBrowserError


def install() -> None:
    """Install Chromium and a Chinese font with apt-get for root on Debian, else Playwright's Chromium.

    What the installers print goes to standard error. That one of them failed shows when `find` finds nothing.
    """
    for command in _commands():
        subprocess.run(command, check=False, stdout=sys.stderr, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"})


def _candidates() -> Iterator[Path]:
    chosen = os.environ.get("CHROMIUM")
    if chosen:
        yield Path(chosen)
        return
    yield _playwrights_own()
    yield from (Path(found) for name in ON_PATH if (found := shutil.which(name)))
    yield IN_APPLICATIONS


def _playwrights_own() -> Path:
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)


def _starts(candidate: Path) -> bool:
    """Tell a browser from the stub that Ubuntu puts where its snap would be."""
    if not candidate.is_file():
        return False
    if os.name == "nt":  # There, asking for the version opens a window.
        return True
    try:
        run = subprocess.run([candidate, "--version"], check=False, capture_output=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return run.returncode == 0


def _commands() -> list[list[str]]:
    if not _is_root():
        return [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if not _is_debian():
        return [[sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"]]
    packages = ["chromium", "fonts-noto-cjk"]
    return [
        ["apt-get", "-qq", "update"],
        ["apt-get", "-qq", "install", "--yes", "--no-install-recommends", *packages],
    ]


def _is_root() -> bool:
    return os.name == "posix" and os.geteuid() == 0


def _is_debian() -> bool:
    try:
        return platform.freedesktop_os_release().get("ID") == "debian"
    except OSError:
        return False


def find_or_install() -> Path:
    """Return a Chromium that starts, after installing one if need be; raise NoBrowserError if that is in vain."""
    try:
        return find()
    except NoBrowserError:
        install()
    return find()


def main() -> int:
    """Print the path of a Chromium; return 1 if there is none in the end."""
    try:
        print(find_or_install())
    except NoBrowserError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
