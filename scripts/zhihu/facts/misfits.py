"""What is wrong with a table of facts, in the words of people who write TOML, from what msgspec says about it."""

import re
from typing import Any, NamedTuple

import msgspec

from zhihu.facts.toml_lines import Place

_STEP = re.compile(r"\.(\w+)|\[(\d+)\]|(\[\.\.\.\])")
_UNFIT = re.compile(r"Expected `(?P<wanted>[^`]+)`(?P<bound> [^,]+)?(?:, got `(?P<got>[^`]+)`)?")
_FIELD = re.compile(r"field `(?P<name>[^`]+)`")
_WORDS = {
    "array": "a list",
    "bool": "true or false",
    "float": "a number",
    "int": "a whole number",
    "null": "nothing",
    "object": "a table",
    "str": "a text in quotes",
}
"""What people call the types that msgspec names."""


class Misfit(NamedTuple):
    """A key that is unknown, missing or of the wrong type."""

    place: Place
    """Where it is; the table around it where it is missing."""

    problem: str
    """What is wrong."""

    expected: str
    """What should be there."""


def misfit_of(table: dict[str, Any], kind: type[object], message: str) -> Misfit:
    """Return what is wrong with `table`, which is no `kind` because of `message`, an error of msgspec's."""
    place = _place(table, kind, message)
    if field := _FIELD.search(message):
        name = field["name"]
        if "unknown" in message:
            return Misfit((*place, name), f"unknown key {name!r}", "a key that belongs here")
        return Misfit(place, f"the key {name!r} is missing", f"{name} = …")
    key = ".".join(map(str, place)) or "the file"
    unfit = _UNFIT.search(message)
    if not unfit:
        return Misfit(place, f"{key}: {message}", "another value")
    wanted = " or ".join(_WORDS.get(word, word) for word in unfit["wanted"].split(" | "))
    got = f"is {_WORDS.get(unfit['got'], unfit['got'])}" if unfit["got"] else "does not fit"
    return Misfit(place, f"{key} {got}", f"{wanted}{unfit['bound'] or ''}")


def _place(table: dict[str, Any], kind: type[object], message: str) -> Place:
    """Return where in `table` msgspec found what `message` says; it does not name the keys of a dict."""
    place: list[str | int] = []
    here: Any = table
    _, at, path = message.rpartition(" - at ")
    for name, index, _ in _STEP.findall(path if at else ""):
        step = name or (int(index) if index else _culprit(table, here, kind, message))
        place.append(step)
        here = here[step]
    return tuple(place)


def _culprit(table: dict[str, Any], part: dict[str, Any], kind: type[object], message: str) -> str:
    """Return the key of `part`, a dict somewhere in `table`, whose value alone causes the message, too."""
    entries = dict(part)
    try:
        return next(key for key in entries if _complains(table, part, {key: entries[key]}, kind, message))
    finally:
        part.clear()
        part.update(entries)


def _complains(
    table: dict[str, Any], part: dict[str, Any], only: dict[str, Any], kind: type[object], message: str
) -> bool:
    part.clear()
    part.update(only)
    try:
        msgspec.convert(table, kind)
    except msgspec.ValidationError as error:
        return str(error) == message
    return False
