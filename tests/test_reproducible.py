"""Two builds of one commit are the same to the last byte, wherever, whenever and by whomever they are made."""

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.built import PARTS
from tests.project import ENVIRONMENT, copy_project

LATER = """\
import datetime, time

class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return super().now(tz) + datetime.timedelta(days=400)

    @classmethod
    def utcnow(cls):
        return super().utcnow() + datetime.timedelta(days=400)

datetime.datetime, now = Later, time.time
time.time = lambda: now() + 400 * 86400
"""
"""What Python runs first in a process of next year's."""

AUTHOR = {"GIT_AUTHOR_DATE": "2026-03-01T12:00:00+08:00", "GIT_COMMITTER_DATE": "2026-03-01T12:00:00+08:00"}


@dataclass(frozen=True)
class Builder:
    """Somebody's machine."""

    folder: Path
    """Where the project lies."""

    umask: int
    """What others may not do with new files."""

    environment: dict[str, str] = field(default_factory=dict)
    """What is unlike on other machines."""

    def build(self) -> dict[str, bytes]:
        """Clean and build, and return the content of every file by its name."""
        for script in ("clean", "build"):
            done = subprocess.run(
                [sys.executable, f"scripts/{script}.py"],
                cwd=self.folder,
                env={**ENVIRONMENT, **self.environment},
                umask=self.umask,
                check=False,
                capture_output=True,
                text=True,
            )
            assert done.returncode == 0, done.stdout + done.stderr
        site = self.folder / "site"
        return {str(path.relative_to(site)): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, env={**os.environ, **AUTHOR}, check=True)


@pytest.fixture(scope="module")
def builders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Builder, Builder]:
    """Give two clones of one commit, on machines that have nothing in common."""
    here, there = tmp_path_factory.mktemp("here"), tmp_path_factory.mktemp("there") / "又 one"
    copy_project(here, *PARTS)
    git(here, "init", "--quiet", "--initial-branch=main")
    git(here, "add", "--all")
    git(here, "commit", "--quiet", "--message=all")
    git(here, "clone", "--quiet", str(here), str(there))
    start = there.parent / "start"
    start.mkdir()
    (start / "sitecustomize.py").write_text(LATER, "utf-8")
    return (
        Builder(here, 0o022, {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}),
        Builder(
            there,
            0o077,
            {"TZ": "Asia/Shanghai", "LC_ALL": "C", "PYTHONHASHSEED": "2", "PYTHONPATH": str(start), "COLUMNS": "40"},
        ),
    )


def test_two_builds_of_one_commit_are_byte_identical(builders: tuple[Builder, Builder]) -> None:
    one, other = (builder.build() for builder in builders)
    assert len(one) > 80
    assert sorted(one) == sorted(other)
    assert [name for name in one if one[name] != other[name]] == []
