"""Which dollar signs hold a formula and which prose, for a reader who takes any two for a formula (T23).

A pair is judged by what stands between its signs. Where that is prose for certain, the first sign is alone, and the
second may still open a formula; where nobody can tell, both are left as they are.
"""

import re
from collections.abc import Iterator
from typing import Literal

from zhihu.document import Document
from zhihu.verbatim import unmarked

Verdict = Literal["formula", "prose", "unsure"]
_Signs = list[tuple[int, int]]

_DOLLAR = re.compile(r"(?<!\\)(?:\\\\)*(\$+)")
# Words inside a formula, which say nothing about it.
_LABEL = re.compile(r"\\(?:text|mbox|textrm|textbf|mathrm|operatorname)\{[^{}]*\}")
_TEX = re.compile(r"\\[A-Za-z]{2}|[A-Za-z\d)\]}α-ωΑ-Ω]\\?[_^][{A-Za-z\d(*]")
_SHORT = re.compile(r"\s*(?:[A-Za-zα-ωΑ-Ω]'?|[A-Za-zα-ω]\d?\s*[-+*/=<>≤≥≈∈×·]\s*[^\s\u4e00-\u9fff]{1,20})\s*")
_SENTENCE = re.compile(r"[，。；：！？、（）“”]|\*\*")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_MOST_HAN = 6
# An amount, and what follows it in prose: Chinese, a word, a dash, a sign of punctuation.
_MONEY = re.compile(r"\d[\d,.]*(?:[kKMB]\b)?\+?(?:[\u4e00-\u9fff，。；：、）/~—-]|\s+[A-Za-z\u4e00-\u9fff]|\*\*|\s*\Z)")
_OPERATOR = re.compile(r"[\\=^_<>×]")
# What can follow a dollar sign in a shell or a Makefile: `$(Q)$(MAKE) $@`.
_VARIABLE = re.compile(r"[({@<*?#]")


def formulas(document: Document) -> Iterator[tuple[int, int]]:
    """Yield where each certain formula between single dollar signs begins and ends, the signs included."""
    return ((start, end) for start, end, verdict in _judged(document) if verdict == "formula")


def lone_dollars(document: Document) -> Iterator[int]:
    """Yield each dollar sign before prose that a reader of formulas would take for the beginning of one."""
    return (start for start, _, verdict in _judged(document) if verdict == "prose")


def _judged(document: Document) -> Iterator[tuple[int, int, Verdict]]:
    if "$" not in document.text:
        return
    skip = unmarked(document)
    for inline in document.of("Inline"):
        if document.text.find("$", inline.start, inline.end) >= 0:
            found = (m.span(1) for m in _DOLLAR.finditer(document.text, inline.start, inline.end))
            yield from _paired(document.text, [span for span in found if not skip.hold(span[0])])


def _paired(text: str, signs: _Signs) -> Iterator[tuple[int, int, Verdict]]:
    at = 0
    while at + 1 < len(signs):
        (start, end), (closing, after) = signs[at], signs[at + 1]
        if end - start > 1 or after - closing > 1:
            at += 2 if end - start == after - closing else 1
            continue
        verdict = judge(text[end:closing], text[after : after + 1])
        if verdict != "prose" or _would_open(text, end, signs[at + 1 :]):
            yield start, after, verdict
        at += 1 if verdict == "prose" else 2


def _would_open(text: str, end: int, later: _Signs) -> bool:
    """Return whether a sign that ends at `end` is one with which a formula can open, and one of `later` closes it."""
    if text[end : end + 1].isspace():
        return False
    return any(not text[sign - 1].isspace() for sign, last in later if last - sign == 1)


def judge(inner: str, after: str) -> Verdict:
    """Return what stands between two dollar signs, the second of which is followed by `after`."""
    words = _LABEL.sub("", inner)
    han = len(_HAN.findall(words))
    if not inner.strip() or "\n\n" in inner:
        return "unsure"
    if _VARIABLE.match(words) and _VARIABLE.match(after) and not re.search(r"\\[A-Za-z]{2}", words):
        return "prose"
    if han > _MOST_HAN and _SENTENCE.search(words):
        return "prose"
    if _MONEY.match(words) and not _OPERATOR.search(words) and not re.fullmatch(r"\d+(?:\.\d+)?", words):
        return "prose"
    if han or _SENTENCE.search(words):
        return "unsure"
    return "formula" if _TEX.search(inner) or _SHORT.fullmatch(words) else "unsure"
