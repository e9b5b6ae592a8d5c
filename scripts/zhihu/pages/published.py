"""`addresses.txt`: every address ever published, one a line; lines are only added (design 5).

A project that was emptied for a site of somebody else's begins anew: its first line says so, and what was published
before that line is not its own.
"""

import hashlib
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from zhihu.model import Finding
from zhihu.pages.words import LANGUAGES

NAME = "addresses.txt"
FIXED = ("/", *(f"/{language}/{page}" for language in LANGUAGES for page in ("", "about/", "topics/", "a-z/")))


_ANEW = "# A site of its own, begun after "


def begun_after(text: str) -> str:
    """Return the file of a new site in place of `text`, with no address yet."""
    return f"{_ANEW}{hashlib.sha256(text.encode()).hexdigest()[:12]}\n"


def with_addresses(text: str, slugs: Iterable[str]) -> str:
    """Return the file's `text` with the addresses of `slugs` added at its end, where they are not there yet."""
    known = set(text.splitlines())
    questions = (f"/{place}q/{slug}/" for slug in slugs for place in ("", *(f"{language}/" for language in LANGUAGES)))
    new = [a for a in (*FIXED, *questions) if a not in known]
    gap = "" if not text or text.endswith("\n") else "\n"
    return text + gap + "".join(f"{address}\n" for address in new)


def silent_addresses(path: Path, site: Path) -> Iterator[Finding]:
    """Find published addresses at which the site built into `site` has no page."""
    for line, address in enumerate(_lines(path), 1):
        if not _is_comment(address) and not (site / address.strip("/") / "index.html").is_file():
            message = f"{address} was published and does not answer any more"
            yield Finding(str(path), line, "error", "silent-address", message, "add its slug to `was` of its question")


def lost_addresses(path: Path) -> Iterator[Finding]:
    """Find lines that the file had in an earlier commit and has no more; nothing outside of a git repository."""
    lines = _lines(path)
    # Without this, git leaves out a branch whose lines its merge dropped.
    commits = _git(path.parent, "log", "--full-history", "--format=%H", "--", NAME).split()
    versions = (_git(path.parent, "show", f"{commit}:./{NAME}").splitlines() for commit in reversed(commits))
    earlier = dict.fromkeys(address for version in versions if _of_one_site(version, lines) for address in version)
    for address in earlier:
        if address not in lines:
            message = f"{address} was published and its line is gone"
            yield Finding(str(path), 0, "error", "lost-address", message, "put the line back; lines are only added")


def _of_one_site(version: list[str], lines: list[str]) -> bool:
    """Return whether the file began the same way then as it does now."""
    then, now = ([line for line in some[:1] if _is_comment(line)] for some in (version, lines))
    return then == now


def _is_comment(line: str) -> bool:
    return line.startswith("#")


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.is_file() else []


def _git(folder: Path, *args: str) -> str:
    """Return what git prints; nothing where there is no git, no repository or no such file in a commit."""
    try:
        run = subprocess.run(["git", "-C", str(folder), *args], capture_output=True, text=True, check=False)  # noqa: S603, S607  # our own arguments
    except FileNotFoundError:
        return ""
    return run.stdout if run.returncode == 0 else ""
