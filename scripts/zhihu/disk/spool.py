"""The pages of a run until they are written: beside memory, which a large export would fill."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import SpooledTemporaryFile
from weakref import finalize

_IN_MEMORY = 16_000_000
"""Bytes up to which no file is made."""


class Spool(Mapping[str, bytes]):
    """Content by path below `docs`; what stands on the disk already is read there."""

    def __init__(self, docs: Path) -> None:
        """Begin without any; `docs` is the folder with the pages of the run before."""
        self._docs = docs
        self._file = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  # it lives as long as the spool does
        finalize(self, self._file.close)
        self._end = 0
        self._places: dict[str, tuple[int, int] | None] = {}

    def add(self, path: str, data: bytes) -> None:
        """Take the content of one file."""
        self._file.seek(self._end)
        self._file.write(data)
        self._places[path] = (self._end, len(data))
        self._end += len(data)

    def keep(self, path: str) -> None:
        """Note that a file is to stay as it is on the disk."""
        self._places[path] = None

    def __getitem__(self, path: str) -> bytes:
        """Return the content of one file."""
        place = self._places[path]
        if place is None:
            return (self._docs / path).read_bytes()
        self._file.seek(place[0])
        return self._file.read(place[1])

    def __contains__(self, path: object) -> bool:
        """Return whether there is such a file, without reading it."""
        return path in self._places

    def __iter__(self) -> Iterator[str]:
        """Return the paths, in the order in which they came."""
        return iter(self._places)

    def __len__(self) -> int:
        """Return the number of files."""
        return len(self._places)
