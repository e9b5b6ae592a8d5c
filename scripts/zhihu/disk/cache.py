"""What earlier runs made, by a key of everything it was made of: a file that may be removed at any time."""

import os
import sys
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

import msgspec

T = TypeVar("T")

_CODE = Path(__file__).parent.parent
_LARGEST = 64_000_000
"""Bytes of values that are kept; what comes after them is made again in each run."""


def digest(*parts: str | bytes) -> str:
    """Return a hash of `parts`, of which each counts by itself: `ab`, `c` is not `a`, `bc`."""
    found = blake2b(digest_size=16)
    for part in parts:
        data = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        found.update(len(data).to_bytes(8, "little"))
        found.update(data)
    return found.hexdigest()


def version() -> str:
    """Return a word that changes with the code, with the words of the pages, with Python and with any package."""
    code = (path for path in sorted(_CODE.rglob("*")) if path.suffix in {".py", ".toml"})
    packages = (name for folder in sys.path if os.path.isdir(folder) for name in os.listdir(folder))  # noqa: PTH112, PTH208  # faster
    installed = sorted(name for name in packages if name.endswith(".dist-info"))
    return digest(sys.version, *installed, *(part for path in code for part in (str(path), path.read_bytes())))


class Cache:
    """Values by key. What a run did not ask for is forgotten when it is saved."""

    def __init__(self, path: Path | None = None) -> None:
        """Read what is in `path`, unless other code wrote it or it is damaged; without a path nothing is kept."""
        self._path = path
        self._version = version() if path else ""
        self._before = _read(path, self._version) if path else {}
        self._now: dict[str, bytes] = {}
        self._size = 0

    def get(self, key: str, kind: type[T]) -> T | None:
        """Return the value under `key`, None if there is none of that kind."""
        data = self._before.get(key)
        if data is None:
            return None
        try:
            return msgspec.msgpack.decode(data, type=kind)
        except msgspec.DecodeError:
            return None

    def put(self, key: str, value: object) -> None:
        """Keep `value` for the next run, as long as there is room."""
        if self._path:
            data = msgspec.msgpack.encode(value)
            self._size += len(data)
            if self._size <= _LARGEST:
                self._now[key] = data

    def save(self) -> None:
        """Write what this run asked for or made; a disk that refuses costs the next run time and nothing else."""
        if not self._path or self._now == self._before:
            return
        data = msgspec.msgpack.encode(self._now)
        new = self._path.with_name(f".{self._path.name}.{os.getpid()}.new")
        with suppress(OSError):
            try:
                self._path.parent.mkdir(exist_ok=True)
                new.write_bytes(f"{digest(self._version, data)}\n".encode() + data)
                new.replace(self._path)
            finally:
                new.unlink(missing_ok=True)


def _read(path: Path, current: str) -> dict[str, bytes]:
    try:
        head, _, data = path.read_bytes().partition(b"\n")
    except OSError:
        return {}
    if head.decode("ascii", "replace") != digest(current, data):
        return {}
    return msgspec.msgpack.decode(data, type=dict[str, bytes])
