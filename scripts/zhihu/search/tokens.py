"""The words under which a text is found; docs/assets/javascripts/search/tokens.js cuts queries the same way."""

import re
import unicodedata
from collections.abc import Iterator
from operator import add

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Characters of Chinese, as the inside of a character class."""

# A word may hold what is left out here between two of its letters: off-policy, 0.693, y_w, pi/2.
_RUNS = re.compile(rf"([{HAN}]+)|((?:(?![{HAN}])[^\W_])+(?:[-'._/+](?:(?![{HAN}])[^\W_])+)*)")
_NUMBER = re.compile(r"\d+(?:\.\d+)+")
_PARTS = re.compile(r"[^\W_]+")


def folded(text: str) -> str:
    """Return `text` without the differences between capital and small, full-width and ordinary characters."""
    return unicodedata.normalize("NFKC", text).lower()


def tokens(text: str) -> Iterator[str]:
    """Yield the tokens of `text`: Han characters and pairs of them; words, whole and in parts; whole numbers."""
    for found in _RUNS.finditer(folded(text)):
        han, word = found.groups()
        if han:
            yield from han
            yield from map(add, han, han[1:])
        else:
            yield from _of_word(word)


def _of_word(word: str) -> Iterator[str]:
    yield word
    parts = _PARTS.findall(word)
    if len(parts) > 1 and not _NUMBER.fullmatch(word):
        yield from parts
