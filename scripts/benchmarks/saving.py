"""How long it takes from saving a file until the page that is served shows it."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from secrets import token_hex

import click

from benchmarks.builders import Builder
from benchmarks.measured import environment

_PATIENCE = 600.0
"""Seconds after which a page is taken not to come: the first is there when a whole site is built, on a busy machine."""

_LOOK = 0.02
_TIMES = 3

_TICKS = os.sysconf("SC_CLK_TCK")


def seconds_to_page(builder: Builder, folder: Path, edited: Path, slug: str) -> tuple[float, float]:
    """Return the seconds from saving `edited` to the page of `slug`, by the clock and of the processor.

    It is the median of three. Raises ClickException if a page does not come.
    """
    with _served(builder, folder, slug) as (process, page):
        took = sorted(_saved(edited, f"saved{token_hex(8)}", process, page) for _ in range(_TIMES))
    return took[_TIMES // 2]


def _saved(edited: Path, word: str, process: subprocess.Popen[bytes], page: Callable[[], str]) -> tuple[float, float]:
    worked = _work_of(process.pid)
    text = edited.read_text(encoding="utf-8")
    edited.write_text(f"{text.rstrip()} {word}\n", encoding="utf-8")
    began = time.monotonic()
    _wait(lambda: word in page(), process)
    return time.monotonic() - began, _work_of(process.pid) - worked


@contextmanager
def _served(builder: Builder, folder: Path, slug: str) -> Iterator[tuple[subprocess.Popen[bytes], Callable[[], str]]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [part.format(port=port) for part in builder.serve]
    process = subprocess.Popen(  # noqa: S603  # our own commands
        command,
        cwd=folder,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )

    def page() -> str:
        connection = HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
        try:
            connection.request("GET", "/" + builder.address.format(slug=slug), headers={"Accept": "*/*"})
            return connection.getresponse().read().decode(errors="replace")
        except (OSError, HTTPException):
            return ""
        finally:
            connection.close()

    try:
        _wait(lambda: "00000" in page(), process)
        yield process, page
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()


def _wait(is_so: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    began = time.monotonic()
    while not is_so():
        if process.poll() is not None or time.monotonic() - began > _PATIENCE:
            raise click.ClickException(f"{process.args!r} does not serve the page")
        time.sleep(_LOOK)


def _work_of(pid: int) -> float:
    """Return what the processes of a session have used of the processor; nothing where there is no /proc."""
    total = 0
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            shown = status.read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(shown[3]) == pid:
            total += sum(map(int, shown[11:15]))
    return total / _TICKS
