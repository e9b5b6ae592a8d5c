"""The words under which a text is found; docs/assets/javascripts/search/tokens.js cuts queries the same way."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import chain, starmap
from operator import add

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Characters of Chinese, as the inside of a character class."""

# A word may hold what is left out here between two of its letters: off-policy, 0.693, y_w, pi/2.
_RUNS = re.compile(rf"([{HAN}]+)|([^\W_{HAN}]+(?:[-'._/+][^\W_{HAN}]+)*)")
_NUMBER = re.compile(r"\d+(?:\.\d+)+")
_PARTS = re.compile(r"[^\W_]+")


def folded(text: str) -> str:
    """Return `text` without the differences between capital and small, full-width and ordinary characters."""
    return unicodedata.normalize("NFKC", text).lower()


def tokens(text: str) -> Iterator[str]:
    """Return the tokens of `text`: Han characters and pairs of them; words, whole and in parts; whole numbers."""
    # There are millions in a large export: they are chained, and not yielded one by one.
    return chain.from_iterable(starmap(_of_run, _RUNS.findall(folded(text))))


def _of_run(han: str, word: str) -> Iterable[str]:
    if han:
        return chain(han, map(add, han, han[1:]))
    if word.isalnum() or _NUMBER.fullmatch(word):
        return (word,)
    return (word, *_PARTS.findall(word))
