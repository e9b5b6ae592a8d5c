"""Take the edits of a page back: from what stands on the page to what stood in the export.

If the page was changed, the rest is still restored, and the change appears in the export at the same place.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate, pairwise

from zhihu.proof.ledger import Entry, Kept, Record, hash_of, line_hashes

# A short stretch may stand in the text by chance, the more so the more there is to look through.
_SHORTEST_ANCHOR = 4
_SHORTEST_ANCHOR_FAR = 16
# Characters more or less in a stretch up to which a guess where its records end is better than none.
_SLIGHT = 8
# Characters compared in the search for one anchor; a page that was replaced as a whole would take hours.
_EFFORT = 20_000_000
_EFFORT_FOR_A_TRY = 64


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the restored export."""

    text: str
    """What it says."""

    damage: tuple[int, ...] = ()
    """Places on the part of the page, mostly beginnings of lines, from which on it is not what the ledger says."""


def restore(records: Sequence[Record], text: str, place: int = 0) -> Iterator[Piece]:
    """Yield the export's stretches for one part of a page, given its records and the part's text as it is now.

    What fits from the front and from the back is restored first; in between, the longest stretch that can still be
    found divides what is left. What cannot be found is taken from the page as it is, and marked as damaged.
    """
    head, start = _fitting_head(records, text)
    rest, end = _fitting_tail(records[head:], text, start)
    tail = head + rest
    if tail - head == 1 and isinstance(records[head], Entry):
        head, tail, start, end = _rather_kept(records, text, (head, tail, start, end))
    yield from _pieces(records[:head], text, 0)
    if head < tail or start < end:
        yield from _between(records[head:tail], text[start:end], place + start)
    yield from _pieces(records[tail:], text, end)


def _length(record: Record) -> int:
    return record.characters if isinstance(record, Kept) else len(record.after)


def _lengths(records: Iterable[Record]) -> int:
    return sum(map(_length, records))


def _fits(record: Record, text: str, start: int) -> bool:
    found = text[start : start + _length(record)] if start >= 0 else ""
    if len(found) != _length(record):
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


def _rather_kept(records: Sequence[Record], text: str, found: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """Return `found`, or the same with the author's words before our own as what was changed, if that fits as well.

    `[[1](` is `[[1]](` without its first `]`, which was the author's, or without its second, which was ours.
    """
    head, tail, start, _ = found
    if not head or not isinstance(records[head - 1], Kept):
        return found
    start -= _length(records[head - 1])
    rest, end = _fitting_tail(records[head - 1 :], text, start)
    return (head - 1, tail - 1, start, end) if rest == 1 else found


def _pieces(records: Sequence[Record], text: str, at: int) -> Iterator[Piece]:
    for record in records:
        length = _length(record)
        yield Piece(record.before if isinstance(record, Entry) else text[at : at + length])
        at += length


def _between(records: Sequence[Record], text: str, place: int) -> Iterator[Piece]:
    anchor = _anchor(records, text)
    if anchor is None:
        yield from _damaged(records, text, place)
        return
    index, at = anchor
    end = at + _length(records[index])
    yield from restore(records[:index], text[:at], place)
    yield from _pieces(records[index : index + 1], text, at)
    yield from restore(records[index + 1 :], text[end:], place + end)


def _anchor(records: Sequence[Record], text: str) -> tuple[int, int] | None:
    """Return index and place of the longest record that stands in `text` about where it should."""
    effort = 0
    for index, at in _candidates(records, text):
        effort += _EFFORT_FOR_A_TRY + _length(records[index])
        if effort > _EFFORT:
            return None
        if _fits(records[index], text, at):
            return index, at
    return None


def _candidates(records: Sequence[Record], text: str) -> Iterator[tuple[int, int]]:
    drift = abs(len(text) - _lengths(records))
    expected = list(accumulate(map(_length, records), initial=0))
    shortest = _SHORTEST_ANCHOR if drift <= _SLIGHT else _SHORTEST_ANCHOR_FAR
    for index in sorted(range(len(records)), key=lambda index: -_length(records[index])):
        if _length(records[index]) < shortest:
            return
        last = min(len(text) - _length(records[index]), expected[index] + drift)
        yield from ((index, at) for at in range(max(0, expected[index] - drift), last + 1))


def _damaged(records: Sequence[Record], text: str, place: int) -> Iterator[Piece]:
    """Yield `text`, in which no record is certain, cut to the length of each record if that is about right."""
    if len(records) < 2 or abs(len(text) - _lengths(records)) > _SLIGHT:  # noqa: PLR2004  # one fits anyhow
        yield Piece(text, _damage(records, text, place))
        return
    ends = list(accumulate(map(_length, records)))
    last = max((i for i, record in enumerate(records) if isinstance(record, Kept)), default=len(records) - 1)
    drift = len(text) - ends[-1]
    cuts = [0, *(max(0, end + drift * (i >= last)) for i, end in enumerate(ends))]
    for record, (start, end) in zip(records, pairwise(cuts), strict=True):
        found = text[start:end]
        if len(found) == _length(record) and _fits(record, found, 0):
            yield from _pieces([record], found, 0)
        else:
            yield Piece(found, _damage([record], found, place + start))


def _damage(records: Sequence[Record], text: str, place: int) -> tuple[int, ...]:
    """Return where `text` is not what `records` say: the first character of each line, if they tell lines apart."""
    first = records[0] if records else None
    if not isinstance(first, Kept) or not first.lines:
        return (place,)
    wanted, got = first.lines.split(), line_hashes(text).split()
    # The last line of the first record ends in the next one.
    changed = _changed_lines(wanted, got) if len(records) == 1 else [_alike(wanted[:-1], got)]
    starts = list(accumulate((len(line) + 1 for line in text.split("\n")), initial=0))
    return tuple(place + min(starts[line], len(text)) for line in changed) or (place,)


def _changed_lines(wanted: Sequence[str], got: Sequence[str]) -> Iterator[int]:
    """Yield the lines of `got` with which a difference from `wanted` begins."""
    head = _alike(wanted, got)
    wanted, got = wanted[head:], got[head:]
    tail = _alike(wanted[::-1], got[::-1])
    # `difflib` alone may see two changes in one where lines are alike, as empty ones are.
    matcher = SequenceMatcher(None, wanted[: len(wanted) - tail], got[: len(got) - tail])
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind != "equal":
            yield from range(head + start, head + end if end - start == last - first else head + start + 1)


def _alike(wanted: Sequence[str], got: Sequence[str]) -> int:
    """Return how many lines are the same from the front."""
    pairs = zip(wanted, got, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(wanted), len(got)))
