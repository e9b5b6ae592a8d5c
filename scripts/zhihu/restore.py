"""Take the edits of a page back: from what stands on the page to what stood in the export.

If the page was changed, the rest is still restored, and the change appears in the export at the same place.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zhihu.ledger import Entry, Kept, Record, hash_of

_SHORTEST_ANCHOR = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the restored export."""

    text: str
    """What it says."""

    place: int
    """Where on the part of the page it stands."""

    is_damaged: bool = False
    """Whether the page does not hold here what the ledger says it should."""


def restore(records: Sequence[Record], text: str, place: int = 0) -> Iterator[Piece]:
    """Yield the export's stretches for one part of a page, given its records and the part's text as it is now.

    What fits from the front and from the back is restored first; in between, the longest stretch that can still be
    found divides what is left. What cannot be found is taken from the page as it is, and marked as damaged.
    """
    head, start = _fitting_head(records, text)
    yield from _pieces(records[:head], text, 0, place)
    rest, end = _fitting_tail(records[head:], text, start)
    tail = head + rest
    if head < tail or start < end:
        yield from _between(records[head:tail], text[start:end], place + start)
    yield from _pieces(records[tail:], text, end, place)


def _length(record: Record) -> int:
    return record.characters if isinstance(record, Kept) else len(record.after)


def _fits(record: Record, text: str, start: int) -> bool:
    found = text[start : start + _length(record)] if start >= 0 else None
    if found is None:
        return False
    return hash_of(found) == record.hash if isinstance(record, Kept) else found == record.after


def _fitting_head(records: Sequence[Record], text: str) -> tuple[int, int]:
    """Return how many records fit from the front, and how many characters they take."""
    at = 0
    for count, record in enumerate(records):
        if not _fits(record, text, at):
            return count, at
        at += _length(record)
    return len(records), at


def _fitting_tail(records: Sequence[Record], text: str, start: int) -> tuple[int, int]:
    """Return how many records are left when those that fit from the back are taken off, and where these begin."""
    end = len(text)
    for left in range(len(records), 0, -1):
        begin = end - _length(records[left - 1])
        if begin < start or not _fits(records[left - 1], text, begin):
            return left, end
        end = begin
    return 0, end


def _pieces(records: Sequence[Record], text: str, at: int, place: int) -> Iterator[Piece]:
    for record in records:
        length = _length(record)
        yield Piece(record.before if isinstance(record, Entry) else text[at : at + length], place + at)
        at += length


def _between(records: Sequence[Record], text: str, place: int) -> Iterator[Piece]:
    anchor = _anchor(records, text)
    if anchor is None:
        yield Piece(text, place, is_damaged=True)
        return
    index, at = anchor
    end = at + _length(records[index])
    yield from restore(records[:index], text[:at], place)
    yield from _pieces(records[index : index + 1], text, at, place)
    yield from restore(records[index + 1 :], text[end:], place + end)


def _anchor(records: Sequence[Record], text: str) -> tuple[int, int] | None:
    """Return index and place of the longest record that stands in `text` about where it should."""
    drift = abs(len(text) - sum(map(_length, records)))
    longest_first = sorted(range(len(records)), key=lambda index: -_length(records[index]))
    for index in longest_first:
        if _length(records[index]) < _SHORTEST_ANCHOR:
            return None
        expected = sum(map(_length, records[:index]))
        for at in range(max(0, expected - drift), min(len(text), expected + drift) + 1):
            if _fits(records[index], text, at):
                return index, at
    return None
