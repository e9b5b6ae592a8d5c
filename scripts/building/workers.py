"""Do the same for many pages, in as many processes as there are cores."""

import contextlib
import logging
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Generic, TypeVar

from mkdocs.exceptions import BuildError

_Item = TypeVar("_Item")
_Done = TypeVar("_Done")
_LOG = logging.getLogger("mkdocs")
PROCESSES = "BUILD_PROCESSES"
"""Variable of the environment with the number of processes; with 0, MkDocs does all by itself, to the same bytes."""

_FEWEST = 100
"""Items for which another process is worth its start."""


@dataclass(slots=True)
class _Report(Generic[_Done]):
    """What a process hands back."""

    done: list[_Done] = field(default_factory=list)
    """What came of its items, in their order."""

    said: list[logging.LogRecord] = field(default_factory=list)
    """What was logged: a strict build counts warnings in the process that began it."""


class _Kept(logging.Handler):
    """Keeps what is logged."""

    def __init__(self, said: list[logging.LogRecord]) -> None:
        super().__init__()
        self._said = said

    def emit(self, record: logging.LogRecord) -> None:
        record.msg, record.args = record.getMessage(), None
        self._said.append(record)


def shared_out(work: Callable[[_Item], _Done], items: Sequence[_Item]) -> list[_Done]:
    """Return what `work` makes of each of `items`, in their order; raises BuildError if a process fails.

    The processes are copies of this one, which see all it has; what they change, besides files, is lost.
    """
    count = processes(len(items))
    started = [_start(work, items[at::count]) for at in range(1, count)]
    shares = [[work(item) for item in items[::count]], *(_end(*one) for one in started)]
    return [shares[at % count][at // count] for at in range(len(items))]


def processes(items: int) -> int:
    """Return how many processes to use for a number of items: one where copying a process is not safe."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    wanted = os.environ.get(PROCESSES, "")
    return int(wanted) if wanted.isdecimal() and wanted != "0" else _worth(items)


def _worth(items: int) -> int:
    return max(1, min(len(os.sched_getaffinity(0)), items // _FEWEST))


def _start(
    work: Callable[[_Item], _Done], items: Sequence[_Item]
) -> tuple[multiprocessing.process.BaseProcess, Connection]:
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(work, items, sender), daemon=True)
    process.start()
    sender.close()
    return process, receiver


def _work(work: Callable[[_Item], _Done], items: Sequence[_Item], sender: Connection) -> None:
    report: _Report[_Done] = _Report()
    _LOG.handlers[:] = [_Kept(report.said)]
    parent = os.getppid()
    try:
        for item in items:
            report.done.append(work(item))
            if os.getppid() != parent:
                # It was killed, and somebody may be building there again.
                return
    finally:
        sender.send(report)


def _end(process: multiprocessing.process.BaseProcess, receiver: Connection) -> list[_Done]:
    report: _Report[_Done] = _Report()
    with contextlib.suppress(EOFError):
        report = receiver.recv()
    process.join()
    for record in report.said:
        logging.getLogger(record.name).handle(record)
    if process.exitcode:
        raise BuildError(f"a process that writes pages has ended with {process.exitcode}; see above")
    return report.done
