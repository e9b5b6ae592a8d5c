"""The line of every key and value in a TOML file, which no TOML parser of Python's tells."""

import re
import tomllib
from collections.abc import Iterator
from typing import NamedTuple

Place = tuple[str | int, ...]
"""Keys and list indices from the top of the file: `("topics", 1, "zh")`."""

_TOKEN = re.compile(
    r'''
    """(?:\\.|[^\\])*?"{3,5} | \'\'\'.*?\'{3,5}
    | "(?:\\.|[^"\\])*" | '[^']*'
    | \#[^\n]* | \n | [\[\]{}=,.]
    | [^\s\[\]{}=,.#"']+
    ''',
    re.VERBOSE | re.DOTALL,
)
_ENDS_VALUE = frozenset(",]}\n")


class _Token(NamedTuple):
    text: str
    line: int


class _Scanner:
    """Walks through the tokens of a file that is known to be TOML, and notes where it meets what."""

    def __init__(self, text: str) -> None:
        self.lines: dict[Place, int] = {(): 1}
        self._tokens = list(_tokens(text))
        self._at = 0
        self._lengths: dict[Place, int] = {}

    def scan(self) -> None:
        table: Place = ()
        while self._at < len(self._tokens):
            token = self._next()
            if token.text == "[":
                table = self._header(token.line)
            elif token.text != "\n":
                self._at -= 1
                self._pair(table)

    def _next(self) -> _Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def _peek(self) -> str:
        return self._tokens[self._at].text if self._at < len(self._tokens) else "\n"

    def _note(self, place: Place, line: int) -> None:
        # A dotted key or a header names the tables above it, too.
        for length in range(1, len(place) + 1):
            self.lines.setdefault(place[:length], line)

    def _header(self, line: int) -> Place:
        is_list = self._peek() == "["
        self._at += is_list
        *above, last = self._keys("]")
        self._at += is_list
        place: Place = ()
        for key in above:
            place = self._newest((*place, key))
        place = (*place, last)
        if is_list:
            self._lengths[place] = self._lengths.get(place, 0) + 1
        place = self._newest(place)
        self._note(place, line)
        return place

    def _newest(self, place: Place) -> Place:
        """Return the entry that a header means by the name of a list of tables: the last one so far."""
        return (*place, self._lengths[place] - 1) if place in self._lengths else place

    def _keys(self, end: str) -> list[str]:
        """Read a key, dotted or not, and what ends it."""
        keys = []
        while (text := self._next().text) != end:
            if text != ".":
                keys.append(_unquoted(text))
        return keys

    def _pair(self, table: Place) -> None:
        line = self._tokens[self._at].line
        place = (*table, *self._keys("="))
        self._note(place, line)
        self._value(place)

    def _value(self, place: Place) -> None:
        opening = self._next()
        if opening.text not in {"[", "{"}:
            while self._peek() not in _ENDS_VALUE:
                self._at += 1
            return
        index = 0
        while (token := self._next()).text not in {"]", "}"}:
            if token.text in {",", "\n"}:
                continue
            self._at -= 1
            if opening.text == "{":
                self._pair(place)
                continue
            self._note((*place, index), token.line)
            self._value((*place, index))
            index += 1


def _tokens(text: str) -> Iterator[_Token]:
    line, counted = 1, 0
    for found in _TOKEN.finditer(text):
        line += text.count("\n", counted, found.start())
        counted = found.start()
        if not found[0].startswith("#"):
            yield _Token(found[0], line)


def _unquoted(key: str) -> str:
    return next(iter(tomllib.loads(f"{key} = 0")))


def lines_of(text: str) -> dict[Place, int]:
    """Return the line of each key and list entry of `text`; raises tomllib.TOMLDecodeError if it is not TOML."""
    tomllib.loads(text)
    scanner = _Scanner(text)
    scanner.scan()
    return scanner.lines
