"""Find the Chromium that tests open pages in, install one where there is none, and print its path."""

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ON_PATH = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
IN_APPLICATIONS = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
# A process of its own, because a test may have a Playwright running already.
ASK_PLAYWRIGHT = """\
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""
# Playwright's driver is a Node.js that needs libatomic, which a small Debian does not have.
DEBIAN_PACKAGES = ("chromium", "fonts-noto-cjk", "libatomic1")
HELP = f"""\
Tests open the site in a browser, and none could be installed, so do one of these:
  on Debian, as root:          apt-get install {" ".join(DEBIAN_PACKAGES)}
  elsewhere:                   .venv/bin/python -m playwright install --with-deps chromium
  with a browser of your own:  CHROMIUM=/path/to/chromium make test"""


class NoBrowserError(RuntimeError):
    """No Chromium that Playwright can start; the message says how to get one."""

    def __init__(self, cause: str) -> None:
        """Put the ways out below the cause."""
        super().__init__(f"{cause}\n{HELP}")


def find() -> Path:
    """Return the first Chromium that starts: `$CHROMIUM`, Playwright's own, then one on the system.

    Raises NoBrowserError if there is none, or if Playwright itself does not start.
    """
    for candidate in _candidates(_playwrights_own()):
        if _starts(candidate):
            return candidate
    raise NoBrowserError("No Chromium was found.")


def install() -> None:
    """Install Chromium with a Chinese font by apt-get where root on Debian asks, else Playwright's Chromium.

    An installer that fails has its output shown; that it failed in the end shows when `find` finds nothing.
    """
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in _commands():
        print("Installing a browser:", *command, file=sys.stderr)
        run = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
        if run.returncode:
            print(run.stdout, run.stderr, sep="", file=sys.stderr)


def _candidates(playwrights_own: Path) -> Iterator[Path]:
    chosen = os.environ.get("CHROMIUM")
    if chosen:
        yield Path(chosen)
        return
    yield playwrights_own
    yield from (Path(found) for name in ON_PATH if (found := shutil.which(name)))
    yield IN_APPLICATIONS


def _playwrights_own() -> Path:
    run = subprocess.run([sys.executable, "-c", ASK_PLAYWRIGHT], check=False, capture_output=True, text=True)
    if run.returncode:
        raise NoBrowserError(f"Playwright does not start:\n{run.stderr.strip()}")
    return Path(run.stdout.strip())


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
    return [
        ["apt-get", "-qq", "update"],
        ["apt-get", "-qq", "install", "--yes", "--no-install-recommends", *DEBIAN_PACKAGES],
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
