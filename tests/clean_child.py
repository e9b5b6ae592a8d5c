"""The runs of `clean.py` that `test_faults.py` kills and starves: one process that forks for each."""

import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import clean
from tests.sandbox import states

PAGE = 4096
STEP = 40 * PAGE
"""Bytes by which there is more room on the full disk at each attempt."""


def _serve() -> None:
    """Start a run for each order on standard input, and tell its number, then how it ended."""
    for line in sys.stdin:
        folder, largest_file = json.loads(line)
        child = os.fork()
        if not child:
            _become_a_run(folder, largest_file)
        _answer(child)
        _answer(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


def _become_a_run(folder: str, largest_file: int) -> None:
    os.chdir(folder)
    log = os.open("log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(log, 1)
    os.dup2(log, 2)
    if largest_file:
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))
    clean.main([])


def _answer(value: object) -> None:
    sys.stdout.write(f"{json.dumps(value)}\n")
    sys.stdout.flush()


def _fill(disk: Path, template: Path) -> Iterator[tuple[int, str, bool]]:
    """Run on a small disk with ever more of it free, until all fits; tell code, errors and whether all is as before."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "none", str(disk)], check=True)
    folder = disk / "project"
    shutil.copytree(template, folder)
    ballast = disk / "ballast"
    free = os.statvfs(disk).f_bavail * PAGE
    for room in range(0, free, STEP):
        ballast.write_bytes(b"x" * (free - room))
        before = states(folder)
        command = [sys.executable, str(clean.__file__)]
        run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        yield run.returncode, run.stderr, states(folder) == before
        if run.returncode != 2:
            return


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["serve"]:
            _serve()
        case ["fill", disk, template]:
            _answer(list(_fill(Path(disk), Path(template))))
