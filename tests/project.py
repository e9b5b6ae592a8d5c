"""The project as a user has it, in a folder that a test may spoil."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
EXPORT = ROOT / "source/exports/llm-interview-qa.md"
LEDGER = ROOT / "docs/ledger/llm-interview-qa.md.jsonl"
SLUGS = tuple(sorted(path.stem for path in (ROOT / "docs/zh/q").glob("*.md")))

ENVIRONMENT = {**os.environ, "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1"}
"""What the Makefile sets for every command."""


def copy_project(to: Path, *parts: str) -> Path:
    """Copy `parts` of the project into the folder `to` and return it."""
    for part in parts:
        target = to / part
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, target, ignore=shutil.ignore_patterns("__pycache__", ".clean-run.json*"))
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / part, target)
    return to


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the project in `folder`, with the Python that runs the tests."""
    return subprocess.run(
        [sys.executable, *command], cwd=folder, env=ENVIRONMENT, check=False, capture_output=True, text=True
    )


def link_environment(to: Path, *programs: str) -> Path:
    """Make the folder `to` a virtual environment with what is installed in ours; `programs` alone, or all of them."""
    ours = Path(sys.prefix)
    to.mkdir()
    shutil.copyfile(ours / "pyvenv.cfg", to / "pyvenv.cfg")
    (to / "lib").symlink_to(ours / "lib")
    if not programs:
        (to / "bin").symlink_to(ours / "bin")
        return to
    (to / "bin").mkdir()
    for name in programs:
        (to / "bin" / name).symlink_to(ours / "bin" / name)
    return to
