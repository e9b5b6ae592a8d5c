"""The way without make, as on Windows: three commands, with nothing in the path but Python."""

import re
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.built import PARTS
from tests.project import ROOT, copy_project, link_environment

COMMANDS = ["pip install --require-hashes -r requirements/site.txt", "python scripts/clean.py", "mkdocs serve"]
PATIENCE = 60.0


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with the three programs of a virtual environment, and no other program."""
    return link_environment(tmp_path_factory.mktemp("bare") / "venv", "python", "pip", "mkdocs") / "bin"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the project in a folder whose name has a blank, as they have on Windows."""
    return copy_project(tmp_path_factory.mktemp("with out") / "my site", *PARTS, "requirements")


def environment(bare: Path) -> dict[str, str]:
    """Return what a bare machine has; no UTF-8 is promised, and there is no bash, make or git."""
    return {"PATH": str(bare), "HOME": str(bare), "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def run(bare: Path, project: Path, command: str) -> subprocess.CompletedProcess[bytes]:
    words = command.split()
    program = str(bare / words[0])
    return subprocess.run([program, *words[1:]], cwd=project, env=environment(bare), check=False, capture_output=True)


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
def test_the_readme_names_these_commands(readme: str) -> None:
    assert "".join(f"    {command}\n" for command in COMMANDS) in (ROOT / readme).read_text("utf-8")


def test_the_lock_is_one_that_pip_takes_as_it_is(bare: Path, project: Path) -> None:
    """All is installed already, so pip reads the lock, compares, and asks nobody."""
    done = run(bare, project, f"{COMMANDS[0]} --dry-run --no-index --no-deps")
    assert done.returncode == 0, done.stderr.decode()


def test_cleaning_and_building_need_nothing_else(bare: Path, project: Path) -> None:
    for command in (COMMANDS[1], "python scripts/build.py", "python scripts/check.py --site site"):
        done = run(bare, project, command)
        assert done.returncode == 0, done.stdout + done.stderr
    assert (project / "site/zh/index.html").is_file()


@pytest.fixture
def address(bare: Path, project: Path) -> Iterator[str]:
    """Serve the site as the README says, on a port that is free."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [str(bare / "mkdocs"), "serve", "--dev-addr", f"127.0.0.1:{port}"]
    with (project / "serve.log").open("wb") as log:
        process = subprocess.Popen(words, cwd=project, env=environment(bare), stdout=log, stderr=log)
    try:
        began = time.monotonic()
        while b"Serving on" not in (project / "serve.log").read_bytes():
            assert process.poll() is None, (project / "serve.log").read_text("utf-8")
            assert time.monotonic() - began < PATIENCE
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.kill()
        process.wait()


def test_the_site_is_served(address: str) -> None:
    with urllib.request.urlopen(f"{address}zh/") as answer:  # noqa: S310  # our own
        assert re.search("<html lang=.?zh", answer.read().decode())
