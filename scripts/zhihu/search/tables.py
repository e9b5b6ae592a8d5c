"""What lets other spellings of Chinese find the words of an index: traditional characters and pinyin."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

import opencc
from pypinyin import Style, pinyin

_BASIC = (0x4E00, 0xA000)
"""The block of Unicode with the characters people type; OpenCC turns about 3,000 of them into others."""


def traditional(characters: Iterable[str]) -> str:
    """Return pairs of a traditional character and the one among `characters` that stands for it, in one string."""
    wanted = frozenset(characters)
    return "".join(old + new for old, new in _simplified() if new in wanted)


@cache
def _converter(name: str) -> opencc.OpenCC:
    """Return a converter; each reads a dictionary, which takes longer than to convert the terms of a small site."""
    return opencc.OpenCC(name)


@cache
def _simplified() -> tuple[tuple[str, str], ...]:
    old = "\n".join(map(chr, range(*_BASIC)))
    new = _converter("t2s").convert(old)
    return tuple((a, b) for a, b in zip(old.split("\n"), new.split("\n"), strict=True) if a != b)


def taiwanese(pairs: Sequence[str]) -> dict[str, str]:
    """Return the words of Taiwan, in simplified characters, of those among `pairs` that it does not use."""
    old = "\n".join(pairs)
    new = _converter("t2s").convert(_converter("s2twp").convert(old))
    return {b: a for a, b in zip(old.split("\n"), new.split("\n"), strict=True) if a != b}


def syllables(characters: Iterable[str]) -> dict[str, str]:
    """Return the `characters` that are read as each syllable, in every reading they have; `ü` is written `v`."""
    read: defaultdict[str, list[str]] = defaultdict(list)
    for character in sorted(set(characters)):
        for syllable in pinyin(character, style=Style.NORMAL, heteronym=True, v_to_u=False, errors="ignore")[:1]:
            for reading in syllable:
                read[reading].append(character)
    return {reading: "".join(found) for reading, found in sorted(read.items())}
