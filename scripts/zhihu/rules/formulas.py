"""Formulas as TeX between dollar signs: from Zhihu's pictures, doubled ones made one, blanks taken out (T19 to T23)."""

import re
from collections.abc import Iterator
from dataclasses import replace

from zhihu.markdown.document import Document, Span
from zhihu.markdown.equations import Equation, equations, without_bars
from zhihu.model import Edit, TextFacts

_BLANKS_BEFORE = re.compile(r"[ \t]*\Z")
# Blanks before an entity that is a blank as well are not ours; two before a line feed break the line.
_BLANKS_AFTER = re.compile(r"(?:[ \t]+(?![ \t&]|\n)|  +(?=\n))?")
# Nothing to be seen up to the end of a paragraph.
_REST = re.compile(r"(?:\s|[\u00ad\u200b-\u200d\u2060\ufeff]|&(?:nbsp|ensp|#x20|#32|#160|#xa0);)*")
_TWO_BREAKS = re.compile(r"(?:<br[ ]?/?>[ \t]*){2}")
_TWO_BREAKS_BEFORE = re.compile(r"(?:<br[ ]?/?>[ \t]*){2}\Z")
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
    last = 0
    before: Edit | None = None
    for equation in sorted(found, key=lambda e: e.start):
        edit = _written(document, equation, spans.get(equation.start), last)
        if before and before.end == edit.start and before.new.endswith("$") and edit.new.startswith("$"):
            # Two dollar signs that meet would be one sign, of a block.
            edit = replace(edit, new=f" {edit.new}")
        before = edit
        # What was set apart has the empty line between it and the next one already.
        last = edit.end if edit.new.endswith("\n") else 0
        yield edit


def _written(document: Document, equation: Equation, span: Span | None, last: int) -> Edit:
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
    return _set_apart(document.text, equation, paragraph, last)


def _edit(equation: Equation, new: str) -> Edit:
    return Edit(equation.start, equation.end, new, "equation_image")


def _block(tex: str) -> str:
    return f"$${tex}$$" if _UNSAFE_START.match(tex) else f"$$\n{tex}\n$$"


def _is_alone(document: Document, equation: Equation, paragraph: Span) -> bool:
    text = document.text
    return not (text[paragraph.start : equation.start].strip() or text[equation.end : paragraph.end].strip())


def _set_apart(text: str, equation: Equation, paragraph: Span, last: int) -> Edit:
    """Return the edit that makes a formula a block between what stands before and after it in its paragraph."""
    first = max(paragraph.start, last)
    start = equation.start - len(_matched(_BLANKS_BEFORE.search(text, first, equation.start)))
    is_first = not text[first : equation.start].strip()
    is_last = bool(_REST.fullmatch(text, equation.end, paragraph.end))
    end = equation.end if is_last else equation.end + len(_matched(_BLANKS_AFTER.match(text, equation.end)))
    before = "" if is_first else "\n" if text[start - 1] == "\n" else "\n\n"
    after = "" if is_last else "\n" if text[end] == "\n" else "\n\n"
    # Two breaks beside it become an empty line themselves.
    before = "" if _TWO_BREAKS_BEFORE.search(text, paragraph.start, start) else before
    after = "" if _TWO_BREAKS.match(text, end) else after
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
    for span in document.of("InlineMath"):
        inner = document.text[span.start + 1 : span.end - 1]
        lead, trail = len(inner) - len(inner.lstrip(" \t")), len(inner) - len(inner.rstrip(" \t"))
        if lead:
            yield Edit(span.start + 1, span.start + 1 + lead, "", "formula_blanks")
        if trail:
            yield Edit(span.end - 1 - trail, span.end - 1, "", "formula_blanks")


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
