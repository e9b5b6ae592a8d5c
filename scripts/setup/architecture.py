"""Write ARCHITECTURE.md: the tree of scripts/, one line per file, which is the first sentence of the file itself."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "ARCHITECTURE.md"

_HEAD = """\
# Architecture

The code, file by file, in the words of the files; written by `python scripts/setup/architecture.py`.
The whole is told in [CONTRIBUTING.md](CONTRIBUTING.md).

"""
_CODE = frozenset({".py", ".toml", ".js", ".txt"})


def files() -> list[Path]:
    """Return the files of scripts/, each folder after the files beside it."""
    found = [path for path in (ROOT / "scripts").rglob("*") if path.suffix in _CODE]
    kept = (path for path in found if path.name != "__init__.py" and "__pycache__" not in path.parts)
    return sorted(kept, key=lambda path: [(part != path.name, part) for part in path.relative_to(ROOT).parts])


def page() -> str:
    """Return the content of ARCHITECTURE.md."""
    return _HEAD + "".join(_lines())


def _lines() -> Iterator[str]:
    folder = None
    for path in files():
        if path.parent != folder:
            folder = path.parent
            opening = folder / "__init__.py"
            words = f": {sentence(opening)}" if opening.is_file() else ""
            yield f"\n## `{folder.relative_to(ROOT).as_posix()}/`{words}\n\n"
        yield f"- `{path.relative_to(ROOT).as_posix()}`: {sentence(path)}\n"


def sentence(path: Path) -> str:
    """Return the first sentence of a file's docstring, or of the comment it begins with."""
    text = path.read_text("utf-8")
    if path.suffix != ".py":
        return text.lstrip("/# ").partition("\n")[0].rstrip(".")
    words = ast.get_docstring(ast.parse(text)) or ""
    return words.partition("\n\n")[0].replace("\n", " ").rstrip(".")


def main() -> int:
    """Write the file."""
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
