"""Formulas as MathML, made at build: a page needs no script to show them."""

import html
import re
from functools import cache

from math_core import LatexError, LatexToMathML

# What pymdownx.arithmatex writes in its generic form; the TeX inside is escaped as HTML.
_FORMULA = re.compile(
    r'<(?P<tag>span|div) class="arithmatex">\\(?P<open>[(\[])(?P<tex>.*?)\\[)\]]</(?P=tag)>', re.DOTALL
)
# math-core 0.9 writes it on tables, where HTML does not allow it.
_SCRIPT_LEVEL = re.compile(r'(<mtable[^>]*?) scriptlevel="[^"]*"')


def with_mathml(page: str) -> tuple[str, list[str]]:
    """Return the HTML of a page with its formulas as MathML, and a message for each that is not valid TeX.

    Such a formula stays on the page as code. Formulas on lines of their own can scroll, and be reached by keyboard.
    """
    errors: list[str] = []

    def replace(found: re.Match[str]) -> str:
        tex = html.unescape(found["tex"]).strip()
        try:
            formula = _mathml(tex, is_block=found["open"] == "[")
        except LatexError as error:
            errors.append(f"{tex[:60]!r}: {error}")
            return f"<code>{found['tex']}</code>"
        if found["tag"] == "span":
            return formula
        return f'<div class="qa-formula" tabindex="0" role="group">{formula}</div>'

    return _FORMULA.sub(replace, page), errors


@cache
def _mathml(tex: str, *, is_block: bool) -> str:
    formula = LatexToMathML(fancy_error=False).convert_with_local_state(tex, displaystyle=is_block)
    return _SCRIPT_LEVEL.sub(r"\1", formula)
