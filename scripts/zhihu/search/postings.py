"""Which documents hold each term, and how much it weighs there, as digits that are read only when a query needs them.

A term's postings are one string: for each document its distance from the one before, and the weight of the term in it.
docs/assets/javascripts/search/index.js reads it.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

from zhihu.search.document import SearchDocument
from zhihu.search.tokens import tokens

ALPHABET = "".join(chr(code) for code in range(33, 127) if chr(code) not in '"\\')[:90]
"""Digits of the numbers in postings: what JSON writes as it is, without the blank between two terms."""

_HALF = len(ALPHABET) // 2
_BOOSTS = {"title": 4.0, "aliases": 2.0, "answer": 1.5, "note": 0.7, "note_aliases": 0.4, "references": 0.3}
_NAMES = ("aliases", "note_aliases")
"""Fields in which a character says nothing by itself: the page may not hold it, and it is only part of a name."""

_SCALE = (len(ALPHABET) - 1) / sum(_BOOSTS.values())
_SATURATION = 1.2
_LENGTH = 0.6
"""BM25's k1 and b, with their usual values for short texts; a field counts by itself, or a long note drowns a title."""


def postings(documents: Sequence[SearchDocument]) -> dict[str, str]:
    """Return the postings of each term, the documents in order."""
    counted = {field: [_counted(d, field) for d in documents] for field in _BOOSTS}
    norms = {field: _norms(counts) for field, counts in counted.items()}
    packed: defaultdict[str, list[str]] = defaultdict(list)
    before: dict[str, int] = {}
    for at in range(len(documents)):
        weights: dict[str, float] = {}
        for field, boost in _BOOSTS.items():
            norm = norms[field][at]
            for term, count in counted[field][at].items():
                weights[term] = weights.get(term, 0.0) + boost * count / (count + norm)
        for term, weight in weights.items():
            digit = ALPHABET[round(weight * _SCALE) or 1]
            packed[term].append(_number(at - before.get(term, 0)) + digit)
            before[term] = at
    return {term: "".join(digits) for term, digits in packed.items()}


def _counted(document: SearchDocument, field: str) -> Counter[str]:
    counts = Counter(tokens(getattr(document, field)))
    if field in _NAMES:
        return Counter({term: count for term, count in counts.items() if len(term) > 1 or term.isascii()})
    return counts


def _norms(counted: Sequence[Counter[str]]) -> list[float]:
    """Return for each document how often a term must stand in a field to get half of the field's weight."""
    lengths = [counts.total() for counts in counted]
    average = sum(lengths) / max(1, len(lengths)) or 1.0
    return [_SATURATION * (1 - _LENGTH + _LENGTH * length / average) for length in lengths]


def _number(value: int) -> str:
    """Return the digits of `value`, the lowest first; all but the last are of the alphabet's upper half."""
    digits = ""
    while value >= _HALF:
        digits += ALPHABET[_HALF + value % _HALF]
        value //= _HALF
    return digits + ALPHABET[value]
