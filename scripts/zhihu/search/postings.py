"""Which documents hold each term, and how much it weighs there, as digits that are read only when a query needs them.

A term's postings are one string: for each document its distance from the one before, and the weight of the term in it.
docs/assets/javascripts/search/index.js reads it.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import count
from typing import NamedTuple

from zhihu.memory import remembered
from zhihu.search.document import SearchDocument
from zhihu.search.tokens import tokens

ALPHABET = "".join(chr(code) for code in range(33, 127) if chr(code) not in '"\\')[:90]
"""Digits of the numbers in postings: what JSON writes as it is, without the blank between two terms."""

_DIGITS = [sign.encode() for sign in ALPHABET]
_HALF = len(ALPHABET) // 2
_BOOSTS = {"title": 4.0, "aliases": 2.0, "answer": 1.5, "note": 0.7, "note_aliases": 0.4, "references": 0.3}
_NAMES = ("aliases", "note_aliases")
"""Fields in which a character that the author does not use says nothing: it is only part of a name."""

_NUMBERS: defaultdict[str, int] = defaultdict(count().__next__)
"""The number of each term that was ever counted."""

_SCALE = (len(ALPHABET) - 1) / sum(_BOOSTS.values())
_SATURATION = 1.2
_LENGTH = 0.6
"""BM25's k1 and b, with their usual values for short texts; a field counts by itself, or a long note drowns a title."""


class _Counts(NamedTuple):
    """How often each term stands in one field of a document: as numbers, for there are millions in a large export."""

    terms: "array[int]"
    """The terms by number."""

    times: "array[int]"
    """How often each of them."""


def postings(documents: Sequence[SearchDocument]) -> dict[str, str]:
    """Return the postings of each term, the documents in order."""
    of_documents = [_counted(document) for document in documents]
    counted = {field: [counts[field] for counts in of_documents] for field in _BOOSTS}
    norms = {field: _norms(counts) for field, counts in counted.items()}
    distances = [_number(distance).encode() for distance in range(len(documents) + 1)]
    packed = [bytearray() for _ in _NUMBERS]
    before = [0] * len(packed)
    for at in range(len(documents)):
        of_fields = ((boost, norms[field][at], counted[field][at]) for field, boost in _BOOSTS.items())
        for term, weight in _weights(of_fields).items():
            packed[term] += distances[at - before[term]] + _DIGITS[round(weight * _SCALE) or 1]
            before[term] = at
    return {term: packed[number].decode() for term, number in _NUMBERS.items() if packed[number]}


def _weights(of_fields: Iterable[tuple[float, float, _Counts]]) -> dict[int, float]:
    """Return the weight of each term in a document, given boost, norm and counts of each of its fields."""
    weights: dict[int, float] = {}
    for boost, norm, counts in of_fields:
        for term, times in zip(*counts, strict=True):
            weights[term] = weights.get(term, 0.0) + boost * times / (times + norm)
    return weights


@remembered
def _counted(document: SearchDocument) -> dict[str, _Counts]:
    """Return how often each term stands in each field."""
    return {field: _counted_in(document, field) for field in _BOOSTS}


def _counted_in(document: SearchDocument, field: str) -> _Counts:
    counts = Counter(tokens(getattr(document, field)))
    if field in _NAMES:
        said = f"{document.title}{document.answer}"
        counts = Counter({t: times for t, times in counts.items() if len(t) > 1 or t.isascii() or t in said})
    return _Counts(array("I", map(_NUMBERS.__getitem__, counts)), array("I", counts.values()))


def _norms(counted: Sequence[_Counts]) -> list[float]:
    """Return for each document how often a term must stand in a field to get half of the field's weight."""
    lengths = [sum(counts.times) for counts in counted]
    average = sum(lengths) / max(1, len(lengths)) or 1.0
    return [_SATURATION * (1 - _LENGTH + _LENGTH * length / average) for length in lengths]


def _number(value: int) -> str:
    """Return the digits of `value`, the lowest first; all but the last are of the alphabet's upper half."""
    digits = ""
    while value >= _HALF:
        digits += ALPHABET[_HALF + value % _HALF]
        value //= _HALF
    return digits + ALPHABET[value]
