"""A source folder made for one test, and our commands run on it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import pytest
from click.testing import CliRunner

import check
import clean
from tests.project import ENVIRONMENT, ROOT

ONE = "**提问**：好的问题？\n\n**回答**：好的回答。\n"
"""An export that nothing is wrong with; its question gets the address `hao-de-wen-ti`."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a command ended."""

    code: int
    output: str
    errors: str

    @property
    def lines(self) -> list[str]:
        return self.output.splitlines()


@dataclass(frozen=True, slots=True)
class State:
    """What tells whether somebody touched a file: content, time, mode; of a link only where it leads.

    A folder has no time: the lock of a run comes and goes in it.
    """

    content: bytes | str | None
    time: int
    mode: int


def state_of(path: Path) -> State:
    content = str(path.readlink()) if path.is_symlink() else path.read_bytes() if path.is_file() else None
    status = path.lstat()
    return State(content, 0 if content is None else status.st_mtime_ns, status.st_mode)


def states(folder: Path) -> dict[str, State]:
    """Return the state of the folder and of everything below it."""
    return {str(path.relative_to(folder)): state_of(path) for path in (folder, *folder.rglob("*"))}


@dataclass(frozen=True, slots=True)
class Sandbox:
    """A project of a user, with nothing in it but what a test puts there."""

    root: Path

    @property
    def source(self) -> Path:
        return self.root / "source"

    @property
    def docs(self) -> Path:
        return self.root / "docs"

    def write(self, name: str, content: str | bytes) -> Path:
        """Write a file below the source folder."""
        path = self.source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def export(self, name: str, content: str | bytes = ONE) -> Path:
        return self.write(f"exports/{name}", content)

    def question(self, slug: str, content: str) -> Path:
        return self.write(f"questions/{slug}/question.toml", content)

    def clean(self, *arguments: str | Path) -> Outcome:
        return self._run(clean.main, arguments)

    def check(self, *arguments: str | Path) -> Outcome:
        return self._run(check.main, arguments)

    def _run(self, command: click.Command, arguments: tuple[str | Path, ...]) -> Outcome:
        folders = ["--source", str(self.source), "--docs", str(self.docs)]
        result = CliRunner().invoke(command, [*folders, *map(str, arguments)])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Outcome(result.exit_code, result.stdout, result.stderr)

    def refused(self, *arguments: str | Path) -> list[str]:
        """Return what `clean.py` says when it ends with exit code 2, having seen that nothing was touched."""
        before = states(self.root)
        outcome = self.clean(*arguments)

        assert outcome.code == 2, outcome
        assert outcome.output == ""
        assert states(self.root) == before
        return outcome.errors.splitlines()

    def page(self, slug: str, language: str = "zh") -> str:
        return (self.docs / language / "q" / f"{slug}.md").read_text(encoding="utf-8")

    def slugs(self) -> set[str]:
        return {path.stem for path in self.docs.glob("zh/q/*.md")}

    def start(self, script: str, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        """Start a command as a user would, in a process of its own, in the sandbox."""
        return subprocess.Popen(
            [sys.executable, str(ROOT / "scripts" / script), *arguments],
            cwd=self.root,
            env={**ENVIRONMENT, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def process(self, script: str, *arguments: str, **environment: str) -> Outcome:
        """Run a command as a user would and wait for it."""
        with self.start(script, *arguments, **environment) as process:
            output, errors = process.communicate()
        return Outcome(process.returncode, output, errors)


def can_mount(place: Path) -> bool:
    """Return whether this machine allows mounts of one's own."""
    probe = ["unshare", "-rm", "mount", "-t", "tmpfs", "none", str(place)]
    try:
        return subprocess.run(probe, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def read_only(*places: Path) -> list[str]:
    """Return what to put before a command to run it where the places cannot be written, not even by root."""
    mounts = [f"mount --bind '{place}' '{place}' && mount -o remount,bind,ro '{place}'" for place in places]
    return ["unshare", "-rm", "sh", "-c", " && ".join([*mounts, 'exec "$@"']), "sh"]


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[Sandbox]:
    """Give an empty sandbox, in memory where there is some: each run brings every page to the disk."""
    memory = Path("/dev/shm")  # noqa: S108 - the folder below it has a name nobody can guess
    with TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else tmp_path) as folder:
        yield Sandbox(Path(folder))
