"""When a question appeared and was changed: as the export says, else as git does, and never by the clock."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from zhihu.pages.catalogue import Catalogue

_MARK = "\x01"


@dataclass(frozen=True, slots=True)
class Days:
    """Two moments, as feeds write them: `2021-08-17T00:00:00Z`."""

    published: str
    """When it appeared."""

    changed: str
    """When it was changed last."""


def days_of(catalogue: Catalogue, docs: Path) -> dict[str, Days]:
    """Return the days of each question by slug; without git, only of those whose export says when they appeared."""
    committed = _committed(docs)
    found: dict[str, Days] = {}
    for entry in catalogue.questions:
        first, last = committed.get(entry.slug, ("", ""))
        published = _midnight(entry.published) or first or _midnight(entry.edited)
        changed = last or _midnight(entry.edited) or published
        if published:
            found[entry.slug] = Days(published, max(published, changed))
    return found


def _midnight(day: str) -> str:
    return f"{day}T00:00:00Z" if day else ""


def _committed(docs: Path) -> dict[str, tuple[str, str]]:
    """Return the first and the last commit of each question's pages.

    A clone cut off at its last commit has one date for everything, which would be a lie about each.
    """
    if _git(docs, "rev-parse", "--is-shallow-repository").strip() != "false":
        return {}
    log = _git(docs, "log", f"--format={_MARK}%aI", "--name-only", "--no-renames", "--relative", "--", "zh/q", "en/q")
    found: dict[str, tuple[str, str]] = {}
    for moment, slug in _changes(log):
        first, last = found.get(slug, (moment, moment))
        found[slug] = (min(first, moment), max(last, moment))
    return found


def _changes(log: str) -> Iterator[tuple[str, str]]:
    """Yield moment and slug of each change in git's log."""
    for commit in log.split(_MARK)[1:]:
        written, *names = commit.split("\n")
        moment = datetime.fromisoformat(written).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        yield from ((moment, Path(name).stem) for name in names if name.endswith(".md"))


def _git(folder: Path, *args: str) -> str:
    """Return what git prints; nothing where there is no git or no repository."""
    try:
        run = subprocess.run(["git", "-C", str(folder), *args], capture_output=True, text=True, check=False)  # noqa: S603, S607  # our own arguments
    except FileNotFoundError:
        return ""
    return run.stdout if run.returncode == 0 else ""
