"""The ledger: for each export, what of it stands on which page and what was changed, in the order of the export.

Read from the top, its entries are the export: a `Kept` stands for characters copied to a page, an `Entry` for the
characters it names in `before`. Kept characters are not repeated, only counted and hashed,
so that the ledger cannot stand in for a page that lost them.
"""

import hashlib
from binascii import crc_hqx
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import msgspec

from zhihu.errors import LedgerError
from zhihu.model import Edit

EXPORTS = "ledger/exports.txt"
"""Path below `docs/` of the list of exports, one a line: it tells when the ledger of one is missing."""


def hash_of(text: str) -> str:
    """Return a short hash of `text`: enough to notice a change, not to withstand an attack."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def line_hashes(text: str) -> str:
    """Return a very short hash of each line of `text`: enough to point at the one that was changed."""
    return " ".join(f"{crc_hqx(line.encode('utf-8', 'surrogatepass'), 0):x}" for line in text.split("\n"))


class Header(msgspec.Struct, frozen=True, tag="export", tag_field="is"):
    """The first line of a ledger."""

    export: str
    """Path below `source/exports/`."""

    sha256: str
    """Hash of the export's bytes."""

    newline: str
    """Its line end."""

    bom: bool
    """Whether it begins with a byte order mark."""


class Kept(msgspec.Struct, frozen=True, tag="kept", tag_field="is", omit_defaults=True):
    """Characters of the author's that stand on a page as they stood in the export."""

    page: str
    """Path below `docs/`."""

    part: str
    """`title`, `question` or `answer`."""

    characters: int
    """How many."""

    hash: str
    """Their `hash_of`."""

    lines: str = ""
    """Their `line_hashes`, by which a check names the line that was changed; empty if they are on one line."""


class Entry(msgspec.Struct, frozen=True, tag="edit", tag_field="is", omit_defaults=True):
    """One edit that was made."""

    page: str
    """Path below `docs/`."""

    line: int
    """Line in the export, from 1."""

    column: int
    """Character in that line, from 1."""

    rule: str
    """The rule that asked for it, or `marker`, `front_matter`, `edges` for what lies between parts."""

    before: str
    """What stood in the export."""

    after: str = ""
    """What stands on the page."""

    part: str = ""
    """The part of the page; empty where nothing of it is on a page."""


Record = Kept | Entry

_ENCODER = msgspec.json.Encoder()


@dataclass(frozen=True, slots=True)
class Ledger:
    """All entries of one export."""

    header: Header
    """What is needed to write the same bytes again."""

    records: tuple[Record, ...]
    """In the order of the export."""

    @property
    def entries(self) -> Iterator[Entry]:
        """The edits alone."""
        return (record for record in self.records if isinstance(record, Entry))


class Place(NamedTuple):
    """A place in an export."""

    at: int
    """The character."""

    line: int
    """Its line, from 1."""

    line_start: int
    """First character of that line."""


FIRST = Place(0, 1, 0)


class Recorder:
    """Writes down, from the first character of an export to the last, what becomes of it."""

    def __init__(self, text: str, place: Place = FIRST) -> None:
        """Begin at `place` of `text`."""
        self._text = text
        self._at, self._line, self._line_start = place
        self.records: list[Record] = []

    @property
    def place(self) -> Place:
        """How far it has come."""
        return Place(self._at, self._line, self._line_start)

    def gap(self, end: int, page: str, rule: str) -> None:
        """Note that nothing up to `end` is on a page, because of `rule`."""
        if end > self._at:
            self._entry(Edit(self._at, end, "", rule), page, "")

    def between(self, end: int, page: str) -> None:
        """Note that only a marker or empty lines stand up to `end`."""
        self.gap(end, page, "edges" if self._text[self._at : end].isspace() else "marker")

    def entries_from(self, first: int) -> list[Entry]:
        """Return the edits among the records from number `first` on."""
        return [record for record in self.records[first:] if isinstance(record, Entry)]

    def part(self, end: int, edits: Iterable[Edit], page: str, part: str) -> None:
        """Note that everything up to `end` is on a page, but for `edits`, which are sorted and do not overlap."""
        for edit in edits:
            self._kept(edit.start, page, part)
            self._entry(edit, page, part)
        self._kept(end, page, part)

    def _kept(self, end: int, page: str, part: str) -> None:
        if end > self._at:
            text = self._text[self._at : end]
            lines = line_hashes(text) if "\n" in text else ""
            self.records.append(Kept(page, part, len(text), hash_of(text), lines))
            self._advance(end)

    def _entry(self, edit: Edit, page: str, part: str) -> None:
        column = edit.start - self._line_start + 1
        before = self._text[edit.start : edit.end]
        self.records.append(Entry(page, self._line, column, edit.rule, before, edit.new, part))
        self._advance(edit.end)

    def _advance(self, end: int) -> None:
        self._line += self._text.count("\n", self._at, end)
        self._line_start = max(self._line_start, self._text.rfind("\n", self._at, end) + 1)
        self._at = end


def encode(ledger: Ledger) -> bytes:
    """Return the ledger as JSON lines."""
    return encode_lines((ledger.header, *ledger.records))


def encode_lines(lines: Iterable[Header | Record]) -> bytes:
    """Return a part of a ledger as JSON lines."""
    return b"".join(_ENCODER.encode(line) + b"\n" for line in lines)


def decode(data: bytes, path: Path) -> Ledger:
    """Return the ledger in `data`; raises LedgerError with the line that is not one."""
    lines: list[Header | Kept | Entry] = []
    for number, line in enumerate(data.splitlines(), 1):
        try:
            lines.append(msgspec.json.decode(line, type=Header | Kept | Entry))
        except msgspec.DecodeError as error:
            raise LedgerError(path, number, f"not an entry of a ledger ({error})", "what clean.py wrote") from error
    if not lines or not isinstance(lines[0], Header):
        raise LedgerError(path, 1, "the ledger has no header", "what clean.py wrote")
    return Ledger(lines[0], tuple(line for line in lines[1:] if not isinstance(line, Header)))
