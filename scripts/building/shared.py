"""What all pages share, told apart cheaply: if it changes, every page has to be built again."""

from collections.abc import Iterable, Iterator
from pathlib import Path

_OF_SEARCH = "  search_version: "


def shared_by_all(places: Iterable[Path], site_yml: Path) -> tuple[object, ...]:
    """Return something that is equal as long as nothing in `places`, files and folders, nor in `site_yml` changes.

    In `site_yml` the version of the search's index does not count: it is on every page, and not served.
    """
    lines = site_yml.read_text(encoding="utf-8").splitlines() if site_yml.is_file() else []
    own = tuple(line for line in lines if not line.startswith(_OF_SEARCH))
    return (own, *(state for place in places for state in _states(place)))


def _states(place: Path) -> Iterator[tuple[str, int, int]]:
    for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
        if path.is_file():
            status = path.stat()
            yield str(path), status.st_mtime_ns, status.st_size
