"""Read a TOML file of facts into its type, with the line of whatever is wrong in it."""

import re
import tomllib
from pathlib import Path
from typing import TypeVar

import msgspec

from zhihu.errors import FactsError

T = TypeVar("T")

_SYNTAX_LINE = re.compile(r"\(at line (\d+)")
_NAME = re.compile(r"`([^`$]+)`")
_PATH = re.compile(r"`\$([^`]*)`")


def read_toml(path: Path, kind: type[T], errors: list[FactsError]) -> T | None:
    """Return the file at `path` as a `kind`; None if there is none, or if it is wrong: see `errors`."""
    if not path.is_file():
        return None
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return msgspec.convert(table, kind)
    except UnicodeDecodeError as error:
        line = path.read_bytes().count(b"\n", 0, error.start) + 1
        errors.append(FactsError(path, line, "not UTF-8", "a TOML file in UTF-8"))
    except tomllib.TOMLDecodeError as error:
        found = _SYNTAX_LINE.search(str(error))
        errors.append(FactsError(path, int(found[1]) if found else 1, f"not TOML: {error}", "a TOML file"))
    except msgspec.ValidationError as error:
        errors.append(_validation(path, str(error)))
    return None


def _validation(path: Path, message: str) -> FactsError:
    name, place = _NAME.search(message), _PATH.search(message)
    keys = ([name[1]] if name and "field" in message else []) + re.findall(r"\w+", place[1] if place else "")[::-1]
    line = next((line for key in keys if (line := line_of_key(path, key)) > 1), 1)
    return FactsError(path, line, message, "what the comment at the top of the file says")


def line_of_key(path: Path, key: str) -> int:
    """Return the first line of `path`, comments aside, in which the word `key` stands; 1 if there is none."""
    word = re.compile(rf"(?<![\w-]){re.escape(key)}(?![\w-])")
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return next((n for n, line in enumerate(lines, 1) if not line.startswith("#") and word.search(line)), 1)
