"""What Markdown took for markup though its author did not: rulers, signs of formulas, names of code (T42, T43)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from zhihu.markdown.document import Document, Span

Verdict = Literal["heading", "ruler", "signs", "unsure"]

# As they stand in an export, and as our rules leave them.
_PICTURE = (
    r"(?:!\\?\[[^\[\]\n]*\]|\[(?:图片|动图|视频)[^\[\]\n]*\])\([^()\s]*\)|!\[\[[^\[\]\n]*\]\]"
    r"|（(?:图片|动图)[^\n）]*未随导出保存）|https?://www\.zhihu\.com/z?video/\d+"
)
_PICTURES = re.compile(rf"(?:(?:{_PICTURE})\s*)+")
_SENTENCE = re.compile(r"[。；;](?=.*\S)|[。；，,：:…]\s*\Z")
_ENTITY = re.compile(r"&#?\w{1,31};")
_LONGEST_HEADING = 100
_RULER = 3
_DOUBTFUL_RULER = 4
_NAME = re.compile(r"__([A-Za-z][A-Za-z0-9_]*)__")
# Names that a language or a compiler gives: nobody sets them in bold without the signs.
_NAMES = (
    "init new del call repr str bytes len getitem setitem delitem iter next contains enter exit getattr setattr "
    "getattribute delattr dict doc name main file module class slots all eq ne lt le gt ge hash bool add sub mul "
    "truediv matmul mod pow and or xor invert neg pos abs int float index get set missing reversed copy deepcopy "
    "future version author path loader spec package annotations wrapped subclasshook init_subclass "
    "attribute asm volatile inline const typeof func FUNCTION LINE FILE DATE TIME VA_ARGS GNUC cplusplus "
    "KERNEL ASSEMBLY iomem user rcu percpu force packed aligned section weak always_inline builtin stdcall cdecl "
    "declspec restrict extension alignof thread proto"
)
_KNOWN_NAMES = frozenset(_NAMES.split())


@dataclass(frozen=True, slots=True)
class Underlined:
    """A heading that a line of signs below it makes."""

    span: Span
    """The heading."""

    line_start: int
    """Where the line of signs begins."""

    line_end: int
    """Where it ends, its line feed excluded."""

    verdict: Verdict
    """What it was on Zhihu, as far as it can be told."""


def underlined(document: Document) -> Iterator[Underlined]:
    """Yield the headings of `document` that a line of signs makes, with what they were."""
    text = document.text
    for span in document.of("Heading"):
        source = text[span.start : span.end].rstrip("\n")
        words, _, signs = source.rpartition("\n")
        if words and not signs.strip("> \t").strip("-").strip("=").strip():
            line_start = span.start + len(words) + 1
            verdict = _verdict(words, signs.strip("> \t")) if span.parent < 0 else "unsure"
            yield Underlined(span, line_start, line_start + len(signs.rstrip()), verdict)


def _verdict(words: str, signs: str) -> Verdict:
    """Return what `words` over a line of `signs` were: a converter writes as many signs as a heading has letters."""
    letters = len(words.encode("utf-16-le")) // 2
    if "\n" not in words and len(signs) == letters:
        return "heading"
    # A semicolon that ends an entity ends no sentence.
    shown = _ENTITY.sub("", words)
    is_text = "\n" in words or letters > _LONGEST_HEADING or bool(_SENTENCE.search(shown) or _PICTURES.fullmatch(words))
    if not is_text:
        return "unsure" if len(signs) <= _DOUBTFUL_RULER else "heading"
    if signs == "-":
        # It may be an empty item of a list that follows.
        return "unsure"
    return "ruler" if len(signs) >= _RULER and signs[0] == "-" else "signs"


def bold_names(document: Document) -> Iterator[tuple[Span, bool]]:
    """Yield bold words that look like names of code, `__init__`, and whether a language knows the name."""
    if "__" not in document.text:
        return
    for span in document.of("Strong"):
        found = _NAME.fullmatch(document.text, span.start, span.end)
        if found:
            yield span, found[1] in _KNOWN_NAMES
