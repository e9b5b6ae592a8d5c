"""The index that the search of one language loads, ranked as far as that is possible before the query is known.

One file holds it all while it is small. Beyond that it keeps the titles and the list of the terms; their postings and
the texts for passages lie in files of their own, and a query fetches the few it needs.
docs/assets/javascripts/search/index.js reads them.
"""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import msgspec

from zhihu.facts.tables import Facts, Term
from zhihu.pages.catalogue import fields_of
from zhihu.pages.page import page_path
from zhihu.pages.words import LANGUAGES, Language
from zhihu.search.document import SearchDocument, document_of
from zhihu.search.postings import postings
from zhihu.search.tables import syllables, taiwanese, traditional

SCRIPTS = "assets/javascripts/search"
"""Folder of the search's code, below `docs/`."""

FOLDER = "assets/search/"
"""Folder of the indexes, below `docs/`."""

WHOLE = 1_000_000
"""Bytes up to which an index stays in one file: about 150 questions, a third of it on the wire."""

_POSTINGS = 16_000
"""Characters of postings in one file, about."""

_TEXTS = 8
"""Documents whose texts are in one file: each result on the first screen needs its own."""


def index_path(language: Language) -> str:
    """Return the file below `docs/` with the index of `language`."""
    return f"{FOLDER}{language}.json"


def indexes(facts: Facts, slugs: Sequence[str], pages: Mapping[str, bytes], docs: Path) -> dict[str, bytes]:
    """Return the files of the indexes by their paths; a page that is not in `pages` is read from `docs`."""
    return {
        path: data
        for language in LANGUAGES
        for path, data in encoded(documents_in(facts, slugs, pages, docs, language), facts.glossary, language).items()
    }


def version_of(pages: Mapping[str, bytes], docs: Path) -> str:
    """Return a word that changes whenever an index among `pages` or the code that reads it does."""
    code = [path.read_bytes() for path in sorted((docs / SCRIPTS).glob("*.js"))]
    found = [data for path, data in sorted(pages.items()) if path.startswith(FOLDER)]
    return sha256(b"\0".join([*found, *code])).hexdigest()[:10]


def documents_in(
    facts: Facts, slugs: Sequence[str], pages: Mapping[str, bytes], docs: Path, language: Language
) -> list[SearchDocument]:
    """Return what the search knows of the questions that there are in `language`."""
    documents = []
    for slug in slugs:
        path = page_path(slug, language)
        data = pages.get(path) or ((docs / path).read_bytes() if (docs / path).is_file() else b"")
        page = data.decode(errors="replace")
        # The page of an untranslated question holds the words of the other language's.
        if page and fields_of(page).get("lang", language) == language:
            documents.append(document_of(slug, page, facts, language))
    return documents


def encoded(
    documents: Sequence[SearchDocument], glossary: Sequence[Term], language: Language, whole: int = WHOLE
) -> dict[str, bytes]:
    """Return the files of the index of `documents`; there are some beside the first where it would be over `whole`."""
    packed = postings(documents)
    # As JavaScript compares strings, for it searches by halving.
    terms = sorted(packed, key=lambda term: term.encode("utf-16-be"))
    texts = [(d.aliases, d.answer, d.note, d.references) for d in documents]
    starts = [0, len(terms)]
    table = {**_titles(documents), **_tables(terms, glossary, language)}
    path = index_path(language)
    # Not even tried where it cannot be: of a large export it would take more memory than all else.
    if sum(map(len, packed.values())) <= whole:
        data = _json({**table, "starts": starts, "postings": _parts(terms, packed, starts), "texts": texts})
        if len(data) <= whole:
            return {path: data}
    starts = list(_starts(terms, packed))
    beside = path.removesuffix(".json")
    return {
        path: _json({**table, "starts": starts, "together": _TEXTS}),
        **{f"{beside}/p{at}.json": _json(part) for at, part in enumerate(_parts(terms, packed, starts))},
        **{f"{beside}/t{at // _TEXTS}.json": _json(texts[at : at + _TEXTS]) for at in range(0, len(texts), _TEXTS)},
    }


def _titles(documents: Sequence[SearchDocument]) -> dict[str, object]:
    topics = list(dict.fromkeys(d.topic for d in documents))
    places = {topic: place for place, topic in enumerate(topics)}
    return {"topics": topics, "documents": [(d.slug, places[d.topic], d.title) for d in documents]}


def _tables(terms: Sequence[str], glossary: Sequence[Term], language: Language) -> dict[str, object]:
    """Return what leads from other ways of writing to the terms and to the glossary."""
    characters = [term for term in terms if len(term) == 1]
    names = [(term.en, term.zh) if language == "en" else (term.zh, term.en) for term in glossary]
    return {
        "terms": " ".join(terms),
        "traditional": traditional(characters),
        "taiwanese": taiwanese([term for term in terms if len(term) == 2]),  # noqa: PLR2004  # pairs of characters
        "pinyin": syllables(characters),
        "glossary": [(term.id, *both, term.abbr) for term, both in zip(glossary, names, strict=True)],
    }


def _starts(terms: Sequence[str], packed: Mapping[str, str]) -> Iterator[int]:
    """Yield the place of the first term of each file of postings, and the number of the terms."""
    size = _POSTINGS
    for place, term in enumerate(terms):
        if size >= _POSTINGS:
            yield place
            size = 0
        size += len(packed[term]) + 1
    yield len(terms)


def _parts(terms: Sequence[str], packed: Mapping[str, str], starts: Sequence[int]) -> list[str]:
    return [" ".join(packed[term] for term in terms[start:end]) for start, end in pairwise(starts)]


def _json(value: object) -> bytes:
    return msgspec.json.encode(value) + b"\n"
