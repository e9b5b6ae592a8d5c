"""Definitions of links and footnotes that stand on another page than the words that need them.

Notes often keep them at their end, for all questions; each question gets a page of its own.
"""

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from zhihu.clean import clean_part
from zhihu.markdown.document import Document, parse
from zhihu.markdown.links import unescaped
from zhihu.model import Elsewhere, TextFacts
from zhihu.rules.far_links import label_key

_TITLE = r"(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?"
_LINK = re.compile(
    r"^(?P<lead>[ \t>]{0,8}(?:[-*+][ \t]+)?)\[(?!\^)(?P<label>(?:[^\[\]\\\n]|\\.){1,500})\]:[ \t]*(?:\n[ \t]*)?"
    rf"(?:<(?P<angled>[^<>\n]*)>|(?P<bare>[^\s<]\S*)){_TITLE}[ \t]*$",
    re.MULTILINE,
)
_NOTE = re.compile(r"\[\^[^\]\n]+\]:[ \t]*")
_HINT = re.compile(r"^[ \t>]*(?:[-*+][ \t]+)?\[[^\n]{1,500}?\]:", re.MULTILINE)
_INDENT = "    "


@dataclass(frozen=True, slots=True)
class _Definition:
    """A definition and its place in the export."""

    start: int
    key: str
    words: str
    is_note: bool


def elsewhere(text: str, start: int, end: int, facts: TextFacts) -> Elsewhere:
    """Return what the part from `start` to `end` of an export's `text` may need from its other parts."""
    known = _definitions(text)
    if not known:
        return Elsewhere()
    own = {(d.is_note, d.key) for d in known if start <= d.start < end}
    far: dict[tuple[bool, str], str] = {}
    for definition in known:
        name = (definition.is_note, definition.key)
        if name not in own:
            far.setdefault(name, definition.words)
    links = {key: words for (is_note, key), words in far.items() if not is_note}
    notes = {key: words for (is_note, key), words in far.items() if is_note and f"[^{key}]" in text[start:end]}
    return Elsewhere(
        links,
        frozenset(key for key in links if not key.isdecimal() or _is_alone(key, text, start, end)),
        {key: _cleaned(words, facts) for key, words in notes.items()},
    )


@lru_cache(maxsize=1)  # an export may have thousands of sections
def _definitions(text: str) -> tuple[_Definition, ...]:
    if not _HINT.search(text):
        return ()
    document = parse(text)
    return tuple(sorted([*_links(document), *_notes(document)], key=lambda definition: definition.start))


def _links(document: Document) -> Iterator[_Definition]:
    inlines = iter(document.of("Inline"))
    inline = next(inlines, None)
    for found in _LINK.finditer(document.text):
        at = found.end("lead")
        while inline and inline.end <= at:
            inline = next(inlines, None)
        if not (inline and inline.start <= at) and not document.is_opaque(at):
            address = found["bare"] if found["angled"] is None else found["angled"]
            yield _Definition(at, label_key(found["label"]), unescaped(address), is_note=False)


def _notes(document: Document) -> Iterator[_Definition]:
    for span in document.of("FootnoteDefinition"):
        marker = _NOTE.match(document.text, span.start)
        if marker and span.parent < 0:
            yield _Definition(span.start, span.data, document.text[marker.end() : span.end].strip(), is_note=True)


def _is_alone(number: str, text: str, start: int, end: int) -> bool:
    """Return whether only the part cites `number`: if others do, each may mean a list of its own."""
    citing = re.compile(rf"(?<!\])\[{number}\](?![\[(:])")
    return not citing.search(text, 0, start) and not citing.search(text, end)


def _cleaned(words: str, facts: TextFacts) -> str:
    first, _, rest = words.partition("\n")
    plain = f"{first}\n{textwrap.dedent(rest)}" if rest else first
    cleaned = clean_part(plain, replace(facts, terms=(), corrections=())).text
    return textwrap.indent(cleaned, _INDENT).removeprefix(_INDENT)
