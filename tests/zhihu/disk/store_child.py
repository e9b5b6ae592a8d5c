"""The processes that `test_store.py` kills, starves and sets against each other."""

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

from zhihu.disk.store import Changes, Store, WriteError

REFUSED = 3
"""Exit status of a run that ended in `WriteError`."""

ODD_NAMES = ("-x.md", "a\nb.md", "[问](答).md", "\udcff\udcfe.md", "问" * 85, ".hidden", "a b\\c")
"""Names that POSIX allows; the long one has 255 bytes."""


def store(tree: Path) -> Store:
    return Store(tree / "docs" / ".journal.json", (tree / "docs", tree / "source"))


def plant(tree: Path, size: int = 10) -> None:
    """Write the files that a run finds."""
    for index in range(3 * size):
        _put(tree / "docs" / "q" / f"{index}.md", _text("old", index))
    for index in range(size):
        _put(tree / "docs" / "gone" / str(index % 3) / f"{index}.md", "goes")


def wanted(tree: Path, size: int = 10) -> Changes:
    """Return changes of each kind: as many pages stay, come and go, twice as many change."""
    pages = {tree / "docs" / "q" / f"{index}.md": _text("old", index) for index in range(size)}
    pages |= {tree / "docs" / "q" / f"{index}.md": _text("new", index) for index in range(size, 3 * size)}
    pages |= {tree / "source" / "questions" / str(index) / "question.toml": f"new {index}" for index in range(size)}
    pages |= {tree / "docs" / "q" / name: f"new {name!a}" for name in ODD_NAMES}
    gone = [tree / "docs" / "gone" / str(index % 3) / f"{index}.md" for index in range(size)]
    return Changes({path: text.encode() for path, text in pages.items()}, gone)


def everything(tree: Path) -> dict[str, bytes | None]:
    """Return every name below the folder with its content, None for a folder: leftovers show."""
    return {str(path.relative_to(tree)): path.read_bytes() if path.is_file() else None for path in tree.rglob("*")}


def kill_at(step: int) -> None:
    """Let this process kill itself just before its n-th change on the disk, as Python's own audit sees it."""
    left = step

    def look(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        if _changes_disk(event, arguments):
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

    if step:
        sys.addaudithook(look)


def _changes_disk(event: str, arguments: tuple[object, ...]) -> bool:
    if event == "open":
        return bool(int(str(arguments[2])) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
    return event in {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod"}


def _text(age: str, index: int) -> str:
    return f"{age} {index}\n" * index * 50


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def _commit(tree: Path, size: int = 10) -> None:
    with store(tree).session() as commit:
        commit(wanted(tree, size))


def _flip(tree: Path, size: int) -> None:
    """Give all pages the same new content, again and again, with pauses in which others get the lock."""
    for turn in count():
        with store(tree).session() as commit:
            text = f"{os.getpid()} {turn}".encode()
            commit(Changes({tree / "docs" / "q" / f"{index}.md": text for index in range(3 * size)}))
        time.sleep(0.03)


def _recover(tree: Path, _size: int) -> None:
    store(tree).recover()


def _serve() -> None:
    """Fork for each order on standard input, and tell the child's number and how it ended."""
    jobs: dict[str, Callable[[Path, int], None]] = {"commit": _commit, "recover": _recover, "flip": _flip}
    for line in sys.stdin:
        job, tree, size, step, largest_file = json.loads(line)
        child = os.fork()
        if child:
            _answer(child)
            _answer(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
            continue
        if largest_file:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))
        kill_at(step)
        try:
            jobs[job](Path(tree), size)
        except WriteError as error:
            sys.stderr.write(f"{error}\n")
            os._exit(REFUSED)
        os._exit(0)


def _answer(value: object) -> None:
    sys.stdout.write(f"{json.dumps(value)}\n")
    sys.stdout.flush()


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True)


def _attempt(tree: Path) -> tuple[str, bool]:
    """Return what a commit says and whether everything is as before."""
    before = everything(tree)
    try:
        _commit(tree)
    except WriteError as error:
        return str(error), everything(tree) == before
    return "", everything(tree) == before


def _fill(disk: Path) -> Iterator[tuple[str, bool]]:
    """Commit on a disk of 800 kB, with ever more of it free, until it fits."""
    _mount("-t", "tmpfs", "-o", "size=800k", "none", str(disk))
    plant(disk / "tree")
    ballast = disk / "ballast"
    pages = os.statvfs(disk).f_bavail
    for free in range(pages):
        ballast.write_bytes(b"x" * (pages - free) * 4096)
        message, same = _attempt(disk / "tree")
        yield message, same
        if not message:
            return


def _protect(disk: Path) -> Iterator[tuple[str, bool]]:
    """Commit with a file, a folder, then everything mounted read-only."""
    _mount("-t", "tmpfs", "none", str(disk))
    tree = disk / "tree"
    plant(tree)
    (tree / "source").mkdir()
    for name in ("docs/q/20.md", "docs/gone/1/1.md", "source", "docs/gone/2", "."):
        place = str(tree / name)
        _mount("--bind", place, place)
        _mount("-o", "remount,bind,ro", place)
        yield _attempt(tree)
        subprocess.run(["umount", place], check=True)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["serve"]:
            _serve()
        case ["fill", place]:
            _answer(list(_fill(Path(place))))
        case ["protect", place]:
            _answer(list(_protect(Path(place))))
