"""Links from a term to the glossary, where it is first used: in the text, because `abbr` does nothing beside Han."""

import re
from collections.abc import Iterator
from functools import cache

from zhihu.markdown.document import Document
from zhihu.model import Edit, GlossaryTerm, TextFacts
from zhihu.rules.far_links import far_references
from zhihu.rules.links import keyword_links

_TARGET = "../glossary.md#"
_HAN = re.compile("[\u4e00-\u9fff]")


def term(document: Document, facts: TextFacts) -> Iterator[Edit]:
    """Link the first use of each term on a page to its entry; none in headings, links, code, formulas or HTML."""
    if not facts.terms:
        return
    done = {link.url.removeprefix(_TARGET) for link in document.links if link.url.startswith(_TARGET)}
    closed = _closed(document, facts)
    last = -1
    pattern, ids = _pattern(facts.terms)
    for found in pattern.finditer(document.text):
        name = ids[int(found.lastindex or 0)]
        if name in done or found.start() == last or _is_closed(closed, found.start(), found.end()):
            continue
        if _touches_markup(document.text, found):
            continue
        done.add(name)
        last = found.end()
        yield Edit(found.start(), found.start(), "[", "term")
        yield Edit(found.end(), found.end(), f"]({_TARGET}{name})", "term")


@cache
def _pattern(terms: tuple[GlossaryTerm, ...]) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """Return a pattern with one group for each name, the longest names first, and the id for each group from 1.

    Names are sorted by their first letter, which `re` looks for without trying every name at every place:
    as one list of names, this rule took more than half of all cleaning.
    """
    named = sorted(((name, t.id) for t in terms for name in t.names), key=lambda pair: (-len(pair[0]), pair))
    by_first: dict[str, list[tuple[str, str]]] = {}
    for name, key in named:
        for first in [name[0]] if _is_exact(name) else sorted({name[0].lower(), name[0].upper()}):
            by_first.setdefault(first, []).append((_rest(name), key))
    branches = (
        f"{re.escape(first)}(?:{'|'.join(f'({rest})' for rest, _ in some)})" for first, some in by_first.items()
    )
    return re.compile("|".join(branches)), ("", *(key for some in by_first.values() for _, key in some))


def _is_exact(name: str) -> bool:
    return name.isupper() or bool(_HAN.search(name))


def _rest(name: str) -> str:
    """Return a pattern for a name behind its first letter: Chinese anywhere, Latin as a word, which Han may touch."""
    if _HAN.search(name):
        return re.escape(name[1:])
    letters = re.escape(name[1:]) if name.isupper() else f"(?i:{re.escape(name[1:])}s?)"
    return rf"(?<![A-Za-z0-9_-].){letters}(?![A-Za-z0-9_-])"


def _closed(document: Document, facts: TextFacts) -> list[tuple[int, int]]:
    """Return the ranges in which nothing is linked, in order."""
    own = {(link.start, link.end) for link in keyword_links(document)}
    links = [(link.start, link.end) for link in document.links if (link.start, link.end) not in own]
    headings = [(span.start, span.end) for span in document.of("Heading")]
    far = [(link.start, link.end) for link, _ in far_references(document, facts)]
    return sorted([*document.opaque, *links, *headings, *far])


def _is_closed(closed: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(first < end and start < last for first, last in closed)


def _touches_markup(text: str, found: re.Match[str]) -> bool:
    """Return whether stars or a citation stand beside the term, where another rule may have to put something."""
    before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 2]
    return before in {"*", "]"} or after.startswith(("*", "[", "\\["))


KEEPS_WORDS = (term,)
CHANGES_WORDS = ()
