"""Which dollar signs hold a formula and which prose, for a reader who takes any two for a formula (T23).

A pair is judged by what stands between its signs. Where that is prose for certain, the first sign is alone, and the
second may still open a formula; where nobody can tell, both are left as they are.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

Verdict = Literal["formula", "prose", "unsure"]

_PARAGRAPH = re.compile(r"(?:[^\n]+(?:\n|\Z))+")
_EQUATION = r"\]\((?:https?:)?//(?:www\.)?zhihu\.com/equation\?tex=[^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)"
_SIGN = re.compile(rf"\\.|`[^`\n]*`|(?P<equation>{_EQUATION})|\]\([^()\s]*\)|(?P<dollars>\$+)")
_LABEL_BEFORE = re.compile(r"!\[[^\n]*\Z")
# Words inside a formula, which say nothing about it.
_LABEL = re.compile(r"\\(?:text|mbox|textrm|textbf|mathrm|operatorname)\{[^{}]*\}")
_TEX = re.compile(r"\\[A-Za-z]{2}|[A-Za-z\d)\]}α-ωΑ-Ω]\\?[_^][{A-Za-z\d(*]")
_SHORT = re.compile(r"\s*(?:[A-Za-zα-ωΑ-Ω]'?|[A-Za-zα-ω]\d?\s*[-+*/=<>≤≥≈∈×·]\s*[^\s\u4e00-\u9fff]{1,20})\s*")
_SENTENCE = re.compile(r"[，。；：！？、（）“”]|\*\*")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_MOST_HAN = 6
# An amount, and what follows it in prose: Chinese, a word, a dash, a sign of punctuation.
_MONEY = re.compile(r"\d[\d,.]*(?:[kKMB]\b)?\+?(?:[\u4e00-\u9fff，。；：、）/~—-]|\s+[A-Za-z\u4e00-\u9fff]|\*\*|\s*\Z)")
_OPERATOR = re.compile(r"\\[A-Za-z]|[=^_<>×]")
_AMOUNT = re.compile(r"\d+(?:\.\d+)?")
# What can follow a dollar sign in a shell or a Makefile: `$(Q)$(MAKE) $@`.
_VARIABLE = re.compile(r"[({@<*?#]")
# Signs that no text is likely to have: one that counts as punctuation like a dollar sign, one that is no blank.
_NO_DOLLAR, _NO_BLANK = "\u2e4f", "\ue000"


class _Sign(NamedTuple):
    """One or more dollar signs, or a picture of a formula, which will have its own."""

    start: int
    """First character."""

    end: int
    """Character after the last one."""

    is_picture: bool
    """Whether it is a picture."""

    @property
    def is_single(self) -> bool:
        """Whether it is one dollar sign."""
        return self.end - self.start == 1


class _Pair(NamedTuple):
    """Two dollar signs, judged."""

    start: int
    """The first one."""

    end: int
    """Character after the second one."""

    verdict: Verdict
    """What stands between them."""


def as_meant(text: str) -> str:
    """Return `text` as a parser should read it: of the same length, with no formula but those that are meant.

    Dollar signs before prose are no dollar signs, and blanks right inside the signs of a formula are none.
    """
    if "$" not in text or _NO_DOLLAR in text or _NO_BLANK in text:
        return text
    signs = list(text)
    for pair in _judged(text):
        if pair.verdict == "prose":
            signs[pair.start] = _NO_DOLLAR
        elif pair.verdict == "formula":
            for at in (pair.start + 1, pair.end - 2):
                signs[at] = _NO_BLANK if signs[at] in " \t" else signs[at]
    return "".join(signs)


def as_written(text: str) -> str:
    """Return words of `as_meant` as they were."""
    return text.replace(_NO_DOLLAR, "$").replace(_NO_BLANK, " ")


def lone_dollars(text: str) -> Iterator[int]:
    """Yield each dollar sign before prose that a reader of formulas would take for the beginning of one."""
    return (pair.start for pair in _judged(text) if pair.verdict == "prose")


@lru_cache(maxsize=4)  # the parts of a page, each asked about by the parser and by a rule
def _judged(text: str) -> tuple[_Pair, ...]:
    return tuple(_pairs(text))


def _pairs(text: str) -> Iterator[_Pair]:
    for paragraph in _PARAGRAPH.finditer(text):
        if text.find("$", *paragraph.span()) >= 0:
            found = _SIGN.finditer(text, *paragraph.span())
            yield from _paired(
                text, [_Sign(*m.span(), bool(m["equation"])) for m in found if m["dollars"] or m["equation"]]
            )


def _paired(text: str, signs: list[_Sign]) -> Iterator[_Pair]:
    last = max((s.start for s in signs if s.is_picture or (s.is_single and not text[s.start - 1].isspace())), default=0)
    at = 0
    while at + 1 < len(signs):
        sign, following = signs[at], signs[at + 1]
        at += 1
        if sign.is_picture or not (sign.is_single and (following.is_single or following.is_picture)):
            # What is written with two signs on each side is no single formula.
            at += not sign.is_picture and sign.end - sign.start == following.end - following.start
            continue
        inner = text[sign.end : following.start]
        verdict = judge(
            _LABEL_BEFORE.sub("", inner) if following.is_picture else inner, text[following.end : following.end + 1]
        )
        would_open = not text[sign.end].isspace() and following.start <= last
        if following.is_picture:
            if verdict == "prose" and would_open:
                yield _Pair(sign.start, following.end, "prose")
        elif verdict != "prose" or would_open:
            yield _Pair(sign.start, following.end, verdict)
            at += verdict != "prose"


def judge(inner: str, after: str) -> Verdict:
    """Return what stands between two dollar signs, the second of which is followed by `after`."""
    words = _LABEL.sub("", inner) if "\\" in inner else inner
    han = 0 if words.isascii() else len(_HAN.findall(words))
    if not inner.strip():
        return "unsure"
    if _VARIABLE.match(words) and _VARIABLE.match(after) and not re.search(r"\\[A-Za-z]{2}", words):
        return "prose"
    if han > _MOST_HAN and _SENTENCE.search(words):
        return "prose"
    if _MONEY.match(words) and not _OPERATOR.search(words) and not _AMOUNT.fullmatch(words):
        return "prose"
    if han or _SENTENCE.search(words):
        return "unsure"
    return "formula" if _TEX.search(inner) or _SHORT.fullmatch(words) else "unsure"
