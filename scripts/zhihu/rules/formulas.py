"""Formulas as TeX between dollar signs: from Zhihu's pictures, doubled ones made one, blanks taken out (T19 to T23)."""

import re
from collections.abc import Iterator

from zhihu.document import Document, Span
from zhihu.dollars import formulas
from zhihu.equations import Equation, equations, without_bars
from zhihu.model import Edit, TextFacts

_BLANKS_BEFORE = re.compile(r"[ \t]*\Z")
_BLANKS_AFTER = re.compile(r"[ \t]*")
# What a Markdown parser would take for a list, a heading or a quote at the start of a line.
_UNSAFE_START = re.compile(r"[-+*#>=~`|:]|\d+[.)]")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ESCAPED_COMMAND = re.compile(r"\\\\[A-Za-z]{2}")
_MARKUP = re.compile(r"\\[A-Za-z]|[_^]")
_CELLS = ("Table", "TableHead", "TableRow", "TableCell")


def equation_image(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Write the TeX of a formula in the place of its picture: a block of its own where Zhihu shows one, else inline."""
    found = list(equations(document))
    if not found:
        return
    spans = {span.start: span for span in document.spans if span.kind in {"Image", "InlineHtml", "HtmlBlock"}}
    for equation in found:
        yield _written(document, equation, spans.get(equation.start))


def _written(document: Document, equation: Equation, span: Span | None) -> Edit:
    around = list(document.ancestors(span)) if span else []
    paragraph = around[0] if around and around[0].kind == "Paragraph" else None
    if any(outer.kind in _CELLS for outer in around):
        return _edit(equation, f"${without_bars(equation.tex)}$")
    if span and span.kind == "HtmlBlock" and not around:
        return _edit(equation, _block(equation.tex))
    if paragraph is None or not (equation.wants_block or _is_alone(document, equation, paragraph)):
        return _edit(equation, f"${equation.tex}$")
    if len(around) > 1:
        alone = _is_alone(document, equation, paragraph)
        return _edit(equation, f"$${equation.tex}$$" if alone else f"${equation.tex}$")
    return _set_apart(document.text, equation, paragraph)


def _edit(equation: Equation, new: str) -> Edit:
    return Edit(equation.start, equation.end, new, "equation_image")


def _block(tex: str) -> str:
    return f"$${tex}$$" if _UNSAFE_START.match(tex) else f"$$\n{tex}\n$$"


def _is_alone(document: Document, equation: Equation, paragraph: Span) -> bool:
    text = document.text
    return not (text[paragraph.start : equation.start].strip() or text[equation.end : paragraph.end].strip())


def _set_apart(text: str, equation: Equation, paragraph: Span) -> Edit:
    """Return the edit that makes a formula a block between what stands before and after it in its paragraph."""
    start = equation.start - len(_matched(_BLANKS_BEFORE.search(text, paragraph.start, equation.start)))
    end = equation.end + len(_matched(_BLANKS_AFTER.match(text, equation.end, paragraph.end)))
    before = "" if start == paragraph.start else "\n" if text[start - 1] == "\n" else "\n\n"
    rest = text[end : paragraph.end]
    after = "" if not rest.strip() else "\n" if rest.startswith("\n") else "\n\n"
    return Edit(start, end, f"{before}{_block(equation.tex)}{after}", "equation_image")


def _matched(found: re.Match[str] | None) -> str:
    return found[0] if found else ""


def formula_again(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Take out the source of a formula that a converter left behind the formula itself."""
    text = document.text
    if "$" not in text and "equation?tex=" not in text:
        return
    twice = [(e.end, e.raw) for e in equations(document)]
    twice += [(s.end, text[s.start : s.end].strip("$")) for k in ("InlineMath", "DisplayMath") for s in document.of(k)]
    for end, tex in twice:
        again = _repeated(text, end, tex)
        if again > end:
            yield Edit(end, again, "", "formula_again")


def _repeated(text: str, at: int, tex: str) -> int:
    """Return where a repetition of `tex` that begins at `at` ends; `at` if there is none that is clearly no words."""
    wanted = "".join(tex.split())
    if not _MARKUP.search(wanted):
        return at
    end, rest = at, wanted
    while rest and end < len(text):
        char, width = _unescaped(text, end)
        if char != rest[0] and not char.isspace():
            return at
        rest = rest if char.isspace() else rest[1:]
        end += width
    goes_on = wanted[-1].isalnum() and text[end : end + 1].isascii() and text[end : end + 1].isalnum()
    return at if rest or goes_on else end


def _unescaped(text: str, at: int) -> tuple[str, int]:
    escape = _ESCAPE.match(text, at)
    return (escape[1], 2) if escape else (text[at], 1)


def formula_blanks(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Take out the blanks inside dollar signs, with which no parser knows a formula."""
    for start, end in formulas(document):
        inner = document.text[start + 1 : end - 1]
        lead, trail = len(inner) - len(inner.lstrip()), len(inner) - len(inner.rstrip())
        if lead:
            yield Edit(start + 1, start + 1 + lead, "", "formula_blanks")
        if trail:
            yield Edit(end - 1 - trail, end - 1, "", "formula_blanks")


def escaped_formula(document: Document, _: TextFacts) -> Iterator[Edit]:
    """Take Markdown's escapes out of a formula in which every sign has one: a converter took it for prose."""
    for kind in ("InlineMath", "DisplayMath"):
        for span in document.of(kind):
            tex = document.text[span.start : span.end]
            if _ESCAPED_COMMAND.search(tex) and "\\" not in _ESCAPE.sub("", tex):
                for found in _ESCAPE.finditer(tex):
                    at = span.start + found.start()
                    yield Edit(at, at + 1, "", "escaped_formula")


KEEPS_WORDS = (formula_blanks,)
CHANGES_WORDS = (equation_image, formula_again, escaped_formula)
