"""The YAML between two rulers: of a generated page, and as a clipping program puts it above a text."""

import re
from dataclasses import dataclass

import msgspec
import yaml

from zhihu.model import Sighting

_BLOCK = re.compile(r"---[ \t]*\n(?=\S)(?:(.*?)\n)??(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_LARGEST = 65_536
_ENTRY = re.compile(r"^(?![ \t\n#-]).+(?:\n(?:[ \t#-].*)?$)*", re.MULTILINE)
# The parser written in C: ten times as fast, and it has a limit for nesting.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Clipping:
    """The front matter of an export."""

    fields: dict[str, object]
    """Value by key, as YAML gives it, keys in lower case."""

    problems: tuple[Sighting, ...] = ()
    """Entries that are no YAML, in places of the export; the others are among the fields all the same."""


def front_matter(**meta: object) -> str:
    """Return `meta` as front matter, in the order given; what is None is left out.

    Values are written as JSON, which is YAML too and takes a tenth of the time.
    """
    lines = (f"{key}: {msgspec.json.encode(value).decode()}\n" for key, value in meta.items() if value is not None)
    return f"---\n{''.join(lines)}---"


def read_front_matter(text: str) -> Clipping:
    """Return the front matter that `text` begins with; an empty one if it has none."""
    block = _BLOCK.match(text, 0, _LARGEST) if text.startswith("---") else None
    if block is None or not block[1]:
        return Clipping({})
    fields, problem = _loaded(block[1])
    if not problem:
        return Clipping(fields)
    entries = [(entry.start() + block.start(1), *_loaded(entry[0])) for entry in _ENTRY.finditer(block[1])]
    wrong = [(place, what) for place, _, what in entries if what] or [(block.start(1), problem)]
    return Clipping({k: v for _, found, _ in entries for k, v in found.items()}, tuple(_no_yaml(*w) for w in wrong))


def _no_yaml(place: int, what: str) -> Sighting:
    message, expected = f"this part of the front matter is no YAML: {what}", "quotes that YAML knows; it was left out"
    return Sighting(place, "warning", "front-matter", message, expected)


def _loaded(text: str) -> tuple[dict[str, object], str]:
    """Return the fields of `text` and what is wrong with it."""
    try:
        # S506: the loader is a safe one.
        loaded = yaml.load(text, Loader=_LOADER)  # noqa: S506
    except yaml.YAMLError as error:
        return {}, getattr(error, "problem", None) or "not YAML"
    except (ValueError, RecursionError) as error:  # a date such as 2023-02-30; nesting, without the parser in C
        return {}, str(error)
    if loaded is None:
        return {}, ""
    if not isinstance(loaded, dict):
        return {}, "not a list of keys and values"
    return {str(key).lower(): value for key, value in loaded.items()}, ""
