"""The index that the search of one language loads, ranked as far as that is possible before the query is known.

docs/assets/javascripts/search/index.js reads it. A term's postings are one string, read only when a query needs it:
for each document the distance from the one before and the weight of the term in it.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import msgspec

from zhihu.facts.tables import Facts
from zhihu.markdown.front_matter import read_front_matter
from zhihu.pages.page import page_path
from zhihu.pages.words import LANGUAGES, Language
from zhihu.search.document import SearchDocument, document_of
from zhihu.search.tables import syllables, traditional
from zhihu.search.tokens import tokens

ALPHABET = "".join(chr(code) for code in range(33, 127) if chr(code) not in '"\\')[:90]
"""Digits of the numbers in postings: what JSON writes as it is, without the blank between two terms."""

_HALF = len(ALPHABET) // 2
_BOOSTS = {"title": 4.0, "aliases": 2.0, "answer": 1.5, "note": 0.7, "note_aliases": 0.4, "references": 0.3}
_SCALE = (len(ALPHABET) - 1) / sum(_BOOSTS.values())
_SATURATION = 1.2
_LENGTH = 0.6
"""BM25's k1 and b, with their usual values for short texts; a field counts by itself, or a long note drowns a title."""

SCRIPTS = "assets/javascripts/search"
"""Folder of the search's code, below `docs/`."""


def index_path(language: Language) -> str:
    """Return the file below `docs/` with the index of `language`."""
    return f"assets/search/{language}.json"


def indexes(facts: Facts, slugs: Sequence[str], pages: Mapping[str, bytes], docs: Path) -> dict[str, bytes]:
    """Return the index of each language by its path; a page that is not in `pages` is read from `docs`."""
    found = {language: _documents(facts, slugs, pages, docs, language) for language in LANGUAGES}
    return {index_path(language): encoded(documents) for language, documents in found.items()}


def version_of(pages: Mapping[str, bytes], docs: Path) -> str:
    """Return a word that changes whenever an index among `pages` or the code that reads it does."""
    code = [path.read_bytes() for path in sorted((docs / SCRIPTS).glob("*.js"))]
    return sha256(b"\0".join([*(pages[index_path(language)] for language in LANGUAGES), *code])).hexdigest()[:10]


def _documents(
    facts: Facts, slugs: Sequence[str], pages: Mapping[str, bytes], docs: Path, language: Language
) -> list[SearchDocument]:
    documents = []
    for slug in slugs:
        path = page_path(slug, language)
        data = pages.get(path) or ((docs / path).read_bytes() if (docs / path).is_file() else b"")
        page = data.decode(errors="replace")
        # The page of an untranslated question holds the words of the other language's.
        if page and read_front_matter(page).fields.get("lang", language) == language:
            documents.append(document_of(slug, page, facts, language))
    return documents


def encoded(documents: Sequence[SearchDocument]) -> bytes:
    """Return the index of `documents` as JSON."""
    postings = _postings(documents)
    # As JavaScript compares strings, for it searches by halving.
    terms = sorted(postings, key=lambda term: term.encode("utf-16-be"))
    characters = [term for term in terms if len(term) == 1]
    table = {
        "documents": [
            {
                "slug": d.slug,
                "topic": d.topic,
                "title": d.title,
                "aliases": d.aliases,
                "answer": d.answer,
                "note": d.note,
                "references": d.references,
            }
            for d in documents
        ],
        "terms": " ".join(terms),
        "postings": " ".join(postings[term] for term in terms),
        "traditional": traditional(characters),
        "pinyin": syllables(characters),
    }
    return msgspec.json.encode(table) + b"\n"


def _postings(documents: Sequence[SearchDocument]) -> dict[str, str]:
    """Return the postings of each term, the documents in order."""
    counted = {field: [Counter(tokens(getattr(d, field))) for d in documents] for field in _BOOSTS}
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
