"""Whether a translated block has the shape of the Chinese one: same kind, items, links, citations, code, numbers."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from zhihu.markdown.blocks import Block
from zhihu.markdown.document import Document, parse
from zhihu.markdown.plain import plain_text
from zhihu.rules.pictures import picture_hash, undrawn

_CITATION = re.compile(r"(?<![\w\]!])\[(\d{1,3})\](?!\()|\[\[(\d{1,3})\]\]\(#ref-")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_OWN_LINK = re.compile(r"#|\.\./|https?://pic")

Aspect = Callable[[Document], object]


def _items(document: Document) -> object:
    return len(document.of("Item"))


def _links(document: Document) -> object:
    return Counter(link.url for link in document.links if not link.is_picture and not _OWN_LINK.match(link.url))


def _pictures(document: Document) -> object:
    return Counter(name for link in document.links if (name := picture_hash(link.url)))


def _citations(document: Document) -> object:
    return Counter(found[1] or found[2] for found in _CITATION.finditer(document.text))


def _code(document: Document) -> object:
    spans = [*document.of("Code"), *document.of("CodeBlock")]
    return Counter(document.text[s.start : s.end].strip() for s in spans)


def _formulas(document: Document) -> object:
    spans = [*document.of("InlineMath"), *document.of("DisplayMath")]
    return Counter(document.text[s.start : s.end] for s in spans)


def _numbers(document: Document) -> object:
    return Counter(_NUMBER.findall(plain_text(document.text)))


_ASPECTS: tuple[tuple[str, Aspect], ...] = (
    ("list items", _items),
    ("links", _links),
    ("pictures", _pictures),
    ("citations", _citations),
    ("code", _code),
    ("formulas", _formulas),
    ("numbers", _numbers),
)


def differences(chinese: Block, english: Block) -> Iterator[str]:
    """Yield what the two blocks do not have in common, as `aspect: Chinese, English`."""
    if chinese.kind != english.kind:
        yield f"kind of block: {chinese.kind}, {english.kind}"
        return
    a, b = parse(undrawn(chinese.text)), parse(undrawn(english.text))
    for name, aspect in _ASPECTS:
        first, second = aspect(a), aspect(b)
        if first != second:
            yield f"{name}: {_shown(first)}, {_shown(second)}"


def _shown(value: object) -> str:
    return ", ".join(map(str, value.elements())) or "none" if isinstance(value, Counter) else str(value)
