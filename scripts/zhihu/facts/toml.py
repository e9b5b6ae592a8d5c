"""Read a TOML file of facts into its type, with the line of whatever is wrong in it."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from zhihu.errors import FactsError
from zhihu.facts.misfits import misfit_of
from zhihu.facts.toml_lines import Place, lines_of
from zhihu.memory import remembered

T = TypeVar("T")

_SYNTAX = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)")


def read_toml(path: Path, kind: type[T], errors: list[FactsError]) -> T | None:
    """Return the file at `path` as a `kind`; None if there is none, or if it is wrong: see `errors`."""
    text = read_text(path, errors)
    if text is None:
        return None
    try:
        table = _table(text)
    except tomllib.TOMLDecodeError as error:
        errors.append(_syntax(path, text, str(error)))
        return None
    except RecursionError:
        errors.append(FactsError(path, 1, "tables or lists are nested too deeply", "a few levels"))
        return None
    try:
        return msgspec.convert(table, kind)
    except msgspec.ValidationError as error:
        misfit = misfit_of(table, kind, str(error))
        errors.append(FactsError(path, _line(text, misfit.place), misfit.problem, misfit.expected))
        return None


@remembered
def _table(text: str) -> dict[str, Any]:
    return tomllib.loads(text)


def read_text(path: Path, errors: list[FactsError]) -> str | None:
    """Return what the file at `path` says; None if there is none, or if it cannot be read: see `errors`."""
    try:
        # Editors on Windows put a byte order mark there, which is no TOML.
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        if path.is_symlink():
            errors.append(FactsError(path, 0, "the link leads nowhere", "a file"))
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        problem = f"byte 0x{error.object[error.start]:02x} at offset {error.start} is not UTF-8"
        errors.append(FactsError(path, line, problem, "a file in UTF-8"))
    except OSError as error:
        errors.append(FactsError(path, 0, f"the file cannot be read: {error.strerror}", "a file"))
    return None


def line_at(path: Path, place: Place) -> int:
    """Return the line of `path` where the key or value at `place` stands, or the nearest table around it."""
    return _line(path.read_text(encoding="utf-8-sig"), place)


def _line(text: str, place: Place) -> int:
    lines = lines_of(text)
    return next(lines[place[:length]] for length in range(len(place), -1, -1) if place[:length] in lines)


def _syntax(path: Path, text: str, message: str) -> FactsError:
    found = _SYNTAX.search(message)
    line = int(found[1]) if found and found[1] else text.rstrip().count("\n") + 1
    return FactsError(path, line, f"not TOML: {_SYNTAX.sub('', message)}", "a TOML file")


def line_of_key(path: Path, key: str) -> int:
    """Return the first line of `path` where the value or else the key or else the word `key` stands; 1 if none."""
    if not path.is_file():
        return 1
    text = path.read_text(encoding="utf-8-sig")
    if path.suffix == ".toml":
        lines = lines_of(text)
        named = [lines[place] for place, value in _values(tomllib.loads(text)) if value == key]
        named += [line for place, line in lines.items() if place and place[-1] == key]
        if named:
            return named[0]
    word = re.compile(rf"(?<![\w-]){re.escape(key)}(?![\w-])")
    return next((n for n, line in enumerate(text.split("\n"), 1) if word.search(line)), 1)


def _values(node: object, place: Place = ()) -> Iterator[tuple[Place, object]]:
    yield place, node
    entries = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for step, value in entries:
        yield from _values(value, (*place, step))
