"""What a process takes: each part of a benchmark runs in one of its own, which tells its time and memory apart."""

import os
import subprocess
import tempfile
from collections.abc import Container, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

SCRIPTS = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Measured:
    """What one process took."""

    seconds: float
    """Time of the processor, of the program and of what the system did for it: others on the machine do not count."""

    peak: float
    """Most memory it held, in MB."""


def measured(command: Sequence[str], fine: Container[int] = (0,), folder: Path | None = None) -> Measured:
    """Return what `command` took, run in `folder`.

    Raises ClickException with its last words if its exit code is not in `fine`.
    """
    with tempfile.TemporaryFile() as words:
        process = subprocess.Popen(  # noqa: S603  # our own commands
            command, stdout=subprocess.DEVNULL, stderr=words, env=environment(), cwd=folder
        )
        # Not `wait`: only wait4 tells the time and memory of this one process.
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in fine:
            words.seek(0)
            raise click.ClickException(words.read().decode(errors="replace").strip()[-2000:])
    return Measured(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def environment() -> dict[str, str]:
    """Return the environment of a part: our code is found."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (str(SCRIPTS), os.environ.get("PYTHONPATH"))))}
