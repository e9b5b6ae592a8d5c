"""Readable addresses for questions: Latin words of the title, pinyin for the rest."""

import re
import unicodedata
from collections.abc import Container
from itertools import count

from pypinyin import lazy_pinyin

LONGEST = 60
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
RESERVED = frozenset(
    {"index", "con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)
"""Names that look like slugs and are none: `index` is its folder's page, the rest are devices on Windows."""

_WORD = re.compile(r"[a-z0-9]+")


def is_slug(name: str) -> bool:
    """Return whether a question may have the address `name`."""
    return name not in RESERVED and SLUG.fullmatch(name) is not None


def slug_of(title: str) -> str:
    """Return an ASCII slug of at most 60 characters for `title`; `question` if no letter of it can be written so."""
    plain = unicodedata.normalize("NFKC", title).lower()
    spelled = " ".join(lazy_pinyin(plain, errors="default"))
    latin = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    slug = ""
    for word in _WORD.findall(latin):
        longer = f"{slug}-{word}" if slug else word[:LONGEST]
        if len(longer) > LONGEST:
            break
        slug = longer
    return slug or "question"


def unique_slug(title: str, taken: Container[str]) -> str:
    """Return a slug for `title` that is not in `taken`: with a counter if it must be."""
    slug = slug_of(title)
    if slug not in taken and is_slug(slug):
        return slug
    numbered = (f"{slug[: LONGEST - len(str(n)) - 1].rstrip('-')}-{n}" for n in count(2))
    return next(candidate for candidate in numbered if candidate not in taken)
