"""Write down under which licence each locked package stands, as the package itself says it."""

import re
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "requirements/LICENCES.md"
LOCKS = {"site": "builds the site", "test": "tests only"}

_PINNED = re.compile(r"^([a-z0-9.-]+)==", re.MULTILINE)
_HEAD = """\
# Licences of what we depend on

As the packages themselves say, written by `python scripts/setup/licences.py`; a test tells when it is not so any more.
None of them is part of this repository.
Material for MkDocs brings the theme's style sheet and script into the built site.

| package | licence | for |
| --- | --- | --- |
"""
_CLASSIFIER = "License :: "
_LONGEST = 60


def licence_of(package: Distribution) -> str:
    """Return the licence in the fewest words the package has for it; `unknown` if it has none."""
    said = package.metadata.get_all("License-Expression") or []
    if said:
        return str(said[0])
    classifiers = [text for text in package.metadata.get_all("Classifier") or () if text.startswith(_CLASSIFIER)]
    if classifiers:
        return ", ".join(sorted(text.rpartition(" :: ")[2] for text in classifiers))
    free = "".join(package.metadata.get_all("License") or ()).strip() or _title(package)
    # Some put the whole text there.
    return free if free and len(free) < _LONGEST and "\n" not in free else "unknown"


def _title(package: Distribution) -> str:
    """Return the first line of the licence that came with the package."""
    names = package.metadata.get_all("License-File") or ()
    texts = [package.read_text(f"licenses/{name}") or package.read_text(name) or "" for name in names]
    return texts[0].strip().partition("\n")[0] if texts else ""


def rows() -> Iterator[str]:
    """Yield a line of the table for each package in the locks."""
    seen: set[str] = set()
    for lock, purpose in LOCKS.items():
        for name in _PINNED.findall((ROOT / f"requirements/{lock}.txt").read_text("utf-8")):
            if name not in seen:
                seen.add(name)
                yield f"| {name} | {licence_of(distribution(name))} | {purpose} |\n"


def table() -> str:
    """Return the file."""
    return _HEAD + "".join(rows())


def main() -> int:
    """Write the file."""
    TABLE.write_text(table(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
